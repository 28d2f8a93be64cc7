"""Rule packs and waivers: who changed the law of the house, and who made an exception from it.

`reason` is text a user typed for the record; it asks for no names (decision 0004).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from contracts.events.snapshots import GrantSnapshot


@dataclass(frozen=True)
class ChangedParameter:
    """One value of a rule pack: `old` is what held on the first day of the new one, empty where
    the pack had none. Lists and numbers are JSON. `own`: a convention of the house, which ranks
    below every source (GOV-01)."""

    key: str
    old: str
    new: str
    valid_from: date | None
    valid_to: date | None
    citation: str
    confidence: str
    own: bool = False


@dataclass(frozen=True)
class ChangedTransition:
    """Errors of `rule` are warnings until and including `warn_until`."""

    rule: str
    warn_until: date
    citation: str


@dataclass(frozen=True)
class RulePackChangeProposed:
    """A change of a rule pack was entered; nothing counts before its release."""

    TYPE: ClassVar[str] = "funding.budget.rulepack.proposed.v1"
    change_id: str
    pack_id: str
    valid_from: date
    reason: str
    parameters: tuple[ChangedParameter, ...]
    transitions: tuple[ChangedTransition, ...]
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class RulePackChangeReleased:
    """A second person released the change; it counts from `counts_from` on.

    `number` counts all releases; versions of packs name the newest that counts (`2020.1+3`).
    """

    TYPE: ClassVar[str] = "funding.budget.rulepack.released.v1"
    change_id: str
    pack_id: str
    number: int
    counts_from: date
    reason: str
    proposed_by: str
    grants: int
    parameters: tuple[ChangedParameter, ...]
    transitions: tuple[ChangedTransition, ...]
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class RulePackChangeWithdrawn:
    """A proposal was taken off the table before its release."""

    TYPE: ClassVar[str] = "funding.budget.rulepack.withdrawn.v1"
    change_id: str
    pack_id: str
    reason: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class GrantReassessed:
    """Every row of a grant was assessed anew, because rules changed or a day brought it about.

    `causes`: `rule_pack`, `transition`, `validity`, `waiver`, `terms`, `delivery`; rows that
    changed have events of their own before this one.
    """

    TYPE: ClassVar[str] = "funding.budget.grant.reassessed.v1"
    causes: tuple[str, ...]
    on: date
    rows_changed: int
    grant: GrantSnapshot
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class WaiverProposed:
    """An exception from one finding of one rule for one object was asked for."""

    TYPE: ClassVar[str] = "funding.budget.waiver.proposed.v1"
    waiver_id: str
    number: int
    object: str
    rule: str
    code: str
    field: str
    reason: str
    expires_on: date
    file_sha256: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class WaiverApproved:
    """A second person approved it: the finding is lifted until and including `expires_on`.

    `proposed_office` and `office` are the German names of the roles in which it was asked for and
    approved, empty in what earlier versions wrote.
    """

    TYPE: ClassVar[str] = "funding.budget.waiver.approved.v1"
    waiver_id: str
    number: int
    object: str
    rule: str
    code: str
    field: str
    reason: str
    approved_on: date
    expires_on: date
    file_sha256: str
    proposed_by: str
    proposed_office: str = ""
    office: str = ""
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class WaiverRevoked:
    """It counts no longer; a proposal that was turned down ends the same way."""

    TYPE: ClassVar[str] = "funding.budget.waiver.revoked.v1"
    waiver_id: str
    number: int
    object: str
    revoked_on: date
    reason: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class WaiverExpired:
    """Its last day passed: the finding is back."""

    TYPE: ClassVar[str] = "funding.budget.waiver.expired.v1"
    waiver_id: str
    number: int
    object: str
    expires_on: date
    related: tuple[str, ...] = ()
