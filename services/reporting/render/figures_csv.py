"""Every figure of a document in one list: where it stands, its value, the ids it adds up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from services.reporting.documents import (
    Document,
    Facts,
    KeyFigure,
    KeyFigures,
    Row,
    Table,
    Value,
    ValueType,
)
from services.reporting.documents.tables import checked_rows
from shared.csv_text import Cell, Cents, csv_chunks

_HEAD = ("Tabelle", "Zeile", "Spalte", "Wert", "Anzahl", "Kennungen", "Regelwerk")


def write_figures(document: Document, rule_pack: str, target: BinaryIO) -> int:
    """Writes the list in constant memory; returns the number of table rows.

    Where there are more ids than a figure lists, the hash over them stands in their place.
    """
    counted = _Counted(document, rule_pack)
    for chunk in csv_chunks(_HEAD, counted.lines(), mark=True):
        target.write(chunk)
    return counted.rows


class _Counted:
    def __init__(self, document: Document, rule_pack: str) -> None:
        self._document, self._pack = document, rule_pack
        self.rows = 0

    def lines(self) -> Iterator[tuple[Cell, ...]]:
        for block in self._document.blocks():
            if isinstance(block, KeyFigures):
                for figure in block.figures:
                    yield self._key_figure(block, figure)
            elif isinstance(block, Table):
                for row in checked_rows(block):
                    self.rows += 1
                    yield from self._row(block, row)

    def _key_figure(self, block: KeyFigures, one: KeyFigure) -> tuple[Cell, ...]:
        place = (block.caption or "Kennzahlen", one.label, one.unit)
        return (*place, _value(one.type, one.value), *_ids(one.facts), self._pack)

    def _row(self, table: Table, row: Row) -> Iterator[tuple[Cell, ...]]:
        own = dict(row.column_facts)
        for column, value in zip(table.columns, row.cells, strict=True):
            if column.type.is_number and value is not None and not column.row_header:
                facts = own.get(column.key, row.facts)
                place = (table.caption, _name(table, row), column.label)
                yield (*place, _value(column.type, value), *_ids(facts), self._pack)


def _name(table: Table, row: Row) -> Cell:
    header = table.columns[table.header_index]
    return row.label or _value(header.type, row.cells[table.header_index])


def _value(value_type: ValueType, value: Value) -> Cell:
    if isinstance(value, int) and value_type in (ValueType.MONEY, ValueType.PERCENT):
        return Cents(value)
    return value


def _ids(facts: Facts) -> tuple[Cell, Cell]:
    return facts.count, f"SHA-256 {facts.sha256}" if facts.sha256 else " ".join(facts.ids)
