"""Deadlines as an iCalendar feed (RFC 5545) that calendar programs subscribe to.

All-day events with stable UIDs, so that a moved deadline moves in the calendar; DTSTAMP and
SEQUENCE come from the data: the same deadlines give the same bytes on every day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event

from services.budget.domain.deadline import Deadline

_PRODUCT: Final = "-//Foerdernachweis//Fristen//DE"
_REFRESH: Final = timedelta(hours=12)


@dataclass(frozen=True)
class GrantDeadlines:
    """The deadlines of one grant; `known_on` is the day they exist since (its award)."""

    grant_id: str
    title: str
    known_on: date
    deadlines: tuple[Deadline, ...]
    lead_days: tuple[int, ...]


def calendar_bytes(name: str, grants: Iterable[GrantDeadlines]) -> bytes:
    """The feed; `name` is what the calendar program shows above it."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    for grant in grants:
        for one in grant.deadlines:
            calendar.add_component(_due(grant, one))
            if one.internal_on is not None and one.internal_on < one.due_on:
                calendar.add_component(_internal(grant, one, one.internal_on))
    found: bytes = calendar.to_ical()
    return found


def _due(grant: GrantDeadlines, one: Deadline) -> Event:
    event = _event(grant, one, one.due_on, one.duty, one.title)
    if one.done_on is None:
        for lead in grant.lead_days:
            # lead times count back from the internal target, the alarm from the day of the event
            event.add_component(_alarm(one, one.target_on - timedelta(days=lead) - one.due_on))
    return event


def _internal(grant: GrantDeadlines, one: Deadline, on: date) -> Event:
    return _event(grant, one, on, f"{one.duty}-internal", f"Internes Ziel: {one.title}")


def _event(grant: GrantDeadlines, one: Deadline, on: date, key: str, title: str) -> Event:
    event = Event()
    done = "Erledigt: " if one.done_on is not None else ""
    event.add("uid", f"{key}.{grant.grant_id}@foerdernachweis")
    event.add("dtstamp", datetime.combine(_changed_on(grant, one), time(), UTC))
    event.add("sequence", len(one.extensions))
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("summary", f"{done}{title} ({grant.title})")
    event.add("description", f"{one.rule}: {one.basis}")
    event.add("transp", "TRANSPARENT")
    return event


def _alarm(one: Deadline, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one.title)
    alarm.add("trigger", before)
    return alarm


def _changed_on(grant: GrantDeadlines, one: Deadline) -> date:
    """The day of the last thing that changed this deadline."""
    days = [each.decided_on for each in one.extensions]
    return max([grant.known_on, *days, *([one.done_on] if one.done_on else [])])
