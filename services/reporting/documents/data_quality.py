"""Data-quality report (R21): what is open at which row, and what would make it pass."""

from __future__ import annotations

from collections.abc import Iterator

from contracts.rulebook.finding_remedies import remedy_for
from contracts.rulebook.finding_words import word_for
from services.reporting.documents.certification_age import certification_blocks
from services.reporting.documents.deciding_values import values_blocks
from services.reporting.documents.document import Block, Document, Part, Section
from services.reporting.documents.figures import Facts, KeyFigure, KeyFigures
from services.reporting.documents.open_points import POINT_KINDS
from services.reporting.documents.source import Heading
from services.reporting.documents.tables import Column, Row, RowKind, Table
from services.reporting.documents.text import Paragraph
from services.reporting.documents.values import ValueType
from services.reporting.domain.data_quality import DataQuality

TYPE = "data-quality"

_POINT_COLUMNS = (
    Column("point", "Was", row_header=True, expected_chars=26),
    Column("kind", "Art", expected_chars=12),
    Column("rule", "Regel", expected_chars=8),
    Column("count", "Zeilen", ValueType.INTEGER, summed=True),
    Column("remedy", "Was zu tun ist", expected_chars=36),
)
_ROW_COLUMNS = (
    Column("number", "Lfd. Nr.", ValueType.INTEGER, row_header=True),
    Column("voucher_number", "Beleg-Nr.", expected_chars=12),
    Column("measure", "Maßnahme", expected_chars=12),
    Column("gross", "Brutto", ValueType.MONEY),
    Column("rule", "Regel", expected_chars=8),
    Column("point", "Was", expected_chars=30),
    Column("severity", "Art", expected_chars=14),
)
PASSED = "geprüft, ohne Befund"


def data_quality_document(heading: Heading, figures: DataQuality) -> Document:
    """What is open by rule, how long certifications have waited, then row by row."""
    sections = (
        Section("Was offen ist", tuple(_overview(figures))),
        Section("Wie lange Belege warten", tuple(certification_blocks(figures.ages, figures.on))),
        Section("Zeile für Zeile", (_rows_table(figures),)),
    )
    subtitle = "Was an welcher Zeile fehlt oder auffällt, nach Regeln geordnet"
    parts = (Part("quality", sections),)
    return heading.document_of_day(TYPE, "Datenqualität", figures.on, subtitle, parts)


def _overview(figures: DataQuality) -> Iterator[Block]:
    whole = ValueType.INTEGER
    yield KeyFigures(
        (
            KeyFigure("Geprüfte Zeilen", figures.row_count, whole, key="row_count"),
            KeyFigure("Ohne Befund", figures.clean_count, whole, key="clean_count"),
            KeyFigure("Befunde", len(figures.rows), whole, key="finding_count"),
        )
    )
    if not figures.row_count:
        yield Paragraph.of("Für diese Zuwendung ist noch keine Ausgabe erfasst.")
    elif not figures.rows:
        yield Paragraph.of("An keiner Zeile fehlt etwas; keine fällt auf.")
    rows = [
        Row(
            (
                word_for(one.code),
                POINT_KINDS[one.severity],
                rule,
                len(one.numbers),
                remedy_for(one.code),
            ),
            facts=Facts.of(one.ids),
        )
        for rule, one in figures.points
    ]
    rows += [Row((word_for(code), PASSED, rule, 0, None)) for code, rule in figures.passed]
    total = (None, None, None, len(figures.rows), None)
    rows.append(Row(total, RowKind.TOTAL, label="Befunde"))
    yield Table("points", "Befunde nach Regeln", _POINT_COLUMNS, tuple(rows))
    yield from values_blocks(value for _, one in figures.points for value in one.values)


def _rows_table(figures: DataQuality) -> Table:
    rows = tuple(
        Row(
            (
                one.row.number,
                one.words.voucher_number or None,
                one.row.measure_id,
                one.words.gross_cents,
                one.rule,
                word_for(one.point.code),
                POINT_KINDS[one.point.severity],
            ),
            facts=Facts.of([one.row.expenditure_id]),
        )
        for one in figures.rows
    )
    return Table("rows", "Befunde je Zeile", _ROW_COLUMNS, rows)
