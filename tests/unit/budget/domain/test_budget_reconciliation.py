"""Sums per place: a divided voucher loses no cent, whatever its sign."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.budget.domain.assignment import AccountAssignment
from services.budget.domain.reconciliation import LedgerTotal, Paid, Place, compare, entered_sums


@given(st.integers(-100_000, 100_000), st.lists(st.integers(1, 9_999), min_size=1, max_size=6))
def test_the_parts_of_a_voucher_add_up(cents: int, parts: list[int]) -> None:
    assigned = tuple(AccountAssignment(one, account=str(at)) for at, one in enumerate(parts))
    found = entered_sums([Paid(cents, 2026, None, assigned)])
    assert sum(found.values()) == cents
    for at, one in enumerate(parts):
        exact = cents * one / sum(parts)
        assert abs(found.get(Place(2026, str(at), ""), 0) - exact) <= 1


def test_an_assignment_names_its_own_year_and_cost_unit() -> None:
    assigned = (AccountAssignment(100, account="1", cost_unit="K", budget_year=2027),)
    assert entered_sums([Paid(50, 2026, None, assigned)]) == {Place(2027, "1", "K"): 50}


def test_a_place_only_one_side_knows_is_compared_too() -> None:
    found = compare({Place(2026, "1", ""): 5}, [LedgerTotal(2, "2", None, 2026, 7)])
    assert [(one.entered_cents, one.ledger_cents) for one in found] == [(5, 0), (0, 7)]
