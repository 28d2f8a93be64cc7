"""Which periods are offered for a report, and which reports wait for the end of theirs."""

from __future__ import annotations

from datetime import date

import pytest

from services.reporting.domain.period_rule import PERIOD_RULES
from services.reporting.domain.running_period import begun_periods, check_not_ahead, check_over
from services.reporting.usecases.report_types import REPORT_TYPES
from shared.periods import Period

PROOFS = {"R06", "R07"}
AT_ONCE = PROOFS | {"R02", "R09", "R17", "R18"}


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


def test_every_registered_report_has_a_rule_and_every_rule_a_report() -> None:
    assert {one.report for one in REPORT_TYPES.values()} == set(PERIOD_RULES)


@pytest.mark.parametrize("report", sorted(PERIOD_RULES))
def test_what_may_be_released_on_the_last_day(report: str) -> None:
    quarter, rule = Period.parse("2026-Q1"), PERIOD_RULES[report]
    assert check_over(rule, quarter, date(2026, 4, 1)) == []
    found = check_over(rule, quarter, date(2026, 3, 31))
    expected = None if report == "R22" else "warning" if report in AT_ONCE else "error"
    assert [one.severity for one in found] == ([expected] if expected else [])
    assert all(one.rule == rule.rule and rule.reason in one.message for one in found)


@pytest.mark.parametrize("report", sorted(PERIOD_RULES))
def test_what_may_be_drafted_ahead(report: str) -> None:
    rule, period = PERIOD_RULES[report], Period.parse("2026-H2")
    assert check_not_ahead(rule, period, date(2026, 7, 1)) == []
    assert bool(check_not_ahead(rule, period, date(2026, 6, 30))) is (report not in PROOFS)
    assert check_not_ahead(rule, period, date(2025, 12, 31))
