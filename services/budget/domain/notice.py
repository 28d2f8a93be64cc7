"""Duties to notify the funder (NOTE-01 to NOTE-06, ANBest Nr. 5): one task per occasion.

A notice is open until it is sent; a second person may find instead that none is due
(„nicht mitteilungspflichtig“).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from services.budget.domain.rulepack import Rules

NOTICE_RULES: Final = ("NOTE-01", "NOTE-02", "NOTE-03", "NOTE-04", "NOTE-05", "NOTE-06")


class NoticeStatus(StrEnum):
    """Where a notice stands; `dispensed` means that two persons found none is due."""

    OPEN = "open"
    SENT = "sent"
    ANSWERED = "answered"
    DISPENSED = "dispensed"


@dataclass(frozen=True)
class NoticeOccasion:
    """What happened: the rule it falls under, a key that is the same for the same thing, and what
    the letter says. `before`, `after` and `effect_cents` are empty where nothing is to compare.
    """

    rule: str
    key: str
    reason: str
    known_on: date
    before: str = ""
    after: str = ""
    effect_cents: int | None = None


@dataclass(frozen=True)
class Progress:
    """What became of a notice so far."""

    sent_on: date | None = None
    answered_on: date | None = None
    dispensed: bool = False

    @property
    def status(self) -> NoticeStatus:
        """The last step taken."""
        if self.dispensed:
            return NoticeStatus.DISPENSED
        if self.answered_on is not None:
            return NoticeStatus.ANSWERED
        return NoticeStatus.SENT if self.sent_on is not None else NoticeStatus.OPEN


def notice_due_on(known_on: date, rules: Rules) -> date:
    """The last day on which the notice is sent in time, counted from the day it became known."""
    return known_on + timedelta(days=rules.notice.notice_due_days)
