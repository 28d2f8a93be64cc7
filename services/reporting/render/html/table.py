"""Tables with KERN's classes, row by row."""

from collections.abc import Iterator

from markupsafe import Markup, escape

from services.reporting.documents import Column, Row, RowKind, Table, Value, ValueType
from services.reporting.documents.figure_notes import NOTES, note_mark
from services.reporting.documents.tables import checked_rows
from services.reporting.render.wording import NO_ROWS, cell_text, column_label

MOST_ROWS = 1000
"""A browser with screen reader gives up long before 100,000 rows; files have them all."""


def table_pieces(table: Table) -> Iterator[Markup]:
    """Yield the table; it scrolls sideways in a region of its own that the keyboard can reach."""
    yield Markup(
        '<div class="report-scroll" role="region" tabindex="0" aria-label="{0}">'
        '<table class="kern-table kern-table--small" id="table-{1}">'
        '<caption class="kern-title">{0}</caption>'
        '<thead class="kern-table__head"><tr class="kern-table__row">'
    ).format(table.caption, table.key)
    for column in table.columns:
        numeric = Markup(" kern-table__header--numeric") if column.type.is_number else ""
        yield Markup('<th scope="col" class="kern-table__header{}">{}</th>').format(
            numeric, column_label(column.label, column.type)
        )
    yield Markup('</tr></thead><tbody class="kern-table__body">')
    for row in _shown_rows(table):
        yield _row(table.columns, row, table.header_index, _anchor(table, row))
    yield Markup("</tbody></table></div>")


def _shown_rows(table: Table) -> Iterator[Row]:
    """Yield the first rows, a line that says how many are left out, and the totals in any case."""
    number, ends = 0, []
    for number, row in enumerate(checked_rows(table), start=1):
        if number <= MOST_ROWS:
            yield row
        elif row.kind in (RowKind.TOTAL, RowKind.ROUNDING):
            ends.append(row)
    left_out = max(0, number - MOST_ROWS - len(ends))
    if left_out:
        yield _remark(table, f"{left_out} weitere Zeilen in PDF, XLSX, CSV und JSON")
    yield from ends
    if not number:
        yield _remark(table, NO_ROWS)


def _remark(table: Table, text: str) -> Row:
    return Row((None,) * len(table.columns), RowKind.ROUNDING, label=text)


def _anchor(table: Table, row: Row) -> Markup:
    """Where the mark at an explained figure leads: the row of its explanation."""
    if not table.key.startswith(NOTES):
        return Markup("")
    return Markup(' id="note-{}"').format(str(row.cells[0]).removesuffix(")"))


def _row(columns: tuple[Column, ...], row: Row, header: int, anchor: Markup) -> Markup:
    notes = dict(row.notes)
    cells = Markup("").join(
        _cell(
            column,
            value,
            row.label if index == header else "",
            notes.get(column.key),
            is_header=index == header,
        )
        for index, (column, value) in enumerate(zip(columns, row.cells, strict=True))
    )
    return Markup('<tr class="kern-table__row report-row--{}"{}>{}</tr>').format(
        row.kind.value, anchor, cells
    )


def _cell(column: Column, value: Value, label: str, note: int | None, *, is_header: bool) -> Markup:
    shown = escape(label) if label else _shown(column.type, value)
    if note:
        shown += Markup(' <sup><a class="kern-link" href="#note-{0}">{1}</a></sup>').format(
            note, note_mark(note)
        )
    numeric = column.type.is_number and not label
    if is_header:
        extra = Markup(" kern-table__header--numeric") if numeric else ""
        return Markup('<th scope="row" class="kern-table__header{}">{}</th>').format(extra, shown)
    extra = Markup(" kern-table__cell--numeric") if numeric else ""
    return Markup('<td class="kern-table__cell{}">{}</td>').format(extra, shown)


def _shown(value_type: ValueType, value: Value) -> Markup:
    text = cell_text(value_type, value)
    if value is None:
        return Markup("")
    if value_type is ValueType.STATUS:
        return Markup('<span class="report-light report-light--{}">{}</span>').format(value, text)
    if value_type.is_number:
        return Markup('<data value="{}">{}</data>').format(value, text)
    return escape(text)
