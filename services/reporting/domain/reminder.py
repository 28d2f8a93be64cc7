"""Which deadlines somebody is reminded of on a day, by which lead time, and who that is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from contracts.events.budget import DeadlineSnapshot
from contracts.roles import Role
from services.reporting.domain.deadline_calendar import Told

OVERDUE: Final = "overdue"
CITY_WIDE: Final = "INT-05"
"""The rule of the one duty that is the city's and that every grant repeats: the base rate."""
ESCALATED_TO: Final = Role.HEAD_OF_FINANCE
"""Hears of what is overdue, whomever the rule pack names."""


@dataclass(frozen=True)
class Reminder:
    """One open deadline and the latest lead time it has reached; `stage` is its days or
    `overdue`."""

    deadline: DeadlineSnapshot
    stage: str

    @property
    def is_overdue(self) -> bool:
        """Whether the day has passed, or something is wrong already."""
        return self.stage == OVERDUE

    @property
    def is_city_wide(self) -> bool:
        """Whether it is no duty of one grant."""
        return self.deadline.rule == CITY_WIDE

    @property
    def key(self) -> str:
        """The same for the same duty, days and stage: a later day begins anew. 32 characters."""
        one = self.deadline
        named = f"{one.duty}|{one.due_on}|{one.target_on}".encode()
        return f"{hashlib.sha256(named).hexdigest()[:24]}-{self.stage}"

    @property
    def addressees(self) -> frozenset[Role]:
        """Who is to know: whom the lead times have reached, and who has to do it."""
        roles = {Role(one) for one in self.deadline.told} | {Role(self.deadline.responsible)}
        return frozenset(roles | ({ESCALATED_TO} if self.is_overdue else set()))


def reminders(told: Told, today: date) -> Iterator[Reminder]:
    """What is to be reminded of on `today`: never what is done, and of several lead times that
    passed only the latest. Lead times count back from the target, their day included; overdue is
    the day after the last one (inclusive), or an alarm."""
    for one in told.deadlines:
        stage = _stage(one, told.lead_days, today)
        if stage is not None:
            yield Reminder(one, stage)


def _stage(one: DeadlineSnapshot, lead_days: tuple[int, ...], today: date) -> str | None:
    if one.status == "done":
        return None
    if one.status == "overdue" or today > one.due_on:
        return OVERDUE
    reached = [days for days in lead_days if today >= one.target_on - timedelta(days=days)]
    return str(min(reached)) if reached else None
