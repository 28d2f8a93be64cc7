"""Geometry of the two charts of a grant; the template draws them, a table says the same.

Every shape comes with its numbers in cents: nothing is to be read off a picture alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import count
from typing import Final

from services.budget.domain.balance import LineBalance
from services.budget.domain.effects import EffectKind
from services.budget.store.money_flow import MonthFlow
from shared.money import format_percent_bp
from shared.periods import Period, PeriodKind

WIDTH: Final = 1000
HEIGHT: Final = 300
_STEPS: Final = (1, 2, 5)
_SMALLEST_STEP: Final = 100_000
"""1,000 EUR: the scale is written in thousands."""


@dataclass(frozen=True)
class Bar:
    """One line of the plan: widths of WIDTH that belong to the longest bar of the chart."""

    balance: LineBalance
    eligible: int
    expected: int
    planned: int

    @property
    def expected_from(self) -> int:
        return max(0, self.eligible)

    @property
    def in_words(self) -> str:
        """What the bar shows, for who does not see it."""
        one = self.balance
        if not one.planned_cents:
            return "ohne Ansatz im Plan"
        spent = format_percent_bp(one.eligible_cents * 10_000 // one.planned_cents)
        bound = format_percent_bp(one.expected_eligible_cents * 10_000 // one.planned_cents)
        return f"{spent} des Ansatzes ausgegeben, {bound} gebunden"


@dataclass(frozen=True)
class FlowPoint:
    """The end of one quarter: cumulated cents."""

    label: str
    last_day: date
    paid_cents: int
    eligible_cents: int
    received_cents: int


@dataclass(frozen=True)
class FlowChart:
    """The money flow: points, a polyline per series, lines of the grid."""

    points: tuple[FlowPoint, ...]
    paid: str
    eligible: str
    received: str
    grid: tuple[tuple[int, int], ...]
    """(y, cents) from the top down."""


def bars_of(lines: Sequence[LineBalance]) -> list[Bar]:
    """Plan against actual for every line."""
    longest = max(
        (max(one.planned_cents, one.eligible_cents + one.expected_eligible_cents) for one in lines),
        default=0,
    )
    return [
        Bar(
            one,
            _scaled(one.eligible_cents, longest, WIDTH),
            _scaled(one.expected_eligible_cents, longest, WIDTH),
            _scaled(one.planned_cents, longest, WIDTH),
        )
        for one in lines
    ]


def flow_of(
    months: Sequence[MonthFlow], receipts: Sequence[tuple[date, int]], begin: date, until: date
) -> FlowChart | None:
    """The cumulated money flow by quarters, from the one of `begin` to the one of `until`.

    What moved before `begin` is in the first point. None while nothing moved.
    """
    started = [date(one.year, one.month, 1) for one in months] + [day for day, _ in receipts]
    if not started or min(started) > until:
        return None
    points = tuple(_points(months, receipts, min(begin, until), until))
    highest = max(max(p.paid_cents, p.eligible_cents, p.received_cents) for p in points)
    grid = _grid(highest)
    top = grid[0][1]
    return FlowChart(
        points=points,
        paid=_polyline([one.paid_cents for one in points], top),
        eligible=_polyline([one.eligible_cents for one in points], top),
        received=_polyline([one.received_cents for one in points], top),
        grid=grid,
    )


def _points(
    months: Sequence[MonthFlow], receipts: Sequence[tuple[date, int]], first: date, until: date
) -> list[FlowPoint]:
    found = []
    quarter = Period.containing(first, PeriodKind.QUARTER)
    while quarter.first_day <= until:
        last = quarter.last_day
        found.append(
            FlowPoint(
                f"{quarter.number}/{quarter.year}",
                last,
                _until(months, EffectKind.PAID, last),
                _until(months, EffectKind.ELIGIBLE, last),
                sum(cents for day, cents in receipts if day <= last),
            )
        )
        quarter = quarter.next()
    return found


def _until(months: Sequence[MonthFlow], kind: EffectKind, last: date) -> int:
    wanted = (last.year, last.month)
    return sum(_cents(one.cents, kind) for one in months if (one.year, one.month) <= wanted)


def _cents(sums: Mapping[EffectKind, int], kind: EffectKind) -> int:
    return sums.get(kind, 0)


def _grid(highest: int) -> tuple[tuple[int, int], ...]:
    """Four equal steps of 1, 2 or 5 times a power of ten that reach the highest value."""
    powers = (_SMALLEST_STEP * 10**exponent for exponent in count())
    step = next(
        factor * power for power in powers for factor in _STEPS if 4 * factor * power >= highest
    )
    return tuple((HEIGHT * index // 4, step * (4 - index)) for index in range(5))


def _polyline(values: Sequence[int], top: int) -> str:
    between = max(1, len(values) - 1)
    return " ".join(
        f"{WIDTH * index // between},{HEIGHT - _scaled(value, top, HEIGHT)}"
        for index, value in enumerate(values)
    )


def _scaled(cents: int, whole: int, length: int) -> int:
    """Position on a scale, whole units; 0 for an empty scale and for negative amounts."""
    if whole <= 0 or cents <= 0:
        return 0
    return int(Fraction(cents * length, whole))
