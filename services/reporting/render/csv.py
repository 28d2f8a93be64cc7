"""Document → CSV for German spreadsheets or programs: one block per table, key figures first.

A document with one table and nothing to sum up (the voucher list) is a plain list with one head.
Otherwise each block begins with a line that names it; blocks are parted by an empty line.
"""

from collections.abc import Iterator
from typing import BinaryIO

from services.reporting.documents import (
    Chart,
    Document,
    Frame,
    KeyFigure,
    KeyFigures,
    Row,
    Table,
    Value,
    ValueType,
)
from services.reporting.documents.chart_table import chart_table
from services.reporting.documents.tables import checked_rows
from services.reporting.render.finding import Rendering
from services.reporting.render.wording import column_label, figure_text
from shared.csv_text import GERMAN, Cell, Cents, Dialect, csv_chunks

MEDIA_TYPE = "text/csv; charset=utf-8"
_KEY_FIGURE_HEAD = ("Kennzahl", "Wert", "Einheit", "Anmerkung")


def render_csv(document: Document, frame: Frame, target: BinaryIO) -> Rendering:
    """Write the figures of ``document`` to ``target`` in constant memory.

    The frame is not in the file: a list to calculate with has no room for it; ``render_json`` has.
    """
    write_csv(document, target, GERMAN)
    return Rendering(MEDIA_TYPE)


def write_csv(document: Document, target: BinaryIO, dialect: Dialect) -> None:
    """The same figures in that dialect, in constant memory."""
    mark = True
    for number, chunks in enumerate(_lists(document)):
        if number:
            target.write(b"\r\n")
        for chunk in chunks(mark, dialect):
            target.write(chunk)
        mark = False


class _List:
    """One block: title (empty for the only one), head and rows."""

    def __init__(self, title: str, head: tuple[str, ...], rows: Iterator[tuple[Cell, ...]]) -> None:
        self._title = title
        self._head = head
        self._rows = rows

    def __call__(self, mark: bool, dialect: Dialect) -> Iterator[bytes]:
        if self._title:
            yield from csv_chunks((self._title,), (), mark=mark, dialect=dialect)
            mark = False
        yield from csv_chunks(self._head, self._rows, mark=mark, dialect=dialect)


def _lists(document: Document) -> Iterator[_List]:
    figures = [
        figure
        for block in document.blocks()
        if isinstance(block, KeyFigures)
        for figure in block.figures
    ]
    tables = [
        chart_table(block) if isinstance(block, Chart) else block
        for block in document.blocks()
        if isinstance(block, Table | Chart)
    ]
    alone = len(tables) == 1 and not figures
    if figures:
        yield _List("Kennzahlen", _KEY_FIGURE_HEAD, (_figure(one) for one in figures))
    for one in tables:
        head = tuple(column_label(column.label, column.type) for column in one.columns)
        yield _List("" if alone else one.caption, head, _rows(one))


def _figure(one: KeyFigure) -> tuple[Cell, ...]:
    return (one.label, _cell(one.type, one.value), _unit(one), one.note)


def _unit(one: KeyFigure) -> str:
    return {ValueType.MONEY: "EUR", ValueType.PERCENT: "%"}.get(one.type, one.unit)


def _rows(table: Table) -> Iterator[tuple[Cell, ...]]:
    header = table.header_index
    for row in checked_rows(table):
        yield _cells(table, row, header)


def _cells(table: Table, row: Row, header: int) -> tuple[Cell, ...]:
    cells = [
        _cell(column.type, value) for column, value in zip(table.columns, row.cells, strict=True)
    ]
    if row.label:
        cells[header] = row.label
    return tuple(cells)


def _cell(value_type: ValueType, value: Value) -> Cell:
    """Return the cell: percent as ``40,09`` (its basis points read like cents), lights as words."""
    if isinstance(value, int) and value_type in (ValueType.MONEY, ValueType.PERCENT):
        return Cents(value)
    if value_type is ValueType.STATUS and value is not None:
        return figure_text(value_type, value)
    return value
