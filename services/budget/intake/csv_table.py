"""Read a list of any record type as a stream, in constant memory, from text or from a workbook."""

from collections.abc import Iterator
from typing import BinaryIO, Generic, TypeVar

from services.budget.domain.import_row import Rejection, SkippedLine, Tally
from services.budget.intake.csv_encoding import Detected
from services.budget.intake.csv_header import find_header
from services.budget.intake.csv_record import RecordType
from services.budget.intake.csv_row import RowReader
from services.budget.intake.csv_totals import TotalsWatch
from services.budget.intake.list_source import open_source
from services.budget.intake.notation import shown
from services.budget.intake.profile import Profile

T = TypeVar("T")


class CsvTable(Generic[T]):
    """One list being read: iterate once for values, rejections and skipped lines in file order.

    ``detected`` (encoding, size) and ``header_row`` are known at once, ``tally`` is right once the
    iteration has ended. ``stream`` must be binary and seekable; it is left open.

    Raises ``UnreadableFile`` on construction: empty, too large, not a CSV, mixed encodings, missing
    or wrong headers. Later faults are ``Rejection`` values of their lines.
    """

    def __init__(self, stream: BinaryIO, profile: Profile, record: RecordType[T]) -> None:
        self.profile = profile
        self._source = open_source(stream, profile)
        self.detected: Detected = self._source.detected
        self._lines = iter(self._source)
        header = find_header(self._lines, profile)
        self._columns = header.index
        self.header_row = header.row
        self._width, self._named = header.width, len(header.cells)
        self._rows = RowReader(header, profile, record)
        self._totals = TotalsWatch(header, profile, record)
        self._accepted = self._rejected = self._skipped = 0
        self._sum_cents = self._mismatches = 0

    @property
    def tally(self) -> Tally:
        """Counts so far: lines taken over, refused and skipped, and the sum taken over in cents."""
        return Tally(
            self._accepted, self._rejected, self._skipped, self._sum_cents, self._mismatches
        )

    def __iter__(self) -> Iterator[T | Rejection | SkippedLine]:
        for line in self._lines:
            if isinstance(line, Rejection):
                self._reject_whole_line()
                yield line
                continue
            row, cells = line
            if (skipped := self._totals.skipped(row, cells)) is not None:
                self._skipped += 1
                self._mismatches += skipped.agrees is False
                yield skipped
                continue
            value = self._value(row, cells)
            self._count(value)
            if isinstance(value, list):
                yield from map(self.placed, value)
            else:
                yield value

    def placed(self, fault: Rejection) -> Rejection:
        """Return the fault with its place as the source names it (sheet and cell of a workbook)."""
        return self._source.placed(fault, self._columns)

    def _reject_whole_line(self) -> None:
        self._rejected += 1
        self._totals.add(None)

    def _count(self, value: T | list[Rejection]) -> None:
        cents = self._rows.sum_cents
        self._totals.add(cents)
        if isinstance(value, list):
            self._rejected += 1
        else:
            self._accepted += 1
            self._sum_cents += cents or 0

    def _value(self, row: int, cells: list[str]) -> T | list[Rejection]:
        # Exactly as many cells as the header: one empty cell too many at the end can be what a
        # separator inside a text left behind when it moved all later values by one column.
        if len(cells) == self._width and not any(cells[self._named :]):
            return self._rows.read(row, cells[: self._named])
        self._rows.sum_cents = None
        message = (
            f"Die Zeile hat {len(cells)} statt {self._width} Spalten: die Datei ist hier "
            "abgeschnitten, oder im Text steht ein Trennzeichen ohne Anführungszeichen."
        )
        found = shown(self.profile.delimiter.join(cells))
        return [Rejection(row, "", "column_count", message, found)]
