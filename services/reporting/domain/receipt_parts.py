"""How the files of receipts are shared out among parts of a package that somebody can carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from contracts.receipt_files import ReceiptFile

MOST_BYTES: Final = 100_000_000
MOST_FILES: Final = 500
UNKNOWN: Final = "unknown"


@dataclass(frozen=True)
class PackedFile:
    """A file of the report's list by its number there, in which part it goes; 0: in none, because
    of `left_out` (`personnel`, `erased`, or `unknown` where budget knows no such file)."""

    at: int
    row: int
    file: ReceiptFile
    part: int

    @property
    def left_out(self) -> str:
        return self.file.left_out


def shared_out(
    files: Iterable[tuple[int, int, ReceiptFile]],
    most_bytes: int = MOST_BYTES,
    most_files: int = MOST_FILES,
) -> Iterator[PackedFile]:
    """In the order given as (number in the list, running number of the row, file); a part ends
    before it would be too large, one larger file is a part alone. The same bytes are packed once
    for each row that has them: their names differ."""
    part, size, count = 1, 0, 0
    for at, row, file in files:
        if file.left_out:
            yield PackedFile(at, row, file, 0)
            continue
        if count and (size + file.size > most_bytes or count >= most_files):
            part, size, count = part + 1, 0, 0
        size, count = size + file.size, count + 1
        yield PackedFile(at, row, file, part)
