"""What the cash flow finds: money that lapses or is missing, years that do not fit the plan."""

from __future__ import annotations

from collections.abc import Iterator

from services.reporting.documents.report_findings import Found
from services.reporting.domain.cash_flow import CashFlow, HalfYearFlow, YearFlow
from shared.periods import german_date


def flow_findings(figures: CashFlow) -> Iterator[Found]:
    """By code and place; a year or half-year that is over and left money, or exceeds its share."""
    if figures.plan is None:
        yield "plan_unreleased", "Finanzierungsplan"
    if figures.sums.callable_now_cents < 0:
        yield "call_overdrawn", "Mittelabrufe"
    ahead = figures.forecast
    until = f"bis {german_date(ahead.ends_on)}"
    if ahead.is_foreseeable and ahead.lapsing_cents:
        yield "money_lapsing", until
    if ahead.missing_cents:
        yield "forecast_above_available", until
    yield from _of_periods(figures)


def _of_periods(figures: CashFlow) -> Iterator[Found]:
    """Half of a year's share is no limit of its own, so a half-year that is over finds nothing."""
    flows: tuple[YearFlow | HalfYearFlow, ...] = (*figures.years, *figures.half_years)
    yield from (("year_exceeded", _name(one)) for one in flows if one.residue_cents < 0)
    for year in figures.years:
        if year.residue_cents > 0 and year.year.last_day <= figures.sums.as_of:
            yield "year_residue", _name(year)


def _name(one: YearFlow | HalfYearFlow) -> str:
    return str(one.year.year) if isinstance(one, YearFlow) else one.half_year.label
