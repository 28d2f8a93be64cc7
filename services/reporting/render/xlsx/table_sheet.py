"""One table on one sheet: frozen head, autofilter, totals as formulas, set up for printing."""

from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_range_abs

from services.reporting.documents import (
    Column,
    Document,
    Facts,
    Frame,
    Row,
    RowKind,
    Table,
    ValueType,
)
from services.reporting.documents.figure_notes import note_mark
from services.reporting.documents.tables import checked_rows
from services.reporting.render.wording import NO_ROWS, column_label
from services.reporting.render.xlsx.cells import CellWriter, Style, widths
from services.reporting.render.xlsx.live import LiveCells
from services.reporting.render.xlsx.sheet_names import quoted, range_name

_HEAD_ROW = 3
"""Above it: caption, what the list belongs to, an empty row."""
_A4 = 9
_LONGEST_COMMENT = 2_000
_COMMENT = {"x_scale": 2, "y_scale": 2}
_STYLES = {
    RowKind.DATA: Style(),
    RowKind.GROUP: Style(bold=True),
    RowKind.SUBTOTAL: Style(bold=True),
    RowKind.ROUNDING: Style(italic=True),
    RowKind.TOTAL: Style(bold=True, line_above=True),
}
_LINKED = {"way": "amount", "balance": "amount", "own_share": "amount", "sources": "actual"}
"""The column of a table in which key figures of the first sheet stand."""
_LENGTHS = {
    ValueType.MONEY: 16,
    ValueType.PERCENT: 10,
    ValueType.DATE: 11,
    ValueType.INTEGER: 9,
    ValueType.STATUS: 15,
    ValueType.DIGEST: 64,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the facts it adds up: where both agree, it is the same figure."""

    type: ValueType
    value: int
    facts: Facts


class TableSheet:
    """Writes ``table`` row by row; keeps only the sums since the last group and over all.

    ``notes`` are the explanations of figures by their number, ``totals`` the cells of its totals,
    for whoever states the same figure elsewhere; ``named`` are those of tables a key figure is
    linked to, by table and row, each with its value.
    """

    def __init__(
        self, workbook: Any, cells: CellWriter, table: Table, name: str, notes: dict[int, str]
    ) -> None:
        self.name = name
        self._notes = notes
        self.totals: dict[Figure, str] = {}
        self.named: dict[tuple[str, str], tuple[str, int]] = {}
        self._live = LiveCells(table)
        self._linked = next(
            (n for n, one in enumerate(table.columns) if one.key == _LINKED.get(table.key)), None
        )
        self._workbook = workbook
        self._sheet = workbook.add_worksheet(name)
        self._cells = cells
        self._table = table
        self._header = table.header_index
        self._summed = [n for n, one in enumerate(table.columns) if one.summed]
        self._all = dict.fromkeys(self._summed, 0)
        self._part = dict.fromkeys(self._summed, 0)
        self._row = _HEAD_ROW + 1
        self._part_start = self._row

    def write(self, document: Document, frame: Frame) -> None:
        """Write head, rows and set-up."""
        self._set_up(document, frame)
        for row in checked_rows(self._table):
            self._write_row(row)
        if self._row == _HEAD_ROW + 1:
            self._cells.text(self._sheet, (self._row, self._header), NO_ROWS, Style(italic=True))
            self._row += 1
        last = self._row - 1
        columns = self._table.columns
        self._sheet.autofilter(_HEAD_ROW, 0, last, len(columns) - 1)
        self._sheet.print_area(0, 0, last, len(columns) - 1)
        self._name("T", (0, len(columns) - 1), self._table.key)
        for index in self._summed:
            self._name("T", (index, index), self._table.key, columns[index].key)

    def _name(self, prefix: str, columns: tuple[int, int], *keys: str) -> None:
        cells = xl_range_abs(_HEAD_ROW + 1, columns[0], self._row - 1, columns[1])
        place = f"='{quoted(self.name)}'!{cells}"
        self._workbook.define_name(range_name(prefix, *keys), place)

    def _set_up(self, document: Document, frame: Frame) -> None:
        sheet, columns = self._sheet, self._table.columns
        for index, width in enumerate(widths(_length(column) for column in columns)):
            sheet.set_column(index, index, width)
        belongs = " · ".join(
            one
            for one in (document.city, document.grant, document.period, frame.status.label)
            if one
        )
        self._cells.text(sheet, (0, 0), self._table.caption, Style(bold=True, size=14))
        self._cells.text(sheet, (1, 0), belongs, Style())
        for index, column in enumerate(columns):
            label = column_label(column.label, column.type)
            self._cells.text(sheet, (_HEAD_ROW, index), label, Style(bold=True, wrap=True))
        sheet.freeze_panes(_HEAD_ROW + 1, self._header + 1)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEAD_ROW)
        head = _print_text(f"{document.title} – {frame.status.label}")
        sheet.set_header(f"&L{head}&R{_print_text(document.period)}")
        sheet.set_footer(f"&LInhalt {frame.short_hash}&RSeite &P von &N")

    def _write_row(self, row: Row) -> None:
        style = _STYLES[row.kind]
        if row.kind is RowKind.GROUP:
            self._begin_part(self._row + 1)
        for index, column in enumerate(self._table.columns):
            self._write_cell(row, index, column, style)
        self._write_notes(row)
        if row.kind in (RowKind.DATA, RowKind.ROUNDING):
            for index in self._summed:
                value = row.cells[index]
                if isinstance(value, int):
                    self._all[index] += value
                    self._part[index] += value
        self._row += 1
        if row.kind is RowKind.SUBTOTAL:
            self._begin_part(self._row)

    def _write_notes(self, row: Row) -> None:
        """The explanation of a figure as a comment at its cell; in full on the sheet of notes."""
        for key, number in row.notes:
            index = next(n for n, one in enumerate(self._table.columns) if one.key == key)
            text = f"{note_mark(number)} {self._notes[number]}"
            self._sheet.write_comment(self._row, index, text[:_LONGEST_COMMENT], _COMMENT)

    def _begin_part(self, row: int) -> None:
        self._part = dict.fromkeys(self._summed, 0)
        self._part_start = row

    def _write_cell(self, row: Row, index: int, column: Column, style: Style) -> None:
        place = (self._row, index)
        value = row.cells[index]
        if row.label and index == self._header:
            self._cells.text(self._sheet, place, row.label, style)
        elif _is_sum(row.kind) and column.summed and isinstance(value, int):
            total = row.kind is RowKind.TOTAL
            start = _HEAD_ROW + 1 if total else self._part_start
            letter = xl_col_to_name(index)
            # SUBTOTAL passes over other SUBTOTALs, so the grand total may span the parts' totals.
            formula = f"=SUBTOTAL(9,{letter}{start + 1}:{letter}{self._row})"
            added = self._all[index] if total else self._part[index]
            self._cells.sum(self._sheet, place, column.type, value, added, formula, style)
            if total:
                self._remember(row, column, value, f"${letter}${self._row + 1}")
        else:
            self._write_value(row, index, column, style)
        if index == self._linked and isinstance(value, int):
            name = row.label or str(row.cells[self._header])
            cell = f"'{quoted(self.name)}'!${xl_col_to_name(index)}${self._row + 1}"
            self.named[self._table.key, name] = cell, value

    def _write_value(self, row: Row, index: int, column: Column, style: Style) -> None:
        """A number, or the formula that leads to it from other cells."""
        place, value = (self._row, index), row.cells[index]
        if isinstance(value, int):
            found = self._live.formula(row, index, self._row + 1)
            if found is not None:
                self._cells.sum(
                    self._sheet, place, column.type, value, found.value, found.text, style
                )
                return
        self._cells.write(self._sheet, place, column.type, value, style)

    def _remember(self, row: Row, column: Column, value: int, cell: str) -> None:
        facts = dict(row.column_facts).get(column.key, row.facts)
        if facts.count:
            self.totals[Figure(column.type, value, facts)] = f"='{quoted(self.name)}'!{cell}"


def _is_sum(kind: RowKind) -> bool:
    return kind in (RowKind.SUBTOTAL, RowKind.TOTAL)


def _length(column: Column) -> int:
    longest = max(len(word) for word in column_label(column.label, column.type).split())
    return max(longest, _LENGTHS.get(column.type, column.expected_chars))


def _print_text(text: str) -> str:
    """Return text for a page head: an ampersand would be a command; 255 characters are the most."""
    return text.replace("&", "&&")[:100]
