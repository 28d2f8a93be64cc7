"""Figures of the quarterly report (R01): pure sums over the facts below the cut-off."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Final

from contracts.events.snapshots import MeasureSnapshot, MeasureStatus
from services.reporting.domain.call_way import CallWay, claim_way, grant_way
from services.reporting.domain.facts import GrantFacts, PlanFact, RowFact
from services.reporting.domain.forecast import Forecast, forecast, pace_of
from services.reporting.domain.hidden_pay import NOTHING_HIDDEN, HiddenPay, hidden_pay
from services.reporting.domain.sums import (
    GrantSums,
    LineSums,
    RowSums,
    grant_sums,
    grouped,
    line_sums,
    row_sums,
)
from shared.periods import Period, quarter_of

LINE_WARNING_BP: Final = 1500
"""Early warning of a line beyond its plan, as the rule packs have it (PLAN-02)."""
_WHOLE: Final = 10_000


@dataclass(frozen=True)
class Reported:
    """Cumulative cents as a released report printed them, or as known now."""

    paid_cents: int
    eligible_cents: int
    called_cents: int
    received_cents: int

    def minus(self, other: Reported) -> Reported:
        """The change from `other` to this."""
        return Reported(
            self.paid_cents - other.paid_cents,
            self.eligible_cents - other.eligible_cents,
            self.called_cents - other.called_cents,
            self.received_cents - other.received_cents,
        )

    @property
    def is_nothing(self) -> bool:
        return self == Reported(0, 0, 0, 0)


@dataclass(frozen=True)
class PreviousReport:
    """The released report of the quarter before: what it said and which rows it knew."""

    period: str
    version: int
    released_on: date
    reported: Reported
    rows: tuple[RowFact, ...]


@dataclass(frozen=True)
class Development:
    """From the quarter before to this one; the four parts add up.

    `late` is what was entered after the previous report but belongs before it (`late_ids`).
    """

    period_before: Period
    previous: PreviousReport | None
    start: Reported
    late: Reported
    late_ids: tuple[str, ...]
    quarter: Reported
    now: Reported


@dataclass(frozen=True)
class MeasureLine:
    """One measure with its money and its status of the quarter (None: nobody reported one)."""

    measure: MeasureSnapshot
    status: MeasureStatus | None
    planned_cents: int
    sums: RowSums


@dataclass(frozen=True)
class FlowPoint:
    """Cumulative money at the end of a quarter."""

    period: Period
    paid_cents: int
    received_cents: int


@dataclass(frozen=True)
class QuarterlyFigures:
    """Everything the report says in numbers; the ways lead to what may be called and to the grant
    of the proof of use."""

    period: Period
    sums: GrantSums
    claim_way: CallWay
    grant_way: CallWay
    plan: PlanFact | None
    lines: tuple[LineSums, ...]
    measures: tuple[MeasureLine, ...]
    categories: dict[str, RowSums]
    development: Development
    flow: tuple[FlowPoint, ...]
    forecast: Forecast
    opening: RowSums
    opening_count: int
    hidden: HiddenPay = NOTHING_HIDDEN

    @property
    def planned_cents(self) -> int:
        """The plan a committee looks at: internal versions count."""
        return self.plan.planned_cents if self.plan else 0

    @property
    def overrun_lines(self) -> tuple[LineSums, ...]:
        """Lines that use the early warning's share or more beyond their plan (PLAN-02), the worst
        first; none without a plan."""
        found = [
            one
            for one in self.lines
            if one.overrun_cents
            and one.overrun_cents * _WHOLE >= one.planned_cents * LINE_WARNING_BP
        ]
        return tuple(sorted(found, key=lambda one: -one.overrun_cents)) if self.plan else ()


def quarterly_figures(
    facts: GrantFacts, period: Period, previous: PreviousReport | None
) -> QuarterlyFigures:
    """Adds up a quarter; figures as of its last day, from everything known."""
    day = period.last_day
    sums = grant_sums(facts, day)
    plan = facts.reported_plan(day)
    opening = [row for row in facts.rows if row.opening]
    planned = plan.planned_cents if plan else 0
    bridge = development(facts, sums, period, previous)
    _, pace_since = pace_of(sums.terms.period_start, day)
    return QuarterlyFigures(
        period=period,
        sums=sums,
        claim_way=claim_way(facts, sums),
        grant_way=grant_way(facts, sums),
        plan=plan,
        lines=line_sums(facts.rows, plan, day),
        measures=_measures(facts, plan, period),
        categories=grouped(facts.rows, lambda row: row.category, day),
        development=bridge,
        flow=_flow(facts, sums.terms.period_start, day),
        forecast=forecast(tuple(facts.rows), sums, planned),
        opening=row_sums(opening, day),
        opening_count=len(opening),
        hidden=hidden_pay(facts, period, bridge.late_ids, pace_since),
    )


def reported_of(sums: GrantSums) -> Reported:
    """The figures two quarters are compared by."""
    return Reported(
        sums.rows.paid.cents, sums.rows.eligible.cents, sums.called.cents, sums.received.cents
    )


def development(
    facts: GrantFacts, sums: GrantSums, period: Period, previous: PreviousReport | None
) -> Development:
    """The bridge from the previous quarter, as released, to this one."""
    day = period.first_day - timedelta(days=1)
    now, before = reported_of(sums), reported_of(grant_sums(facts, day))
    start = previous.reported if previous else before
    return Development(
        period_before=period.previous(),
        previous=previous,
        start=start,
        late=before.minus(start),
        late_ids=late_ids(previous.rows, facts.rows, day) if previous else (),
        quarter=now.minus(before),
        now=now,
    )


def late_ids(known: Iterable[RowFact], now: Iterable[RowFact], day: date) -> tuple[str, ...]:
    """Rows whose paid or eligible sum as of the day is not what the previous report knew."""
    before = {row.expenditure_id: _pair(row, day) for row in known}
    return tuple(
        row.expenditure_id
        for row in now
        if _pair(row, day) != before.get(row.expenditure_id, (0, 0))
    )


def _pair(row: RowFact, day: date) -> tuple[int, int]:
    effects = [one for one in row.effects if one.on <= day]
    return (
        sum(one.cents for one in effects if one.kind == "paid"),
        sum(one.cents for one in effects if one.kind == "eligible"),
    )


def _measures(facts: GrantFacts, plan: PlanFact | None, period: Period) -> tuple[MeasureLine, ...]:
    sums = grouped(facts.rows, lambda row: row.measure_id, period.last_day)
    nothing = row_sums([], period.last_day)
    planned: dict[str, int] = {}
    for line in plan.lines if plan else ():
        planned[line.measure_id] = planned.get(line.measure_id, 0) + line.planned_cents
    return tuple(
        MeasureLine(
            measure=one.measure,
            status=one.status_of(str(period)),
            planned_cents=planned.get(one.measure.measure_id, 0),
            sums=sums.get(one.measure.measure_id, nothing),
        )
        for one in facts.measures
    )


def _flow(facts: GrantFacts, start: date, day: date) -> tuple[FlowPoint, ...]:
    """One point a quarter from the start of the grant, in one pass over the effects."""
    paid = _cumulative(
        (effect.on, effect.cents)
        for row in facts.rows
        for effect in row.effects
        if effect.kind == "paid"
    )
    received = _cumulative(
        (one.received_on, one.received_cents)
        for one in facts.calls
        if one.received_on and one.received_cents
    )
    points = []
    period = quarter_of(min(start, day))
    while period.first_day <= day:
        last = min(period.last_day, day)
        points.append(FlowPoint(period, _at(paid, last), _at(received, last)))
        period = period.next()
    return tuple(points)


def _cumulative(amounts: Iterable[tuple[date, int]]) -> tuple[list[date], list[int]]:
    ordered = sorted(amounts)
    return [day for day, _ in ordered], list(accumulate(cents for _, cents in ordered))


def _at(sums: tuple[list[date], list[int]], day: date) -> int:
    days, totals = sums
    index = bisect_right(days, day)
    return totals[index - 1] if index else 0
