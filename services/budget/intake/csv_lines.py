"""Split text into records with the line numbers an editor shows; one bad quote costs one line.

Python's csv reader does the splitting. What it lacks is recovery: an opening quote that is never
closed would swallow the rest of the file. Here a record may span at most ``MOST_LINES`` lines; if
it does not end, only its first line is rejected and reading goes on with the next one.
"""

import csv
from collections import deque
from collections.abc import Iterator
from typing import Final, TextIO

from services.budget.domain.import_row import Rejection
from services.budget.intake.notation import shown

MOST_LINES: Final = 20
LONGEST_LINE: Final = 64 * 1024


class _RecordFault(Exception):
    """The record cannot end well."""


class _LineTooLong(_RecordFault):
    """A line exceeds ``LONGEST_LINE`` characters."""


class _Lines:
    """Feeds lines to the csv reader and remembers those of the current record."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._returned: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._returned.popleft() if self._returned else self._read()
        if not line:
            raise StopIteration
        self.taken.append(line)
        if len(line) > LONGEST_LINE:
            raise _LineTooLong
        if len(self.taken) > MOST_LINES:
            raise _RecordFault
        return line

    def _read(self) -> str:
        line = self._text.readline(LONGEST_LINE + 1)
        if len(line) > LONGEST_LINE and line[-1] not in "\r\n":
            # Drop the rest of the monster in pieces, so that it never lies in memory as a whole.
            while (rest := self._text.readline(LONGEST_LINE)) and rest[-1] not in "\r\n":
                pass
        return line

    def give_back_all_but_first(self) -> None:
        self._returned.extendleft(reversed(self.taken[1:]))


def records(text: TextIO, delimiter: str) -> Iterator[tuple[int, list[str]] | Rejection]:
    """Yield ``(line number, cells)`` per record, or a ``Rejection`` for a line that is none.

    ``text`` must be opened with ``newline=""``. An empty line has no cells.
    """
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    row = 1
    while True:
        lines.taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _RecordFault) as fault:
            yield _rejection(row, lines.taken[0], fault)
            lines.give_back_all_but_first()
            row += 1
            continue
        yield row, cells
        row += len(lines.taken)


def _rejection(row: int, line: str, fault: Exception) -> Rejection:
    if isinstance(fault, _LineTooLong) and len(line) > LONGEST_LINE:
        message = f"Die Zeile ist länger als {LONGEST_LINE} Zeichen."
        return Rejection(row, "", "line_too_long", message, shown(line))
    message = "Ein Anführungszeichen ist nicht geschlossen oder steht mitten im Feld."
    return Rejection(row, "", "quote_invalid", message, shown(line.rstrip("\r\n")))
