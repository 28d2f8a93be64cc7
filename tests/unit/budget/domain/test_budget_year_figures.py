"""Budget years: open orders follow what is transferred, and nothing is lost on the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.domain.year_figures import YearFigures, total_of, year_figures

YEARS = st.dictionaries(st.integers(2024, 2029), st.integers(0, 10_000))


@given(YEARS, YEARS, YEARS, YEARS)
def test_transfers_and_orders_move_but_neither_grow_nor_shrink(
    granted: dict[int, int], moved: dict[int, int], spent: dict[int, int], bound: dict[int, int]
) -> None:
    years = year_figures(granted, moved, spent, bound)
    left = sum(granted.values()) - sum(spent.values()) - sum(bound.values())
    assert sum(one.available_cents for one in years) == left
    assert sum(one.committed_cents for one in years) == sum(bound.values())
    assert all(one.committed_cents >= 0 for one in years)
    by_year = {one.budget_year: one for one in years}
    for year, cents in moved.items():
        assert by_year[year + 1].transferred_in_cents == cents


def test_orders_go_on_with_each_transfer() -> None:
    years = year_figures({2024: 100}, {2024: 60, 2025: 50}, {}, {2024: 80})
    assert [one.committed_cents for one in years] == [20, 10, 50]
    assert [one.available_cents for one in years] == [20, 0, 0]


def test_a_gap_in_the_years_carries_nothing() -> None:
    years = year_figures({2024: 100, 2027: 10}, {}, {}, {2024: 80, 2027: 5})
    assert [(one.budget_year, one.committed_cents) for one in years] == [(2024, 80), (2027, 5)]


def test_the_total_of_a_year_adds_both_natures() -> None:
    one = YearFigures(2026, 100, 10, 20, 5, 3)
    assert total_of([one, one]) == YearFigures(2026, 200, 20, 40, 10, 6)
    with pytest.raises(ValueError, match="no year"):
        total_of([])
