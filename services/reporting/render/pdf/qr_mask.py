"""Which of the eight masks a QR code gets: the one a scanner reads best (ISO/IEC 18004, 7.8.3).

A row of modules is one whole number, so that all places of a line are judged at once; module by
module the choice took a tenth of a short report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRUtil

from services.reporting.render.pdf.qr_words import code_words

MASKS = range(8)
_CORNERS = ("10111010000", "00001011101")
_DOWN, _ALONG = 12, 6
"""Every mask repeats itself after so many rows and columns."""


class MaskedCode(QRCode):  # type: ignore[misc]  # reportlab has no types
    """The encoder of reportlab, but for the code words of bytes and the choice of the mask."""

    def __init__(self, text: bytes, level: int) -> None:
        super().__init__(None, level)
        self._text = text
        self.addData(QR8bitByte(text))  # a text would be searched for Japanese first

    def getBestMaskPattern(self) -> int:
        """The mask with the fewest lost points, the first of those alike."""
        self.dataCache = code_words(self._text, self.version, self.errorCorrectLevel)
        self.makeImpl(True, MASKS[0])
        side, drawn = self.moduleCount, [_line(row) for row in self.modules]
        data = [0] * side
        for column, row in self.dataPosIterator():
            data[row] |= 1 << side - 1 - column
        first = _mask_lines(MASKS[0], side)

        def lost(mask: int) -> int:
            other = zip(drawn, data, first, _mask_lines(mask, side), strict=True)
            return _lost([row ^ (old ^ new) & at for row, at, old, new in other], side)

        return min(MASKS, key=lost)


def _mask_lines(mask: int, side: int) -> list[int]:
    """The modules that a mask turns."""
    turned, times = QRUtil.getMask(mask), -(-side // _ALONG)
    block = [
        "".join("1" if turned(row, column) else "0" for column in range(_ALONG))
        for row in range(_DOWN)
    ]
    return [int((block[row % _DOWN] * times)[:side], 2) for row in range(side)]


def lost_points(modules: Sequence[Sequence[object]]) -> int:
    """Points a pattern loses: lines of one colour, blocks of one colour, signs that look like a
    corner, and too much of one colour."""
    return _lost([_line(row) for row in modules], len(modules))


def _lost(rows: list[int], side: int) -> int:
    shown = [f"{row:0{side}b}" for row in rows]
    columns = ["".join(column) for column in zip(*shown, strict=True)]
    lines = [*rows, *(int(column, 2) for column in columns)]
    dark = sum(row.bit_count() for row in rows)
    return (
        sum(_runs(line, side) for line in lines)
        + 3 * sum(_blocks(rows, side))
        + 40 * sum(map(_corners, [*shown, *columns]))
        + 10 * (abs(2 * dark - side * side) * 10 // (side * side))
    )


def _line(modules: Sequence[object]) -> int:
    return int("".join("1" if one else "0" for one in modules), 2)


def _alike(line: int, side: int) -> int:
    """A bit for each module that is like the one left of it."""
    return ~(line ^ (line >> 1)) & ((1 << side - 1) - 1)


def _runs(line: int, side: int) -> int:
    """Of each run of five or more: its length less two."""
    alike = _alike(line, side)
    long = alike & (alike >> 1) & (alike >> 2) & (alike >> 3)
    return long.bit_count() + 2 * (long & ~(long << 1)).bit_count()


def _blocks(rows: list[int], side: int) -> Iterator[int]:
    """How many blocks of two by two modules are of one colour, line by line."""
    for upper, lower in pairwise(rows):
        same = ~(upper ^ lower)
        yield (_alike(upper, side) & _alike(lower, side) & same & (same >> 1)).bit_count()


def _corners(shown: str) -> int:
    """How many signs look like that of a corner, with four light modules on one side; none can
    begin within another of its kind."""
    return sum(map(shown.count, _CORNERS))
