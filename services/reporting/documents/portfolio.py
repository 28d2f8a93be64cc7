"""Portfolio (R11, Maßnahmenübersicht): every measure on one page, with its light and its money."""

from __future__ import annotations

from services.reporting.documents.charts import Chart, ChartKind, Series, SeriesRole
from services.reporting.documents.document import Block, Document, Part, Section
from services.reporting.documents.figures import Facts
from services.reporting.documents.phrases import WITHOUT_MEASURE, counted
from services.reporting.documents.plan_version import plan_version
from services.reporting.documents.quarterly_measures import LIGHTS
from services.reporting.documents.source import Heading
from services.reporting.documents.tables import Column, Row, RowKind, Table
from services.reporting.documents.text import Hint, HintKind, Paragraph
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
    Column("called", "In Abrufen", ValueType.MONEY, summed=True),
    Column("forecast", "Voraussichtlich", ValueType.MONEY, summed=True),
    Column("available", "Verfügbar", ValueType.MONEY, summed=True),
)


def portfolio_document(heading: Heading, figures: Portfolio) -> Document:
    """The overview with its chart."""
    part = Part("portfolio", (Section("Alle Maßnahmen", _blocks(figures)),))
    subtitle = f"Stand {german_date(figures.sums.as_of)}"
    return heading.document(TYPE, "Maßnahmenübersicht", subtitle, (part,))


def _blocks(figures: Portfolio) -> tuple[Block, ...]:
    blocks: list[Block] = [_introduction(figures)]
    blocks.append(plan_version(figures.plan, figures.sums.plan))
    if not figures.lines:
        blocks.append(Paragraph.of("Für diese Zuwendung ist noch keine Maßnahme angelegt."))
    blocks.append(_table(figures))
    over = [_name(one) for one in figures.lines if one.available_cents < 0]
    if over:
        text = f"Mehr bezahlt und beauftragt als geplant: {', '.join(over)}."
        blocks.append(Hint(Paragraph.of(text), HintKind.WARNING))
    if figures.lines:
        blocks.append(_chart(figures))
    return tuple(blocks)


def _introduction(figures: Portfolio) -> Paragraph:
    told = sum(1 for one in figures.lines if one.status is not None)
    return Paragraph.of(
        f"{counted(len(figures.lines), 'Zeile', 'Zeilen')}; für das {figures.quarter.label} ist zu "
        f"{told} ein Stand gemeldet. Voraussichtlich ist, was bezahlt oder beauftragt ist. "
        "In Abrufen stehen die zuwendungsfähigen Ausgaben, die ein Mittelabruf aufgenommen hat."
    )


def _table(figures: Portfolio) -> Table:
    rows = [_row(one, figures) for one in figures.lines]
    cells = (None, None, None, *_money(figures.total))
    rows.append(Row(cells, RowKind.TOTAL, label="Summe", column_facts=_facts(figures.total)))
    return Table("measures", "Maßnahmen mit Stand und Geld", _COLUMNS, tuple(rows))


def _row(line: PortfolioLine, figures: Portfolio) -> Row:
    light = LIGHTS[line.status.light] if line.status else Light.NONE
    cells = (_name(line), light.value, _standing(line, figures), *_money(line))
    return Row(cells, column_facts=_facts(line))


def _name(line: PortfolioLine) -> str:
    return line.measure.title if line.measure else WITHOUT_MEASURE


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
        line.called.cents,
        line.forecast_cents,
        line.available_cents,
    )


def _facts(line: PortfolioLine) -> tuple[tuple[str, Facts], ...]:
    sums = line.sums
    return (
        ("committed", Facts.of(sums.committed.ids)),
        ("paid", Facts.of(sums.paid.ids)),
        ("called", Facts.of(line.called.ids)),
        ("forecast", Facts.of((*sums.paid.ids, *sums.committed.ids))),
    )


def _chart(figures: Portfolio) -> Chart:
    lines, total = figures.lines, figures.total
    return Chart(
        key="plan_forecast",
        kind=ChartKind.BAR,
        title="Geplant und voraussichtlich je Maßnahme",
        message=(
            f"Geplant sind {format_euro(total.planned_cents)}, bezahlt oder beauftragt "
            f"{format_euro(total.forecast_cents)}."
        ),
        categories=tuple(_name(one) for one in lines),
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
