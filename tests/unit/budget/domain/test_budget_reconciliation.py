"""Sums per place: a divided voucher loses no cent, whatever its sign."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.domain.assignment import AccountAssignment
from services.budget.domain.reconciliation import (
    LedgerTotal,
    Paid,
    Place,
    compare,
    entered_sums,
    unreconciled_warning,
)
from shared.periods import Period


@given(st.integers(-100_000, 100_000), st.lists(st.integers(1, 9_999), min_size=1, max_size=6))
def test_the_parts_of_a_voucher_add_up(cents: int, parts: list[int]) -> None:
    assigned = tuple(AccountAssignment(one, account=str(at)) for at, one in enumerate(parts))
    found = entered_sums([Paid(cents, 2026, None, assigned)])
    assert sum(found.values()) == cents
    for at, one in enumerate(parts):
        exact = cents * one / sum(parts)
        assert abs(found.get(Place(2026, str(at), ""), 0) - exact) <= 1


@given(st.integers(1, 100_000), st.lists(st.integers(1, 9_999), min_size=1, max_size=6))
def test_a_reversal_takes_back_every_part_to_the_cent(cents: int, parts: list[int]) -> None:
    assigned = tuple(AccountAssignment(one, account=str(at)) for at, one in enumerate(parts))
    rows = [Paid(one, 2026, None, assigned) for one in (cents, -cents)]
    assert entered_sums(rows) == {}


def test_an_assignment_names_its_own_year_and_cost_unit() -> None:
    assigned = (AccountAssignment(100, account="1", cost_unit="K", budget_year=2027),)
    assert entered_sums([Paid(50, 2026, None, assigned)]) == {Place(2027, "1", "K"): 50}


def test_a_place_only_one_side_knows_is_compared_too() -> None:
    found = compare({Place(2026, "1", ""): 5}, [LedgerTotal(2, "2", None, 2026, 7)])
    assert [(one.entered_cents, one.ledger_cents) for one in found] == [(5, 0), (0, 7)]


@pytest.mark.parametrize(
    ("closed", "named"),
    [((), ["Q1", "Q2"]), (("2026-Q1",), ["Q2"]), (("2026-Q1", "2026-Q2"), [])],
)
def test_quarters_of_a_call_without_a_closed_comparison(
    closed: tuple[str, ...], named: list[str]
) -> None:
    done = {Period.parse(one) for one in closed}
    found = list(unreconciled_warning(date(2026, 1, 1), date(2026, 6, 30), done))
    labels = [Period.parse(f"2026-{one}").label for one in named]
    assert [one.code for one in found] == ["period_unreconciled"] * bool(named)
    assert all(not one.is_error and one.rule == "MUN-14" for one in found)
    assert all(label in one.message for one in found for label in labels)
