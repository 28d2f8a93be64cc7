"""Deadline calendar (R19): what is due until the end of a period, what later, what is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from contracts.events.budget import DeadlineSnapshot
from contracts.events.findings import DecidingValue
from shared.periods import Period


@dataclass(frozen=True)
class Told:
    """All duties as budget told them on a day; `lead_days` longest first, `values` of the rule pack
    by which the days were counted."""

    as_of: date
    lead_days: tuple[int, ...]
    deadlines: tuple[DeadlineSnapshot, ...]
    values: tuple[DecidingValue, ...] = ()


@dataclass(frozen=True)
class DeadlineCalendar:
    """The duties by when they are due, each list by day; `as_of` None while none was told."""

    as_of: date | None
    lead_days: tuple[int, ...]
    overdue: tuple[DeadlineSnapshot, ...] = ()
    coming: tuple[DeadlineSnapshot, ...] = ()
    later: tuple[DeadlineSnapshot, ...] = ()
    done: tuple[DeadlineSnapshot, ...] = ()
    values: tuple[DecidingValue, ...] = ()

    @property
    def open(self) -> tuple[DeadlineSnapshot, ...]:
        """Everything that is still to be done."""
        return (*self.overdue, *self.coming, *self.later)


def deadline_calendar(told: Told | None, period: Period) -> DeadlineCalendar:
    """Open duties up to the last day of the period (inclusive) and later; each duty once."""
    if told is None:
        return DeadlineCalendar(None, ())
    waiting = [one for one in told.deadlines if one.status == "open"]
    return DeadlineCalendar(
        told.as_of,
        told.lead_days,
        overdue=_ordered(one for one in told.deadlines if one.status == "overdue"),
        coming=_ordered(one for one in waiting if one.due_on <= period.last_day),
        later=_ordered(one for one in waiting if one.due_on > period.last_day),
        done=_ordered(one for one in told.deadlines if one.status == "done"),
        values=told.values,
    )


def warned_on(one: DeadlineSnapshot, lead_days: tuple[int, ...]) -> tuple[date, ...]:
    """The days on which somebody is told, earliest first: counted back from the target."""
    return tuple(one.target_on - timedelta(days=days) for days in lead_days)


def _ordered(found: Iterable[DeadlineSnapshot]) -> tuple[DeadlineSnapshot, ...]:
    return tuple(sorted(found, key=lambda one: (one.due_on, one.duty)))
