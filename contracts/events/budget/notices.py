"""Notices to the funder (Mitteilungen, NOTE-01 to NOTE-06)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True)
class NoticeOpened:
    """Something happened that the funder has to be told; carries what the letter says.

    `reason`, `before` and `after` are sentences of the rules or of the person who acted.
    """

    TYPE: ClassVar[str] = "funding.budget.notice.opened.v1"
    notice_id: str
    grant_id: str
    rule: str
    occasion_key: str
    reason: str
    known_on: date
    due_on: date
    before: str = ""
    after: str = ""
    effect_cents: int | None = None
    related: tuple[str, ...] = ()
