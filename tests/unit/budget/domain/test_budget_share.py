"""Shares of the calculation give what fractions give, without reducing them."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from services.budget.domain.share import NONE, Exact
from shared.money import round_half_away

numbers = st.builds(Exact, st.integers(-(10**15), 10**15), st.integers(1, 10**15))
cents = st.integers(-(10**13), 10**13)


@given(numbers, numbers, cents)
def test_products_and_rounding_are_those_of_fractions(one: Exact, other: Exact, amount: int):
    exact = Fraction(*one) * Fraction(*other)
    assert Fraction(*one.times(other)) == exact
    assert one.times(other).rounded == round_half_away(exact)
    assert one.of(amount) == round_half_away(Fraction(*one) * amount)


def test_a_half_cent_goes_away_from_zero():
    half = Exact(1, 2)
    assert (half.of(1), half.of(-1), half.of(3)) == (1, -1, 2)


def test_whole_and_none():
    assert Exact(7, 7).is_whole
    assert not Exact(6, 7).is_whole and not NONE.is_whole
    assert (Exact(1).of(123), NONE.of(123)) == (123, 0)
