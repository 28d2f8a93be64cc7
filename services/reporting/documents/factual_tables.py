"""The data beside the texts of a factual report: measures, participation, lines of the plan."""

from __future__ import annotations

from services.reporting.documents.figures import Facts
from services.reporting.documents.measure_findings import measure_name
from services.reporting.documents.phrases import CATEGORIES
from services.reporting.documents.quarterly_measures import LIGHTS
from services.reporting.documents.tables import Column, Row, RowKind, Table
from services.reporting.documents.values import Light, Value, ValueType
from services.reporting.domain.factual_report import MOST_LINES, FactualReport
from services.reporting.domain.financial_statement import LineResult
from services.reporting.domain.milestones import Progress
from services.reporting.domain.portfolio import PortfolioLine
from shared.periods import Period

_NOTHING = "–"
_MEASURES = (
    Column("measure", "Maßnahme", row_header=True, expected_chars=30),
    Column("light", "Ampel", ValueType.STATUS),
    Column("reported", "Gemeldet für", expected_chars=14),
    Column("milestones", "Meilensteine erreicht", expected_chars=12),
    Column("planned", "Geplant", ValueType.MONEY, summed=True),
    Column("actual", "Ist", ValueType.MONEY, summed=True),
)
_PARTICIPATION = (
    Column("measure", "Maßnahme", row_header=True, expected_chars=30),
    Column("origin", "Aus der Beteiligung", expected_chars=40),
)
_LINES = (
    Column("line", "Planposition", row_header=True, expected_chars=18),
    Column("category", "Kostenart", expected_chars=14),
    Column("planned", "Geplant", ValueType.MONEY),
    Column("actual", "Ist", ValueType.MONEY),
    Column("deviation", "Abweichung", ValueType.MONEY),
    Column("deviation_share", "in Prozent", ValueType.PERCENT),
)


def measure_results_table(figures: FactualReport) -> Table:
    """One row a measure: how far it came by the last quarter told of, and what it cost; actual is
    paid eligible cost."""
    rows = [_measure(one, figures) for one in figures.measures.lines]
    total = figures.measures.total
    actual = total.sums.eligible
    rows.append(
        Row((None,) * 4 + (total.planned_cents, actual.cents), RowKind.TOTAL, label="Summe")
    )
    return Table("measure_results", "Maßnahmen, Stand und Ausgaben", _MEASURES, tuple(rows))


def _measure(line: PortfolioLine, figures: FactualReport) -> Row:
    found = figures.progress_of(line)
    status = line.last_status
    light = LIGHTS[status.light] if status else Light.NONE
    actual = line.sums.eligible
    cells: tuple[Value, ...] = (
        measure_name(line),
        light.value,
        Period.parse(status.period).label if status else _NOTHING,
        _reached(found),
        line.planned_cents,
        actual.cents,
    )
    return Row(cells, column_facts=(("actual", Facts.of(actual.ids)),))


def _reached(found: Progress) -> str:
    late = f", {len(found.late)} überfällig" if found.late else ""
    return f"{len(found.finished)} von {found.count}{late}" if found.count else _NOTHING


def participation_table(figures: FactualReport) -> Table:
    """From which step of participation each measure came."""
    measures = [one.measure for one in figures.measures.lines if one.measure]
    rows = tuple(
        Row((one.title, one.participation_origin or _NOTHING), facts=Facts.of([one.measure_id]))
        for one in measures
    )
    return Table("participation", "Woher die Maßnahmen kommen", _PARTICIPATION, rows)


def deviating_lines_table(figures: FactualReport) -> Table:
    """The lines furthest from their plan."""
    caption = f"Größte Abweichungen vom Finanzierungsplan (bis zu {MOST_LINES} Positionen)"
    rows = tuple(_line(one) for one in figures.deviating_lines)
    return Table("deviating_lines", caption, _LINES, rows)


def largest_lines_table(figures: FactualReport) -> Table:
    """The lines with the largest cost."""
    caption = f"Größte Ausgaben (bis zu {MOST_LINES} Positionen)"
    rows = tuple(_line(one) for one in figures.largest_lines)
    return Table("largest_lines", caption, _LINES, rows)


def _line(result: LineResult) -> Row:
    line = result.line
    cells: tuple[Value, ...] = (
        line.budget_line,
        CATEGORIES.get(line.category, line.category),
        line.planned_cents,
        line.sums.eligible.cents,
        result.deviation_cents,
        result.deviation_bp,
    )
    return Row(cells, column_facts=(("actual", Facts.of(line.sums.eligible.ids)),))
