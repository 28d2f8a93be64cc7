"""The form proposes a period that is not refused because a call for it exists."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.budget.domain.drawdown import CallKind, CallStatus, check_draft
from services.budget.domain.next_call import next_period
from tests.unit.budget.domain.examples import some_rules, some_terms
from tests.unit.budget.domain.test_budget_drawdown import a_call

JULY = date(2026, 7, 20)


@pytest.mark.parametrize(
    ("call", "proposed"),
    [
        ({"period": "2025-H2", "last_day": date(2025, 12, 31)}, "2026-H1"),
        ({"period": "2026-H1", "last_day": date(2026, 6, 30)}, "2026-H2"),
        ({"period": "2026-H2", "last_day": date(2026, 12, 31)}, "2027-H1"),
        (
            {
                "period": "2026-H1",
                "last_day": date(2026, 6, 30),
                "status": CallStatus.WITHDRAWN,
            },
            "2026-H1",
        ),
    ],
    ids=["free", "called", "called ahead", "withdrawn"],
)
def test_the_next_free_half_year_is_proposed(call: dict[str, Any], proposed: str) -> None:
    calls = [a_call(**call)]
    period = next_period(calls, some_terms(), some_rules(), JULY)
    assert str(period) == proposed
    day = max(JULY, period.first_day)
    found = check_draft(period, CallKind.INTERIM, calls, some_terms(), some_rules(), day)
    assert [one.code for one in found if one.is_error] == []


def test_a_grant_that_has_just_begun_calls_for_its_first_period() -> None:
    terms = some_terms(period_start=date(2026, 8, 1))
    assert str(next_period([], terms, some_rules(), JULY)) == "2026-H2"


def test_the_pack_says_how_long_a_period_is() -> None:
    quarterly = some_rules(call_interval_months=3)
    assert str(next_period([], some_terms(), quarterly, JULY)) == "2026-Q2"
