"""Figures of the cash flow (R12): where the money went by year and half-year, and where it goes.

The forecast of `forecast.py` is spread evenly over the months that are left; each part of it is
the difference of two cumulative sums, so the parts add up to the cent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from services.reporting.domain.facts import GrantFacts, PlanFact, RowFact
from services.reporting.domain.forecast import Forecast, forecast
from services.reporting.domain.sums import (
    Figure,
    GrantSums,
    called_cents,
    entitled_by,
    grant_sums,
    released_calls,
)
from shared.periods import Period, half_year_of, year_of


@dataclass(frozen=True)
class YearFlow:
    """One calendar year; `forecast_cents` is further eligible cost after the day.

    `potential_cents` is what calls at the ends of its half-years could still ask for.
    """

    year: Period
    planned_cents: int
    paid: Figure
    eligible: Figure
    committed: Figure
    forecast_cents: int
    potential_cents: int

    @property
    def residue_cents(self) -> int:
        """What is left of the year's share of the plan."""
        return self.planned_cents - self.eligible.cents - self.forecast_cents


@dataclass(frozen=True)
class HalfYearFlow:
    """One half-year; `potential_cents` is what a call at its end could still ask for.

    The plan knows years only: half of a year's share each, an odd cent in the second half.
    """

    half_year: Period
    planned_cents: int
    paid: Figure
    eligible: Figure
    committed: Figure
    forecast_cents: int
    called: Figure
    received: Figure
    potential_cents: int

    @property
    def residue_cents(self) -> int:
        """What is left of the half-year's share of the plan."""
        return self.planned_cents - self.eligible.cents - self.forecast_cents


_BY_DAY = ("paid", "eligible")


@dataclass(frozen=True)
class CashFlow:
    """All years and half-years, whose sums are those of the grant."""

    sums: GrantSums
    plan: PlanFact | None
    forecast: Forecast
    years: tuple[YearFlow, ...]
    half_years: tuple[HalfYearFlow, ...]


def cash_flow(facts: GrantFacts, as_of: date) -> CashFlow:
    """Spreads the grant's sums as of a day over its years and half-years."""
    sums = grant_sums(facts, as_of)
    plan = facts.reported_plan(as_of)
    ahead = forecast(tuple(facts.rows), sums, plan.planned_cents if plan else 0)
    years = _spread(*_bounds(facts, plan, sums))
    coming = {half: _coming(half, ahead, as_of) for one in years for half in _halves(one)}
    halves = tuple(_half_years(facts, sums, plan, coming))
    return CashFlow(
        sums=sums,
        plan=plan,
        forecast=ahead,
        years=tuple(_year(one, facts, plan, halves, as_of) for one in years),
        half_years=halves,
    )


def _halves(year: Period) -> tuple[Period, Period]:
    first = half_year_of(year.first_day)
    return first, first.next()


def _bounds(facts: GrantFacts, plan: PlanFact | None, sums: GrantSums) -> tuple[date, date]:
    """From the first to the last day on which anything here counts.

    Orders count in their budget year, so their own days widen nothing.
    """
    days = [sums.terms.period_start, sums.terms.period_end, sums.as_of]
    effects = (one for row in facts.rows for one in row.effects if one.kind in _BY_DAY)
    days += [one.on for one in effects if one.on <= sums.as_of]
    shares = (share for line in (plan.lines if plan else ()) for share in line.years.items())
    years = [int(year) for year, cents in shares if cents]
    years += [row.budget_year for row in facts.rows]
    days += [one for call in facts.calls for one in (call.released_on, call.received_on) if one]
    days += [date(year, 12, 31) for year in years]
    return min(days), max(days)


def _spread(first: date, last: date) -> tuple[Period, ...]:
    found = [year_of(first)]
    while found[-1].last_day < last:
        found.append(found[-1].next())
    return tuple(found)


def _coming(period: Period, ahead: Forecast, as_of: date) -> int:
    """The part of the forecast that falls into this half-year."""
    if not ahead.months_left:
        return ahead.coming_cents if as_of in period else 0
    before = _months(as_of, period.previous().last_day, ahead)
    until = _months(as_of, period.last_day, ahead)
    cents, months = ahead.coming_cents, ahead.months_left
    return cents * until // months - cents * before // months


def _months(as_of: date, day: date, ahead: Forecast) -> int:
    months = (day.year - as_of.year) * 12 + day.month - as_of.month
    return min(max(0, months), ahead.months_left)


def _effects(rows: Iterable[RowFact], kind: str, counts: Callable[[date], bool]) -> Figure:
    return _figure(
        (row.expenditure_id, one.cents)
        for row in rows
        for one in row.effects
        if one.kind == kind and counts(one.on)
    )


def _figure(amounts: Iterable[tuple[str, int]]) -> Figure:
    found = list(amounts)
    return Figure(sum(cents for _, cents in found), tuple(dict.fromkeys(key for key, _ in found)))


def _planned(plan: PlanFact | None, year: int) -> int:
    lines = plan.lines if plan else ()
    return sum(cents for line in lines for key, cents in line.years.items() if int(key) == year)


def _planned_half(plan: PlanFact | None, half: Period) -> int:
    cents = _planned(plan, half.year)
    return cents // 2 if half.number == 1 else cents - cents // 2


def _ordered_in(row: RowFact) -> Period | None:
    """The half-year of a row's order, or the nearest to it in the row's budget year."""
    ordered = min((one.on for one in row.effects if one.kind == "committed"), default=None)
    if ordered is None:
        return None
    first, last = date(row.budget_year, 1, 1), date(row.budget_year, 12, 31)
    return half_year_of(min(max(ordered, first), last))


def _year(
    year: Period,
    facts: GrantFacts,
    plan: PlanFact | None,
    half_years: tuple[HalfYearFlow, ...],
    as_of: date,
) -> YearFlow:
    """Paid and eligible by their day, ordered by the budget year of its row."""

    def within(day: date) -> bool:
        return day in year and day <= as_of

    booked = [row for row in facts.rows if row.budget_year == year.year]
    halves = [one for one in half_years if one.half_year.year == year.year]
    return YearFlow(
        year=year,
        planned_cents=_planned(plan, year.year),
        paid=_effects(facts.rows, "paid", within),
        eligible=_effects(facts.rows, "eligible", within),
        committed=_effects(booked, "committed", lambda day: day <= as_of),
        forecast_cents=sum(one.forecast_cents for one in halves),
        potential_cents=sum(one.potential_cents for one in halves),
    )


def _half_years(
    facts: GrantFacts, sums: GrantSums, plan: PlanFact | None, coming: dict[Period, int]
) -> Iterator[HalfYearFlow]:
    ahead = told = 0
    for half, cents in coming.items():
        ahead += cents
        could = _callable(facts, sums, ahead) if half.last_day >= sums.as_of else 0
        yield _half_year(half, facts, sums, _planned_half(plan, half), (cents, could - told))
        told = could


def _half_year(
    half: Period, facts: GrantFacts, sums: GrantSums, planned_cents: int, ahead: tuple[int, int]
) -> HalfYearFlow:
    def within(day: date | None) -> bool:
        return day is not None and day in half and day <= sums.as_of

    day = sums.as_of
    forecast_cents, potential_cents = ahead
    ordered = [row for row in facts.rows if _ordered_in(row) == half]
    return HalfYearFlow(
        half_year=half,
        planned_cents=planned_cents,
        paid=_effects(facts.rows, "paid", within),
        eligible=_effects(facts.rows, "eligible", within),
        committed=_effects(ordered, "committed", lambda on: on <= day),
        forecast_cents=forecast_cents,
        called=_figure(
            (one.drawdown_id, called_cents(one, day))
            for one in released_calls(facts.calls, day)
            if within(one.released_on)
        ),
        received=_figure(
            (one.drawdown_id, one.received_cents or 0)
            for one in facts.calls
            if within(one.received_on)
        ),
        potential_cents=potential_cents,
    )


def _callable(facts: GrantFacts, sums: GrantSums, ahead_cents: int) -> int:
    """What could be called once so much more is eligible, beyond what is called already.

    What is still to come is taken to lie outside of the first measures.
    """
    eligible = sums.rows.eligible.cents + ahead_cents
    entitled = entitled_by(facts, sums.as_of, eligible, sums.first_measures.eligible.cents)
    return max(0, entitled.amount_cents - sums.called.cents)
