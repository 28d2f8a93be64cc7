"""The two pictures of the quarterly report and the bridge from the quarter before."""

from __future__ import annotations

from typing import Final

from services.reporting.documents.charts import Chart, ChartKind, Series, SeriesRole
from services.reporting.documents.figures import NO_FACTS, Facts
from services.reporting.documents.tables import Column, Row, RowKind, Table
from services.reporting.documents.values import ValueType
from services.reporting.domain.quarterly import Development, QuarterlyFigures, Reported
from services.reporting.domain.sums import ratio_bp
from shared.money import format_euro, format_percent_bp
from shared.periods import Period, german_date

HIDDEN_MEASURES: Final = "Einzeln nicht gezeigt (PERS-06)"
"""Begins the sentence that names measures without a bar of what was paid."""


def plan_and_actual(figures: QuarterlyFigures) -> Chart:
    """Bars: what each measure may cost and what it has cost."""
    lines, hidden = figures.measures, figures.hidden.measures
    shown = [one.measure.measure_id not in hidden for one in lines]
    return Chart(
        key="plan_actual",
        kind=ChartKind.BAR,
        title="Geplant und bezahlt je Maßnahme",
        message=_bar_message(figures),
        categories=tuple(one.measure.title for one in lines),
        series=(
            Series("Geplant", SeriesRole.PLAN, tuple(one.planned_cents for one in lines)),
            Series(
                "Bezahlt",
                SeriesRole.ACTUAL,
                tuple(
                    one.sums.paid.cents if is_shown else None
                    for one, is_shown in zip(lines, shown, strict=True)
                ),
                tuple(
                    Facts.of(one.sums.paid.ids) if is_shown else NO_FACTS
                    for one, is_shown in zip(lines, shown, strict=True)
                ),
            ),
        ),
        category_label="Maßnahme",
    )


def _bar_message(figures: QuarterlyFigures) -> str:
    return f"{_paid_message(figures)}{_hidden_message(figures)}"


def _hidden_message(figures: QuarterlyFigures) -> str:
    named = [
        one.measure.title
        for one in figures.measures
        if one.measure.measure_id in figures.hidden.measures
    ]
    return f" {HIDDEN_MEASURES}: {', '.join(named)}." if named else ""


def _paid_message(figures: QuarterlyFigures) -> str:
    paid = figures.sums.rows.paid.cents
    share = ratio_bp(paid, figures.planned_cents)
    if share is None:
        return f"Bezahlt sind {format_euro(paid)}; einen Plan zum Vergleich gibt es noch nicht."
    over = [
        one.measure.title for one in figures.measures if one.sums.paid.cents > one.planned_cents
    ]
    ending = (
        f" Über ihrem Plan: {', '.join(over)}."
        if over
        else " Keine Maßnahme liegt über ihrem Plan."
    )
    return (
        f"Von {format_euro(figures.planned_cents)} sind {format_euro(paid)} bezahlt, "
        f"das sind {format_percent_bp(share)}.{ending}"
    )


def money_flow(figures: QuarterlyFigures) -> Chart:
    """Lines: money out and in since the start, and where the pace leads."""
    known = figures.flow
    ahead = _quarters_after(known[-1].period, figures)
    paid = [one.paid_cents for one in known]
    forecast: list[int | None] = [None] * (len(known) - 1) if ahead else [None] * len(known)
    if ahead:
        forecast += _straight(paid[-1], figures.forecast.coming_cents, len(ahead))
    gap: tuple[None, ...] = (None,) * len(ahead)
    end = f" Die Prognose bis {german_date(figures.forecast.ends_on)} zeigt die gepunktete Linie."
    return Chart(
        key="money_flow",
        kind=ChartKind.LINE,
        title="Geldfluss seit Beginn",
        message=(
            f"Bezahlt sind {format_euro(paid[-1])}, "
            f"vom Bund kamen {format_euro(known[-1].received_cents)}.{end if ahead else ''}"
        ),
        categories=tuple(_short(one) for one in (*(point.period for point in known), *ahead)),
        series=(
            Series("Bezahlt", SeriesRole.ACTUAL, (*paid, *gap)),
            Series(
                "Vom Bund erhalten",
                SeriesRole.RECEIVED,
                (*(one.received_cents for one in known), *gap),
            ),
            Series("Prognose", SeriesRole.FORECAST, tuple(forecast)),
        ),
        category_label="Quartal",
    )


def _quarters_after(last: Period, figures: QuarterlyFigures) -> tuple[Period, ...]:
    found = []
    period = last.next()
    while period.first_day <= figures.forecast.ends_on:
        found.append(period)
        period = period.next()
    return tuple(found)


def _straight(start: int, growth: int, steps: int) -> list[int]:
    """A straight line of `steps` from `start`, which it repeats as its first point."""
    return [start + growth * step // steps for step in range(steps + 1)]


def _short(period: Period) -> str:
    return f"Q{period.number}/{period.year}"


def development_table(figures: QuarterlyFigures) -> Table:
    """The quarter before as released, what was entered late, this quarter, and the sum."""
    columns = (
        Column("part", "Stand", row_header=True, expected_chars=36),
        Column("paid", "Bezahlt", ValueType.MONEY, summed=True),
        Column("eligible", "Zuwendungsfähig", ValueType.MONEY, summed=True),
        Column("called", "Abgerufen", ValueType.MONEY, summed=True),
        Column("received", "Erhalten", ValueType.MONEY, summed=True),
    )
    bridge = figures.development
    rows = [_development_row(_start_label(bridge), bridge.start)]
    if bridge.previous is not None:
        late = _development_row("nachträglich erfasst", bridge.late, Facts.of(bridge.late_ids))
        rows.append(late)
    rows.append(_development_row(f"im {figures.period.label}", bridge.quarter))
    total = f"Stand {german_date(figures.sums.as_of)}"
    rows.append(Row((None, *_cells(bridge.now)), RowKind.TOTAL, label=total))
    return Table("development", "Vom Vorquartal bis heute", columns, tuple(rows))


def _start_label(bridge: Development) -> str:
    if bridge.previous is None:
        return f"{bridge.period_before.label} (kein freigegebener Bericht)"
    return f"{bridge.period_before.label}, wie freigegeben"


def _development_row(label: str, part: Reported, facts: Facts = NO_FACTS) -> Row:
    return Row((label, *_cells(part)), facts=facts)


def _cells(part: Reported) -> tuple[int, int, int, int]:
    return part.paid_cents, part.eligible_cents, part.called_cents, part.received_cents


def reported_in(tables: dict[str, Table]) -> Reported:
    """The figures a stored report printed as its sum. Raises KeyError without that table."""
    total = next(row for row in tables["development"].rows if row.kind is RowKind.TOTAL)
    paid, eligible, called, received = (int(cell) for cell in total.cells[1:])  # type: ignore[arg-type]
    return Reported(paid, eligible, called, received)
