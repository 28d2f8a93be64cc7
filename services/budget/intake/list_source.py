"""Where the lines of a list come from: text, a DATEV booking batch, or an Excel workbook."""

import io
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from services.budget.domain.import_row import Rejection
from services.budget.intake.csv_encoding import Detected, examine
from services.budget.intake.csv_lines import records
from services.budget.intake.datev_batch import batch_lines
from services.budget.intake.profile import Profile
from services.budget.intake.workbook import MAGIC, WorkbookLines


class ListSource(Protocol):
    """Lines with their number, and how the place of a fault is said."""

    detected: Detected

    def __iter__(self) -> Iterator[tuple[int, list[str]] | Rejection]:
        """Yield lines and what could not be one, once, in the order of the list."""
        ...

    def placed(self, fault: Rejection, columns: dict[str, int]) -> Rejection:
        """Return the fault with its place in the sentence; ``columns`` counts from 0."""
        ...


def open_source(stream: BinaryIO, profile: Profile) -> ListSource:
    """Open a list by its content. Raises ``UnreadableFile`` (see ``examine``, ``WorkbookLines``).

    A workbook is known by its first bytes and may be given in place of any text list.
    """
    start = stream.read(len(MAGIC))
    stream.seek(0)
    if start == MAGIC:
        return WorkbookLines(stream, profile)
    return _TextLines(stream, profile)


class _Text(io.TextIOWrapper):
    """Decodes a stream and leaves closing it to whoever opened it, also when dropped half-way."""

    def close(self) -> None:
        """Do nothing."""


class _TextLines:
    """Lines of a text file as they stand, or rewritten from a booking batch."""

    def __init__(self, stream: BinaryIO, profile: Profile) -> None:
        self.detected = examine(stream, profile.encodings)
        self._stream, self._profile = stream, profile

    def __iter__(self) -> Iterator[tuple[int, list[str]] | Rejection]:
        batch = self._profile.batch
        return batch_lines(self._read, batch) if batch else self._read()

    def _read(self) -> Iterator[tuple[int, list[str]] | Rejection]:
        self._stream.seek(0)
        # Bytes the encoding does not know become lone surrogates and thereby a fault of their cell.
        text = _Text(self._stream, self.detected.codec, errors="surrogateescape", newline="")
        return records(text, self._profile.delimiter)

    def placed(self, fault: Rejection, columns: dict[str, int]) -> Rejection:
        """Return the fault as it is: line and header are all there is to say."""
        return fault
