"""A table that leaves the house: its name, its columns and its cells, as CSV or as a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shared.csv_text import Cell, csv_chunks


@dataclass(frozen=True)
class Table:
    """`name` is the file without its ending; every row has as many cells as the header."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    @property
    def file_name(self) -> str:
        return f"{self.name}.csv"

    def csv(self) -> Iterator[bytes]:
        """The table in pieces, German notation (FMT-05)."""
        return csv_chunks(self.header, self.rows)


def yes_or_no(value: bool) -> str:
    """A truth as people write it."""
    return "ja" if value else "nein"
