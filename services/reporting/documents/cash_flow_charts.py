"""The two pictures of the cash flow (R12), with the numbers of the tables beside them."""

from __future__ import annotations

from services.reporting.documents.charts import Chart, ChartKind, Series, SeriesRole
from services.reporting.documents.figures import Facts
from services.reporting.domain.cash_flow import CashFlow, HalfYearFlow
from shared.money import format_euro
from shared.periods import german_date


def years_chart(figures: CashFlow) -> Chart:
    """Bars: what each year was to cost, has cost and will."""
    years = figures.years
    return Chart(
        key="years_chart",
        kind=ChartKind.BAR,
        title="Geplant, zuwendungsfähig und Prognose je Jahr",
        message=(
            f"Geplant sind {format_euro(sum(one.planned_cents for one in years))}, bis heute "
            f"zuwendungsfähig {format_euro(figures.sums.rows.eligible.cents)}, weitere "
            f"{format_euro(figures.forecast.coming_cents)} werden erwartet."
        ),
        categories=tuple(str(one.year.year) for one in years),
        series=(
            Series("Geplant", SeriesRole.PLAN, tuple(one.planned_cents for one in years)),
            Series(
                "Zuwendungsfähig",
                SeriesRole.ACTUAL,
                tuple(one.eligible.cents for one in years),
                tuple(Facts.of(one.eligible.ids) for one in years),
            ),
            Series("Prognose", SeriesRole.FORECAST, tuple(one.forecast_cents for one in years)),
        ),
        category_label="Jahr",
    )


def flow_chart(figures: CashFlow) -> Chart:
    """Columns: money out and in per half-year, and what of both is still to come."""
    halves = figures.half_years
    return Chart(
        key="half_years_chart",
        kind=ChartKind.COLUMN,
        title="Geldfluss je Halbjahr: bezahlt und eingegangen, Prognose und noch abrufbar",
        message=_flow_message(figures),
        categories=tuple(one.half_year.label.replace("Halbjahr", "Hj.") for one in halves),
        series=(
            Series(
                "Bezahlt",
                SeriesRole.ACTUAL,
                tuple(one.paid.cents for one in halves),
                tuple(Facts.of(one.paid.ids) for one in halves),
            ),
            Series("Prognose", SeriesRole.FORECAST, tuple(one.forecast_cents for one in halves)),
            Series(
                "Eingegangen",
                SeriesRole.RECEIVED,
                tuple(one.received.cents for one in halves),
                tuple(Facts.of(one.received.ids) for one in halves),
            ),
            Series(
                "Noch abrufbar",
                SeriesRole.POTENTIAL,
                tuple(one.potential_cents for one in halves),
            ),
        ),
        category_label="Halbjahr",
    )


def _flow_message(figures: CashFlow) -> str:
    halves, sums = figures.half_years, figures.sums
    could = sum(one.potential_cents for one in halves)
    past = (
        f"Bis {german_date(sums.as_of)} sind {format_euro(sums.rows.paid.cents)} bezahlt und "
        f"{format_euro(sums.received.cents)} eingegangen{_most(halves)}."
    )
    ahead = (
        f" Erwartet werden weitere {format_euro(figures.forecast.coming_cents)}; "
        f"noch abrufbar sind {format_euro(could)}."
    )
    return past + ahead


def _most(halves: tuple[HalfYearFlow, ...]) -> str:
    """The half-year in which most was paid, the earlier of two alike; empty if none was."""
    top = max(halves, key=lambda one: one.paid.cents)
    if top.paid.cents <= 0:
        return ""
    return f"; am meisten bezahlt wurde im {top.half_year.label} ({format_euro(top.paid.cents)})"
