"""Figures of the portfolio (R11): one row per measure, for steering and committee."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contracts.events.snapshots import MeasureSnapshot, MeasureStatus
from services.reporting.domain.by_measure import UNKNOWN, ByMeasure
from services.reporting.domain.facts import GrantFacts, PlanFact, RowFact
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
    """

    measure: MeasureSnapshot | None
    status: MeasureStatus | None
    planned_cents: int
    sums: RowSums
    called: Figure
    last_status: MeasureStatus | None = None

    @property
    def forecast_cents(self) -> int:
        """Paid and still ordered."""
        return self.sums.paid.cents + self.sums.committed.cents

    @property
    def available_cents(self) -> int:
        return self.planned_cents - self.forecast_cents


@dataclass(frozen=True)
class Portfolio:
    """All measures and their sum."""

    quarter: Period
    sums: GrantSums
    plan: PlanFact | None
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
    nothing = row_sums((), day)
    lines = [
        PortfolioLine(
            measure=one.measure,
            status=one.status_of(str(quarter)),
            planned_cents=planned[one.measure.measure_id],
            sums=named.get(one.measure.measure_id, nothing),
            called=called.get(one.measure.measure_id, nothing).eligible,
            last_status=one.last_status(day),
        )
        for one in facts.measures
    ]
    if UNKNOWN in named or planned[UNKNOWN]:
        rest = named.get(UNKNOWN, nothing), called.get(UNKNOWN, nothing).eligible
        lines.append(PortfolioLine(None, None, planned[UNKNOWN], *rest))
    return Portfolio(
        quarter=quarter,
        sums=grant_sums(facts, day),
        plan=plan,
        lines=tuple(lines),
        total=_total(facts.rows, called_rows, plan, period),
    )


def _total(
    rows: Sequence[RowFact], called: Sequence[RowFact], plan: PlanFact | None, period: Period
) -> PortfolioLine:
    day = period.last_day
    planned = plan.planned_cents if plan else 0
    return PortfolioLine(None, None, planned, row_sums(rows, day), row_sums(called, day).eligible)
