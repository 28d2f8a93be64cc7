"""Plan and actual of the numerical proof measure by measure, beside those of its lines."""

from __future__ import annotations

from services.reporting.documents.document import Section
from services.reporting.documents.figures import Facts
from services.reporting.documents.phrases import WITHOUT_MEASURE
from services.reporting.documents.tables import Column, Row, RowKind, Table
from services.reporting.documents.values import ValueType
from services.reporting.domain.financial_statement import FinancialStatement, MeasureResult
from services.reporting.domain.sums import ratio_bp

_COLUMNS = (
    Column("measure", "Maßnahme", row_header=True, expected_chars=30),
    Column("planned", "Geplant", ValueType.MONEY, summed=True),
    Column("eligible", "Ist", ValueType.MONEY, summed=True),
    Column("deviation", "Abweichung", ValueType.MONEY, summed=True),
    Column("deviation_share", "in Prozent", ValueType.PERCENT),
)


def measures_section(figures: FinancialStatement) -> Section:
    """One row a measure, by the plan the funder knows; the sums are those of the lines."""
    rows = [_row(one) for one in figures.measures]
    sums, deviation = figures.sums, figures.deviation_cents
    cells = (sums.planned_cents, sums.rows.eligible.cents, deviation)
    share = ratio_bp(deviation, sums.planned_cents)
    facts = (("eligible", Facts.of(sums.rows.eligible.ids)),)
    rows.append(Row((None, *cells, share), RowKind.TOTAL, label="Summe", column_facts=facts))
    table = Table("measures_actual", "Plan und Ist je Maßnahme", _COLUMNS, tuple(rows))
    return Section("Ausgaben nach Maßnahmen", (table,))


def _row(one: MeasureResult) -> Row:
    cells = (
        one.measure.title if one.measure else WITHOUT_MEASURE,
        one.planned_cents,
        one.actual.cents,
        one.deviation_cents,
        one.deviation_bp,
    )
    return Row(cells, column_facts=(("eligible", Facts.of(one.actual.ids)),))
