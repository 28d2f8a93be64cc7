"""Tables with KERN's classes, row by row."""

from collections.abc import Iterator

from markupsafe import Markup, escape

from services.reporting.documents import Column, Row, RowKind, Table, Value, ValueType
from services.reporting.documents.tables import checked_rows
from services.reporting.render.wording import NO_ROWS, cell_text, column_label


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
    header, empty = table.header_index, True
    for row in checked_rows(table):
        yield _row(table.columns, row, header)
        empty = False
    if empty:
        cells = (None,) * len(table.columns)
        yield _row(table.columns, Row(cells, RowKind.ROUNDING, label=NO_ROWS), header)
    yield Markup("</tbody></table></div>")


def _row(columns: tuple[Column, ...], row: Row, header: int) -> Markup:
    cells = Markup("").join(
        _cell(column, value, row.label if index == header else "", is_header=index == header)
        for index, (column, value) in enumerate(zip(columns, row.cells, strict=True))
    )
    return Markup('<tr class="kern-table__row report-row--{}">{}</tr>').format(
        row.kind.value, cells
    )


def _cell(column: Column, value: Value, label: str, *, is_header: bool) -> Markup:
    shown = escape(label) if label else _shown(column.type, value)
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
