"""What is to happen on which day: played in order of time, what lies after today never happens.

So the end of the sample looks like any working day: invoices not yet paid, rows not yet certified.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from shared.clock import BERLIN

Act = Callable[[], object]
_OPENING: Final = time(8, 0)
_WEDNESDAY: Final = 2


@dataclass(order=True)
class _Item:
    day: date
    hour: int
    sequence: int
    act: Act = field(compare=False)


class Agenda:
    """Dated acts; an act may put further ones on the agenda."""

    def __init__(self) -> None:
        self._items: list[_Item] = []
        self._sequence = 0

    def add(self, day: date, act: Act, *, hour: int = 9) -> None:
        """`act` on that day, or on the next working day where it is a weekend."""
        self._sequence += 1
        heapq.heappush(self._items, _Item(working_day(day), hour, self._sequence, act))

    def until(self, today: date) -> Iterator[tuple[datetime, Act]]:
        """The acts up to and including today, in order, each with its instant."""
        last = datetime.combine(date.min, _OPENING, UTC)
        while self._items and self._items[0].day <= today:
            item = heapq.heappop(self._items)
            due = datetime.combine(item.day, time(item.hour), BERLIN).astimezone(UTC)
            last = max(due, last + timedelta(minutes=3))
            yield last, item.act


def booking_day(day: date) -> date:
    """The day itself or the Wednesday after it: the officer enters once a week."""
    return day + timedelta(days=(_WEDNESDAY - day.weekday()) % 7)


def working_day(day: date) -> date:
    """The day itself or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)
