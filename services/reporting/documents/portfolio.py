"""Portfolio (R11, Maßnahmenübersicht): every measure on one page, with its light and its money."""

from __future__ import annotations

from collections.abc import Iterator

from services.reporting.documents.charts import Chart, ChartKind, Series, SeriesRole
from services.reporting.documents.document import Block, Document, Part, Section
from services.reporting.documents.figures import Facts
from services.reporting.documents.measure_findings import (
    measure_name,
    money_findings,
    standing_findings,
)
from services.reporting.documents.phrases import counted
from services.reporting.documents.plan_version import plan_version
from services.reporting.documents.quarterly_measures import LIGHTS
from services.reporting.documents.report_findings import Found, findings_blocks
from services.reporting.documents.source import Heading
from services.reporting.documents.tables import Column, Row, RowKind, Table
from services.reporting.documents.text import Hint, Paragraph
from services.reporting.documents.values import Light, ValueType
from services.reporting.domain.milestones import progress
from services.reporting.domain.portfolio import Portfolio, PortfolioLine
from shared.money import format_euro
from shared.periods import german_date

TYPE = "portfolio"

_COLUMNS = (
    Column("measure", "Maßnahme", row_header=True, expected_chars=28),
    Column("light", "Ampel", ValueType.STATUS),
    Column("standing", "Meilensteine", expected_chars=16),
    Column("planned", "Geplant", ValueType.MONEY, summed=True),
    Column("committed", "Beauftragt", ValueType.MONEY, summed=True),
    Column("paid", "Bezahlt", ValueType.MONEY, summed=True),
    Column("available", "Verfügbar", ValueType.MONEY, summed=True),
    Column("eligible", "Zuwendungsfähig", ValueType.MONEY, summed=True),
    Column("called", "In Abrufen", ValueType.MONEY, summed=True),
    Column("coming", "Prognose", ValueType.MONEY, summed=True),
    Column("forecast", "Voraussichtlich", ValueType.MONEY, summed=True),
)


def portfolio_document(heading: Heading, figures: Portfolio) -> Document:
    """The overview with its chart."""
    part = Part("portfolio", (Section("Alle Maßnahmen", _blocks(figures)),))
    subtitle = f"Stand {german_date(figures.sums.as_of)}"
    return heading.document(TYPE, "Maßnahmenübersicht", subtitle, (part,))


def _blocks(figures: Portfolio) -> tuple[Block, ...]:
    blocks: list[Block] = [_introduction(figures)]
    blocks += _outlook(figures)
    blocks.append(plan_version(figures.plan, figures.sums.plan))
    if not figures.lines:
        blocks.append(Paragraph.of("Für diese Zuwendung ist noch keine Maßnahme angelegt."))
    blocks.append(_table(figures))
    blocks += findings_blocks("portfolio_findings", _findings(figures))
    if figures.lines:
        blocks.append(_chart(figures))
    return tuple(blocks)


def _findings(figures: Portfolio) -> Iterator[Found]:
    for one in figures.lines:
        if one.measure:
            yield from standing_findings(measure_name(one), one.status, figures.sums.as_of)
        yield from money_findings(one)


def _introduction(figures: Portfolio) -> Paragraph:
    told = sum(1 for one in figures.lines if one.status is not None)
    return Paragraph.of(
        f"{counted(len(figures.lines), 'Zeile', 'Zeilen')}; für das {figures.quarter.label} ist zu "
        f"{told} ein Stand gemeldet. Verfügbar ist, was vom Plan weder bezahlt noch beauftragt "
        "ist. Zuwendungsfähig steht nach ELG-01 fest; in Abrufen stehen die Ausgaben davon, die "
        "ein Mittelabruf aufgenommen hat (CALL-01)."
    )


def _outlook(figures: Portfolio) -> Iterator[Block]:
    """What the two columns of the forecast mean, in the words of the cash flow."""
    ahead = figures.forecast
    yield Paragraph.of(
        f"Prognose sind weitere zuwendungsfähige Ausgaben bis {german_date(ahead.ends_on)} wie im "
        "Mittelabfluss: je Maßnahme, was für sie beauftragt ist, und was das Tempo "
        f"({format_euro(ahead.pace_cents)} im Monat) darüber hinaus erwarten lässt, verteilt nach "
        "ihren Ausgaben der letzten Monate; eine beendete Maßnahme bekommt davon nichts. "
        "Voraussichtlich ist Zuwendungsfähig und Prognose zusammen."
    )
    if not ahead.is_foreseeable:
        months = counted(ahead.pace_months, "Monat", "Monate")
        yield Hint(Paragraph.of(f"Das Vorhaben läuft erst {months}; das Tempo sagt noch wenig."))


def _table(figures: Portfolio) -> Table:
    rows = [_row(one, figures) for one in figures.lines]
    cells = (None, None, None, *_money(figures.total))
    rows.append(Row(cells, RowKind.TOTAL, label="Summe", column_facts=_facts(figures.total)))
    return Table("measures", "Maßnahmen mit Stand und Geld", _COLUMNS, tuple(rows))


def _row(line: PortfolioLine, figures: Portfolio) -> Row:
    light = LIGHTS[line.status.light] if line.status else Light.NONE
    cells = (measure_name(line), light.value, _standing(line, figures), *_money(line))
    return Row(cells, column_facts=_facts(line))


def _standing(line: PortfolioLine, figures: Portfolio) -> str:
    if line.status is None:
        return "kein Stand gemeldet" if line.measure else ""
    found = progress(line.status.listed_milestones, figures.sums.as_of)
    if not found.count:
        return ""
    late = f", {len(found.late)} überfällig" if found.late else ""
    return f"{len(found.finished)} von {found.count} erreicht{late}"


def _money(line: PortfolioLine) -> tuple[int, ...]:
    return (
        line.planned_cents,
        line.sums.committed.cents,
        line.sums.paid.cents,
        line.available_cents,
        line.sums.eligible.cents,
        line.called.cents,
        line.coming_cents,
        line.forecast_cents,
    )


def _facts(line: PortfolioLine) -> tuple[tuple[str, Facts], ...]:
    sums = line.sums
    return (
        ("committed", Facts.of(sums.committed.ids)),
        ("paid", Facts.of(sums.paid.ids)),
        ("eligible", Facts.of(sums.eligible.ids)),
        ("called", Facts.of(line.called.ids)),
    )


def _chart(figures: Portfolio) -> Chart:
    lines, total = figures.lines, figures.total
    return Chart(
        key="plan_forecast",
        kind=ChartKind.BAR,
        title="Geplant und voraussichtlich je Maßnahme",
        message=(
            f"Geplant sind {format_euro(total.planned_cents)}, voraussichtlich werden es "
            f"{format_euro(total.forecast_cents)}."
        ),
        categories=tuple(measure_name(one) for one in lines),
        series=(
            Series("Geplant", SeriesRole.PLAN, tuple(one.planned_cents for one in lines)),
            Series(
                "Voraussichtlich",
                SeriesRole.FORECAST,
                tuple(one.forecast_cents for one in lines),
            ),
        ),
        category_label="Maßnahme",
    )
