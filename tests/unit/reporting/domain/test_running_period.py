"""Which periods are offered for a report, and which reports wait for the end of theirs."""

from __future__ import annotations

from datetime import date

import pytest

from services.reporting.domain.running_period import begun_periods, check_over
from shared.periods import Period


def test_every_period_that_touches_the_grant_and_has_begun_newest_first() -> None:
    found = begun_periods(date(2025, 10, 15), date(2026, 6, 30), date(2026, 4, 1))
    assert [str(one) for one in found] == [
        "2026",
        "2026-Q2",
        "2026-H1",
        "2026-Q1",
        "2025-Q4",
        "2025-H2",
        "2025",
    ]
    day_before = begun_periods(date(2025, 10, 15), date(2026, 6, 30), date(2026, 3, 31))
    assert set(found) - set(day_before) == {Period.parse("2026-Q2")}


def test_after_the_end_of_the_grant_nothing_is_offered() -> None:
    found = begun_periods(date(2026, 1, 1), date(2026, 3, 31), date(2030, 1, 1))
    assert {str(one) for one in found} == {"2026", "2026-H1", "2026-Q1"}


@pytest.mark.parametrize(
    ("report", "waits"),
    [("R01", True), ("R03", True), ("R21", True), ("R02", False), ("R06", False)],
)
def test_what_is_owed_afterwards_waits_for_the_end(report: str, waits: bool) -> None:
    quarter = Period.parse("2026-Q1")
    assert bool(check_over(report, quarter, date(2026, 3, 31))) is waits
    assert check_over(report, quarter, date(2026, 4, 1)) == []
