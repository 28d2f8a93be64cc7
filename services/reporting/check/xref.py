"""The rows of a cross-reference stream (ISO 32000-1, 7.5.8), read when asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from .limits import ENTRIES, OBJECTS, TooMuch
from .outcome import Fault

Row = tuple[int, int, int]


class Rows:
    """Kind, place and third field of each entry; `data` is the unfolded stream."""

    def __init__(self, data: bytes, widths: list[int], predictor: int) -> None:
        if len(widths) != 3 or not all(isinstance(one, int) and 0 <= one <= 8 for one in widths):
            raise Fault("Das Objektverzeichnis (xref) ist anders verpackt")
        self._widths, self._width = widths, sum(widths)
        count = len(data) // max(1, self._width)
        if count > OBJECTS:
            raise TooMuch(f"mehr als {OBJECTS} Objekte")
        self._plain = _without_predictor(data, self._width) if predictor >= 10 else data

    def __len__(self) -> int:
        return len(self._plain) // max(1, self._width)

    def __getitem__(self, place: int) -> Row:
        one, two, _ = self._widths
        row = self._plain[place * self._width : (place + 1) * self._width]
        return (
            int.from_bytes(row[:one], "big") if one else 1,
            int.from_bytes(row[one : one + two], "big"),
            int.from_bytes(row[one + two :], "big"),
        )


@dataclass(frozen=True)
class Revision:
    """The table of one revision, which stands at `position`; ranges as (first, end, row)."""

    position: int
    ranges: list[tuple[int, int, int]]
    rows: Rows

    def standing(self) -> Iterator[tuple[int, int]]:
        """Number and place of each object that stands in the file itself."""
        for first, end, at in self.ranges:
            for number in range(first, end):
                kind, place, _ = self.rows[at + number - first]
                if kind == 1:
                    yield number, place


class Places:
    """Where each object is, the newest revision first."""

    def __init__(self) -> None:
        self.tables: list[Revision] = []

    def add(self, position: int, rows: Rows, ranges: list[Any]) -> None:
        """The table of the revision before those already here; `ranges` as under /Index."""
        if len(ranges) > ENTRIES or len(self.tables) >= ENTRIES:
            raise TooMuch("zu viele Abschnitte im Objektverzeichnis")
        found, at = [], 0
        for first, count in zip(ranges[::2], ranges[1::2], strict=True):
            found.append((first, first + count, at))
            at += count
        if at != len(rows):
            raise Fault("Das Objektverzeichnis (xref) widerspricht sich")
        self.tables.append(Revision(position, found, rows))

    def of(self, number: int) -> Row:
        """The newest entry of an object; kind 0 where there is none."""
        for one in self.tables:
            for first, end, at in one.ranges:
                if first <= number < end:
                    return one.rows[at + number - first]
        return (0, 0, 0)


def _without_predictor(data: bytes, width: int) -> bytes:
    """Column by column: each byte is the sum of those above it (PNG filter Up)."""
    filters = set(data[:: width + 1])
    if len(data) % (width + 1) or not filters <= {0, 2} or len(filters) > 1:
        raise Fault("Das Objektverzeichnis (xref) ist anders verpackt")
    plain = bytearray(len(data) // (width + 1) * width)
    for column in range(width):
        values = data[column + 1 :: width + 1]
        if filters == {2}:
            values = bytes(one & 255 for one in accumulate(values))
        plain[column::width] = values
    return bytes(plain)
