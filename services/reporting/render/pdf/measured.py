"""What the cells of a table need: measured on its rows, so that no column stands empty beside one
whose words break."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
    whole, read = len(rows) <= READ, rows[:READ]
    found = (
        _content(column.type, [(row.kind, row.cells[index]) for row in read], whole=whole)
        for index, column in enumerate(columns)
    )
    return tuple(
        _with_labels(one, index, read) if column.row_header else one
        for index, (column, one) in enumerate(zip(columns, found, strict=True))
    )


def _with_labels(content: Content, index: int, rows: Sequence[Row]) -> Content:
    """With the widest word of labels that have no empty column beside them to run over."""
    words = (
        _wide(face(BOLD), word)
        for row in rows
        if row.label and row.cells[index + 1 : index + 2] not in ((), (None,))
        for word in row.label.split()
    )
    word = max(words, default=0.0)
    return replace(content, word=max(content.word, word), cell=max(content.cell, word))


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
