"""Who may sign for the city: functions and validity, never a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True)
class SignatoryRegistered:
    """Somebody may sign from a day on; `file_sha256` is the signature sheet.

    `sealed_name` is sealed under `key_id`, a key of this entry alone; events from before the field
    was there have neither.
    """

    TYPE: ClassVar[str] = "funding.budget.signatory.registered.v1"
    signatory_id: str
    grant_id: str
    function: str
    valid_from: date
    valid_to: date | None
    reference: str
    file_sha256: str
    related: tuple[str, ...] = ()
    key_id: str = ""
    sealed_name: str = ""


@dataclass(frozen=True)
class SignatoryEnded:
    """The right to sign ends with a day."""

    TYPE: ClassVar[str] = "funding.budget.signatory.ended.v1"
    signatory_id: str
    grant_id: str
    valid_to: date
    reason: str
    related: tuple[str, ...] = ()
