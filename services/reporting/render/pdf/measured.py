"""What the cells of a table need: measured on its rows, so that no column stands empty beside one
whose words break."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from services.reporting.documents import Column, Row, RowKind, Value, ValueType
from services.reporting.render.pdf.fonts import BOLD, REGULAR, Face, face
from services.reporting.render.wording import cell_text

READ: Final = 120
"""So many rows are read ahead; a longer table is like its beginning, but for its numbers."""


@dataclass(frozen=True, slots=True)
class Content:
    """Widths of the cells of one column in em: the widest word, the widest cell, all cells
    together, a cell that says something in the mean. ``rows``: how many were read;
    ``is_whole``: no row was left unread."""

    word: float = 0.0
    cell: float = 0.0
    sum: float = 0.0
    mean: float = 0.0
    rows: int = 0
    is_whole: bool = True


def contents_of(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[Content, ...]:
    """Measure the first rows of a table, column by column: ``READ`` of them; one more says that the
    table is longer."""
    whole = len(rows) <= READ
    return tuple(
        _content(column.type, [(row.kind, row.cells[index]) for row in rows[:READ]], whole=whole)
        for index, column in enumerate(columns)
    )


def _content(kind: ValueType, cells: list[tuple[RowKind, Value]], *, whole: bool) -> Content:
    """Sums are printed bold; their labels run over the columns beside them and are no cells."""
    word = most = total = 0.0
    for row, value in cells:
        if value is None:
            continue
        one = face(REGULAR if row is RowKind.DATA else BOLD)
        text = cell_text(kind, value)
        wide = _wide(one, text)
        most, total = max(most, wide), total + wide
        if kind is ValueType.TEXT:
            word = max([word, *(_wide(one, part) for part in text.split())])
    count = sum(value is not None and value != "" for _, value in cells)
    mean = total / count if count else 0.0
    return Content(word if kind is ValueType.TEXT else most, most, total, mean, len(cells), whole)


def _wide(one: Face, text: str) -> float:
    """In em; what the face lacks counts as its widest character, whatever will stand for it."""
    try:
        return one.width(text) / 1000
    except KeyError:
        return sum(one.widths.get(char, one.widest) for char in text) / 1000
