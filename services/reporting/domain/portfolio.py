"""Figures of the portfolio (R11): one row per measure, for steering and committee."""

from __future__ import annotations

from dataclasses import dataclass

from contracts.events.snapshots import MeasureSnapshot, MeasureStatus
from services.reporting.domain.by_measure import UNKNOWN, ByMeasure
from services.reporting.domain.facts import GrantFacts, PlanFact
from services.reporting.domain.forecast import Forecast
from services.reporting.domain.measure_forecast import forecast_by_measure
from services.reporting.domain.sums import (
    Figure,
    GrantSums,
    RowSums,
    grant_sums,
    released_calls,
    row_sums,
)
from shared.periods import Period, quarter_of


@dataclass(frozen=True)
class PortfolioLine:
    """One measure; `measure` None collects what names none that is known.

    `called` is the eligible cost of rows in calls released by the day, `status` that of the
    quarter the period ends with, `last_status` the last one known of a quarter by then.
    `coming_cents` is its part of the forecast of the cash flow.
    """

    measure: MeasureSnapshot | None
    status: MeasureStatus | None
    planned_cents: int
    sums: RowSums
    called: Figure
    last_status: MeasureStatus | None = None
    coming_cents: int = 0

    @property
    def forecast_cents(self) -> int:
        """Eligible cost at the end of the funding period, as it is foreseen."""
        return self.sums.eligible.cents + self.coming_cents

    @property
    def spent_cents(self) -> int:
        """Paid and still ordered."""
        return self.sums.paid.cents + self.sums.committed.cents

    @property
    def available_cents(self) -> int:
        """What may still be ordered."""
        return self.planned_cents - self.spent_cents


@dataclass(frozen=True)
class Portfolio:
    """All measures and their sum."""

    quarter: Period
    sums: GrantSums
    plan: PlanFact | None
    forecast: Forecast
    lines: tuple[PortfolioLine, ...]
    total: PortfolioLine


def portfolio(facts: GrantFacts, period: Period) -> Portfolio:
    """Adds up every measure as of the last day of the period."""
    day = period.last_day
    quarter = quarter_of(day)
    plan = facts.reported_plan(day)
    by_measure = ByMeasure(facts)
    named = by_measure.sums(facts.rows, day)
    released = {one.drawdown_id for one in released_calls(facts.calls, day)}
    called_rows = [row for row in facts.rows if row.drawdown_id in released]
    called = by_measure.sums(called_rows, day)
    planned = by_measure.planned(plan)
    sums = grant_sums(facts, day)
    ahead, coming = forecast_by_measure(facts, sums, plan)
    nothing = row_sums((), day)
    lines = [
        PortfolioLine(
            measure=one.measure,
            status=one.status_of(str(quarter)),
            planned_cents=planned[one.measure.measure_id],
            sums=named.get(one.measure.measure_id, nothing),
            called=called.get(one.measure.measure_id, nothing).eligible,
            last_status=one.last_status(day),
            coming_cents=coming.get(one.measure.measure_id, 0),
        )
        for one in facts.measures
    ]
    if UNKNOWN in named or planned[UNKNOWN]:
        rest = named.get(UNKNOWN, nothing), called.get(UNKNOWN, nothing).eligible
        of_rest = coming.get(UNKNOWN, 0)
        lines.append(PortfolioLine(None, None, planned[UNKNOWN], *rest, coming_cents=of_rest))
    return Portfolio(
        quarter=quarter,
        sums=sums,
        plan=plan,
        forecast=ahead,
        lines=tuple(lines),
        total=PortfolioLine(
            None,
            None,
            plan.planned_cents if plan else 0,
            row_sums(facts.rows, day),
            row_sums(called_rows, day).eligible,
            coming_cents=ahead.coming_cents,
        ),
    )
