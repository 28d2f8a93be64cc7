"""Which rows of a table stay on one page: no row alone on the last one, no total without a row."""

from collections.abc import Iterable, Iterator

from services.reporting.documents import Row, RowKind
from services.reporting.render.pdf.rows import RowDrawing

Together = list[tuple[Row, RowDrawing]]
"""Rows that follow one another, with their measures; never empty."""

_CLOSING = (RowKind.SUBTOTAL, RowKind.ROUNDING, RowKind.TOTAL)
_WITH_GROUP = 3
"""A group's name needs room for itself and two rows."""
_MOST = 6


def together(rows: Iterable[tuple[Row, RowDrawing]]) -> Iterator[Together]:
    """Yield the rows in order, in pieces that no page break should part.

    A closing row stays with what it closes, the name of a group with the first two of it, and the
    last row of a table with the one before. Reads ahead by two pieces, however long the table is.
    """
    held: Together = []
    part: Together = []
    for one in rows:
        if part and not _belongs(part, one[0]):
            if held:
                yield held
            held, part = part, []
        part.append(one)
    if held and len(part) == 1:
        part = held + part
    elif held:
        yield held
    if part:
        yield part


def _belongs(part: Together, row: Row) -> bool:
    if len(part) >= _MOST:
        return False
    before = part[-1][0].kind
    if part[0][0].kind is RowKind.GROUP and len(part) < _WITH_GROUP:
        return row.kind is not RowKind.GROUP
    return row.kind in _CLOSING and row.kind is not before
