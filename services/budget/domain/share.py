"""Exact numbers of the calculation, rounded once at its end (semantics 1)."""

from __future__ import annotations

from typing import Final, NamedTuple

from shared.money import divide_half_away


class Exact(NamedTuple):
    """`over` / `under`, exactly; `under` is positive.

    Never reduced, unlike `fractions.Fraction`: a row multiplies a handful of shares, integers here
    have no limit, and looking for common divisors took most of the time of an assessment.
    """

    over: int
    under: int = 1

    def times(self, other: Exact) -> Exact:
        """The product; most shares of most rows are whole."""
        if other.over == other.under:
            return self
        return Exact(self.over * other.over, self.under * other.under)

    def of(self, cents: int) -> int:
        """This share of an amount in cents, half a cent away from zero."""
        if self.over == self.under:
            return cents
        return divide_half_away(cents * self.over, self.under)

    @property
    def rounded(self) -> int:
        """The nearest integer, halves away from zero."""
        if self.under == 1:
            return self.over
        return divide_half_away(self.over, self.under)

    @property
    def is_whole(self) -> bool:
        """Whether this share changes nothing."""
        return self.over == self.under


NONE: Final = Exact(0)
WHOLE: Final = Exact(1)
