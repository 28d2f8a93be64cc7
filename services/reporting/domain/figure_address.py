"""Where in a report a figure stands, so that a text can explain exactly this one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

_PREFIX: Final = "figure:"
_BAR: Final = "|"


@dataclass(frozen=True, order=True)
class FigureAddress:
    """A cell: key of its table, name of its row, key of its column."""

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        """The subject of a text about this figure; `read` reads it back."""
        return f"{_PREFIX}{self.table}{_BAR}{self.row}{_BAR}{self.column}"

    @classmethod
    def read(cls, subject: str) -> Self | None:
        """The address in a subject, None where the subject is none of a figure.

        A row may have a bar in its name, keys of tables and columns have none.
        """
        if not subject.startswith(_PREFIX):
            return None
        table, _, rest = subject.removeprefix(_PREFIX).partition(_BAR)
        row, _, column = rest.rpartition(_BAR)
        return cls(table, row, column) if table and row and column else None
