"""A half-year is closed by the first comparisons of both quarters; what comes later is late."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from services.budget.domain.half_year import closed_before_entry, half_year_closings
from shared.periods import Period

Q1, Q2, Q3 = (Period.parse(f"2026-Q{number}") for number in (1, 2, 3))
H1 = Period.parse("2026-H1")
EARLY, LATE = datetime(2026, 4, 20, tzinfo=UTC), datetime(2026, 7, 20, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


def test_one_quarter_or_two_of_different_half_years_close_none() -> None:
    assert half_year_closings([(Q1, EARLY), (Q1, LATE)]) == {}
    assert half_year_closings([(Q2, EARLY), (Q3, LATE)]) == {}


def test_the_later_of_the_two_first_closings_counts() -> None:
    again = LATE + timedelta(days=9)
    assert half_year_closings([(Q2, LATE), (Q1, EARLY), (Q1, again), (Q2, again)]) == {H1: LATE}


def test_late_is_after_the_instant_and_within_the_half_year() -> None:
    closings = {H1: LATE}
    assert closed_before_entry(date(2026, 6, 30), LATE + MOMENT, closings) == H1
    assert closed_before_entry(date(2026, 6, 30), LATE, closings) is None
    assert closed_before_entry(date(2026, 7, 1), LATE + MOMENT, closings) is None
    assert closed_before_entry(date(2025, 12, 31), LATE + MOMENT, closings) == H1
    assert closed_before_entry(None, LATE + MOMENT, closings) is None
