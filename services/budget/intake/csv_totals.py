"""Recognise lines that are no record (empty, repeated header, totals) and check stated totals.

A line is a total only if the key column (Belegnummer) is empty or itself a total word, some cell
opens with a total word, and no day is given. Everything else is read as a record and, if it is
none, rejected: a real voucher must never disappear as "Summe".
"""

from collections.abc import Sequence
from typing import Any

from services.budget.domain.import_row import SkippedLine
from services.budget.intake.csv_header import Header
from services.budget.intake.csv_record import RecordType
from services.budget.intake.notation import CellFault
from services.budget.intake.profile import Profile
from shared.money import format_euro


class TotalsWatch:
    """Keeps the running sum of a file and judges the lines that are no records."""

    def __init__(self, header: Header, profile: Profile, record: RecordType[Any]) -> None:
        columns = profile.columns
        self._header = header
        self._key_at = header.index[columns[record.key]]
        self._key_header = columns[record.key]
        self._sum_at = header.index[columns[record.sum_field]]
        self._days_at = [
            header.index[columns[one.name]]
            for one in record.fields
            if one.kind == "date" and columns.get(one.name) in header.index
        ]
        self._opens_total = profile.total_pattern.match
        self._read_amount = profile.notation.reader("amount")
        self._total = 0
        self._since_last_total = 0
        self._complete = True

    def add(self, cents: int | None) -> None:
        """Count the amount of a record; ``None`` for one that could not be read."""
        if cents is None:
            self._complete = False
        else:
            self._total += cents
            self._since_last_total += cents

    def skipped(self, row: int, cells: Sequence[str]) -> SkippedLine | None:
        """Return what the line is if it is no record, else ``None``."""
        key = cells[self._key_at].strip() if len(cells) > self._key_at else ""
        if key and key != self._key_header and not self._opens_total(key):
            return None
        if not any(cell.strip() for cell in cells):
            return SkippedLine(row, "empty_line", "Leere Zeile")
        if tuple(cell.strip() for cell in cells[: len(self._header.cells)]) == self._header.cells:
            return SkippedLine(row, "header_repeated", "Wiederholte Kopfzeile")
        return self._total_line(row, cells) if self._is_total(cells) else None

    def _is_total(self, cells: Sequence[str]) -> bool:
        if any(at < len(cells) and cells[at].strip() for at in self._days_at):
            return False
        return any(self._opens_total(cell) for cell in cells)

    def _total_line(self, row: int, cells: Sequence[str]) -> SkippedLine:
        declared = self._declared(cells)
        if declared is None:
            return SkippedLine(row, "total_line", "Summenzeile ohne lesbaren Betrag")
        agrees = declared in (self._total, self._since_last_total) if self._complete else None
        if agrees:
            message = f"Summenzeile, stimmt mit {format_euro(declared)} überein"
        elif agrees is None:
            message = "Summenzeile, nicht prüfbar: Beträge davor sind nicht lesbar"
        else:
            message = (
                f"Summenzeile nennt {format_euro(declared)}, "
                f"gelesen wurden bis hier {format_euro(self._total)}"
            )
        self._since_last_total = 0
        return SkippedLine(row, "total_line", message, declared, agrees)

    def _declared(self, cells: Sequence[str]) -> int | None:
        text = cells[self._sum_at].strip() if len(cells) > self._sum_at else ""
        try:
            return int(self._read_amount(text)) if text else None
        except CellFault:
            return None
