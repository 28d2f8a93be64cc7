"""An Excel workbook with the columns of any profile, and each fault at its cell (FMT-03).

The one sheet with content is read. Macros, formulas, merged cells below the header and bombs are
answered by name; see ``workbook_guard``. Lists of several sheets are refused: none is chosen.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any, BinaryIO, Final

from openpyxl import load_workbook

from services.budget.domain.import_row import Rejection, UnreadableFile
from services.budget.intake.csv_encoding import Detected, unreadable
from services.budget.intake.notation import Notation, shown
from services.budget.intake.profile import Profile
from services.budget.intake.workbook_cells import cells_of_kind, letters, texts_of
from services.budget.intake.workbook_guard import merged_ranges

MAGIC: Final = b"PK\x03\x04"
MOST_COLUMNS: Final = 64
_LOOKED_AT: Final = 50
_DAY_NUMBER = re.compile(r"[0-9]{5}")
_ROW_OF = re.compile(r"[0-9]+")


class WorkbookLines:
    """The rows of the one sheet that is filled, as texts; faulty rows as ``Rejection``.

    Raises ``UnreadableFile``: see ``merged_ranges``; ``sheets_ambiguous``, ``file_empty``.
    """

    def __init__(self, stream: BinaryIO, profile: Profile) -> None:
        size = stream.seek(0, 2)
        self.detected = Detected("", "Excel-Arbeitsmappe", size, ends_with_newline=True)
        merged = merged_ranges(stream)
        self._notation: Notation = profile.notation
        self._total = profile.total_pattern.match
        self._sheet = _guarded(lambda: _only_sheet(stream))
        self._merged = _by_row(merged.get(self._sheet._worksheet_path, ()))

    def __iter__(self) -> Iterator[tuple[int, list[str]] | Rejection]:
        rows = iter(self._sheet.iter_rows())
        while (cells := _guarded(lambda: next(rows, None))) is not None:
            row = next((one.row for one in cells if one.value is not None), None)
            if row is not None:
                yield self._line(row, cells)

    def placed(self, fault: Rejection, columns: dict[str, int]) -> Rejection:
        """Return the fault with sheet and cell in its sentence; ``columns`` counts from 0."""
        at = columns.get(fault.column)
        message = fault.message
        if fault.code == "date_invalid" and _DAY_NUMBER.fullmatch(fault.value):
            message += " Die Zelle enthält eine Zahl; bitte als Datum formatieren."
        where = f"Zelle {letters(at + 1)}{fault.row}" if at is not None else f"Zeile {fault.row}"
        return replace(fault, message=f"Blatt {self._sheet.title}, {where}: {message}")

    def _line(self, row: int, cells: Any) -> tuple[int, list[str]] | Rejection:
        if row in self._merged:
            first, last = self._merged[row]
            return self._fault(row, "cells_merged", f"Die Zellen {first} bis {last} sind verbunden")
        if formulas := cells_of_kind(cells, "f"):
            return self._formula_line(row, cells, formulas)
        if errors := cells_of_kind(cells, "e"):
            return self._fault(row, "cell_error", f"Fehlerwert in {_named(errors, row)}")
        return self._padded(row, texts_of(cells, self._notation))

    def _formula_line(
        self, row: int, cells: Any, formulas: list[str]
    ) -> tuple[int, list[str]] | Rejection:
        """A sum below the list may be a formula: its amount is then not compared."""
        filled = [one for one in cells if one.value is not None]
        first = str(filled[0].value)
        if self._total(first) and not any(isinstance(one.value, date) for one in filled):
            return self._padded(row, [first])
        return self._fault(row, "cell_formula", f"Formel in {_named(formulas, row)}")

    def _padded(self, row: int, texts: list[str]) -> tuple[int, list[str]] | Rejection:
        if len(texts) > MOST_COLUMNS:
            return self._fault(row, "column_count", f"Mehr als {MOST_COLUMNS} Spalten")
        return row, [*texts, *[""] * (MOST_COLUMNS - len(texts))]

    def _fault(self, row: int, code: str, what: str) -> Rejection:
        message = f"Blatt {self._sheet.title}, {what}; bitte dort einzelne feste Werte einsetzen."
        return Rejection(row, "", code, message)


def _only_sheet(stream: BinaryIO) -> Any:
    book = load_workbook(stream, read_only=True, data_only=False, keep_links=False)
    filled = []
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a file says about its size would cut rows off
        values = (
            one for row in islice(sheet.iter_rows(values_only=True), _LOOKED_AT) for one in row
        )
        if any(one is not None for one in values):
            filled.append(sheet)
    if not filled:
        raise unreadable("file_empty", "Die Mappe ist leer.")
    if len(filled) > 1:
        names = ", ".join(f"„{shown(one.title, 40)}“" for one in filled[:5])
        raise unreadable(
            "sheets_ambiguous", f"Mehrere Blätter sind gefüllt ({names}); bitte nur eines lassen."
        )
    return filled[0]


def _guarded(read: Any) -> Any:
    """Run a step of the reader; its many kinds of errors are one for us: the file is broken."""
    try:
        return read()
    except UnreadableFile:
        raise
    except Exception as error:  # openpyxl promises no list of what strangers' XML makes it raise
        raise unreadable("workbook_broken", "Die Excel-Mappe ist beschädigt.") from error


def _by_row(ranges: Any) -> dict[int, tuple[str, str]]:
    found = {}
    for first, last in ranges:
        start, end = (int(_ROW_OF.findall(one)[0]) for one in (first, last))
        found.update(dict.fromkeys(range(start, min(end, start + 1000) + 1), (first, last)))
    return found


def _named(columns: list[str], row: int) -> str:
    return ", ".join(f"Zelle {one}{row}" for one in columns[:5])
