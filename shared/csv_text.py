"""Write CSV as German spreadsheets or as programs read it, safe against formula injection (FMT-05).

``GERMAN``: semicolon, decimal comma, ``TT.MM.JJJJ``, UTF-8 with byte order mark (Excel otherwise
takes UTF-8 for Windows-1252). ``ISO``: comma, decimal point, ``JJJJ-MM-TT``, no mark (RFC 4180).
Both: CRLF, quotes only where needed. Only texts are guarded: numbers stay numbers, so a
negative amount can be summed. Same rows, same bytes, whatever the locale.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from shared.periods import german_date

_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")
_ROWS_PER_CHUNK: Final = 500
MARK: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are parted and how amounts and days are written."""

    delimiter: str
    decimal: str
    day: Callable[[date], str]
    marked: bool


GERMAN: Final = Dialect(";", ",", german_date, marked=True)
ISO: Final = Dialect(",", ".", date.isoformat, marked=False)


@dataclass(frozen=True, slots=True)
class Cents:
    """An amount in cents; written as ``-1234,56``: hyphen, no grouping, no unit, thus a number."""

    cents: int


Cell = str | int | Cents | date | None


def guard(text: str) -> str:
    """Return ``text`` so that no spreadsheet runs it: a ``'`` before ``= + - @``, tab or return."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def cell_text(cell: Cell, dialect: Dialect = GERMAN) -> str:
    """Return the text of one cell: texts guarded, amounts and counts plain."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guard(cell)
    if isinstance(cell, Cents):
        euros, rest = divmod(abs(cell.cents), 100)
        return f"{'-' if cell.cents < 0 else ''}{euros}{dialect.decimal}{rest:02d}"
    if isinstance(cell, date):
        return dialect.day(cell)
    return str(cell)


def csv_chunks(
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    mark: bool = True,
    dialect: Dialect = GERMAN,
) -> Iterator[bytes]:
    """Yield the list as bytes, some hundred rows at a time, for streaming and in constant memory.

    Every row must have as many cells as the header, otherwise ``ValueError``: a shifted column in
    an evidence list would go unnoticed. ``mark`` puts the byte order mark in front, where
    the dialect has one.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=dialect.delimiter, lineterminator="\r\n")
    buffer.write(MARK if mark and dialect.marked else "")
    writer.writerow([guard(title) for title in header])
    for number, row in enumerate(rows, start=1):
        if len(row) != len(header):
            raise ValueError(f"row {number} has {len(row)} cells, the header {len(header)}")
        writer.writerow([cell_text(cell, dialect) for cell in row])
        if number % _ROWS_PER_CHUNK == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode("utf-8")
