"""The data rows of a table as a text file: key first, one record a line, no groups, no sums."""

from __future__ import annotations

from collections.abc import Iterator

from services.reporting.documents import Column, Row, RowKind, Table, Value, ValueType
from services.reporting.documents.tables import checked_rows
from services.reporting.render.wording import figure_text
from shared.csv_text import Cell, Cents, csv_chunks


def file_name(table: Table) -> str:
    """The name of its file in the package."""
    return f"{table.key}.csv"


def ordered_columns(table: Table) -> tuple[Column, ...]:
    """The columns with the one that names the row in front: the primary key."""
    at = table.header_index
    return (table.columns[at], *table.columns[:at], *table.columns[at + 1 :])


def data_chunks(table: Table) -> Iterator[bytes]:
    """The file with a head line, in constant memory."""
    head = tuple(one.label for one in ordered_columns(table))
    return csv_chunks(head, _records(table), mark=False)


def _records(table: Table) -> Iterator[tuple[Cell, ...]]:
    at = table.header_index
    for row in checked_rows(table):
        if row.kind is RowKind.DATA:
            cells = _cells(table, row)
            yield (cells[at], *cells[:at], *cells[at + 1 :])


def _cells(table: Table, row: Row) -> tuple[Cell, ...]:
    return tuple(
        _cell(column.type, value) for column, value in zip(table.columns, row.cells, strict=True)
    )


def _cell(value_type: ValueType, value: Value) -> Cell:
    """Amounts and percentages with two decimals; a text keeps its words but no line ends: a record
    is a line."""
    if isinstance(value, int) and value_type in (ValueType.MONEY, ValueType.PERCENT):
        return Cents(value)
    if value_type is ValueType.STATUS and value is not None:
        return figure_text(value_type, value)
    return " ".join(value.split()) if isinstance(value, str) else value
