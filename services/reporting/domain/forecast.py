"""Does money lapse at the end? What is left, where the pace leads, what each month would need.

The pace is that of the last twelve months; what is ordered already counts at least. Both are the
product's own convention, printed with the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from services.reporting.domain.facts import RowFact
from services.reporting.domain.sums import GrantSums
from shared.money import round_half_away, share_of
from shared.periods import add_months

PACE_MONTHS = 12
_FEWEST_MONTHS: Final = 3
"""Fewer are no pace that leads anywhere: the product's own convention."""


@dataclass(frozen=True)
class Forecast:
    """Eligible cost in cents until `ends_on`, the last day of the funding period.

    `left_cents` may still become eligible, `expected_cents` of it is ordered; `lapsing_cents` stays
    unused if the pace stays, `needed_per_month_cents` would use it all (None after the end).
    """

    ends_on: date
    months_left: int
    pace_months: int
    pace_cents: int
    available_cents: int
    left_cents: int
    expected_cents: int
    coming_cents: int
    lapsing_cents: int
    lapsing_grant_cents: int
    missing_cents: int
    needed_per_month_cents: int | None

    @property
    def is_foreseeable(self) -> bool:
        """Whether the pace rests on enough months to say where it leads."""
        return self.pace_months >= _FEWEST_MONTHS


def forecast(rows: tuple[RowFact, ...], sums: GrantSums, planned_cents: int) -> Forecast:
    """Looks ahead from the day of the sums; what is available is the cap, else the plan."""
    terms, day = sums.terms, sums.as_of
    available = terms.max_eligible_cents or planned_cents
    left = max(0, available - sums.rows.eligible.cents)
    months_left = max(0, _months(day, terms.period_end))
    pace_months, since = pace_of(terms.period_start, day)
    pace = round_half_away(Fraction(eligible_between(rows, since, day), pace_months))
    expected = sums.rows.expected_eligible.cents
    coming = max(expected, pace * months_left)
    lapsing = max(0, left - coming)
    return Forecast(
        ends_on=terms.period_end,
        months_left=months_left,
        pace_months=pace_months,
        pace_cents=pace,
        available_cents=available,
        left_cents=left,
        expected_cents=expected,
        coming_cents=coming,
        lapsing_cents=lapsing,
        lapsing_grant_cents=share_of(lapsing, terms.funding_rate_bp),
        missing_cents=max(0, coming - left),
        needed_per_month_cents=-(-left // months_left) if months_left else None,
    )


def pace_of(start: date, day: date) -> tuple[int, date]:
    """How many months the pace looks back on, and the day after which they begin."""
    months = max(1, min(PACE_MONTHS, _months(start, day) + 1))
    return months, add_months(day, -months)


def _months(first: date, last: date) -> int:
    """Whole months between the months of two days."""
    return (last.year - first.year) * 12 + last.month - first.month


def eligible_between(rows: tuple[RowFact, ...], after: date, until: date) -> int:
    """Eligible cost of the days after the first up to the second, in cents."""
    return sum(
        effect.cents
        for row in rows
        for effect in row.effects
        if effect.kind == "eligible" and after < effect.on <= until
    )
