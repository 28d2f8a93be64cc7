"""Milestones at the end of a day: both sides of it."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.events.snapshots import Milestone
from services.reporting.domain.milestones import progress

END = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("due_on", "done_on", "group"),
    [
        (END, None, "late"),
        (date(2026, 4, 1), None, "to_come"),
        (END, END, "finished"),
        (date(2026, 3, 1), date(2026, 4, 1), "late"),
        (date(2027, 1, 1), date(2026, 3, 1), "finished"),
    ],
)
def test_a_milestone_stands_where_it_stood_that_day(
    due_on: date, done_on: date | None, group: str
) -> None:
    one = Milestone("Abnahme", due_on, done_on)
    found = progress((one,), END)
    assert getattr(found, group) == (one,) and found.count == 1


def test_the_newest_finished_one_comes_last() -> None:
    first = Milestone("A", END, date(2026, 1, 2))
    second = Milestone("B", date(2026, 1, 1), date(2026, 2, 2))
    assert progress((second, first), END).finished == (first, second)
