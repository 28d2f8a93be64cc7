"""Where in a report a figure stands, so that a text can explain exactly this one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Self

_PREFIX: Final = "figure:"
_BAR: Final = "|"
_OF: Final = "/"
SHARED: Final = (
    "financial-statement",
    "factual-report",
    "proof-of-use-a",
    "proof-of-use-b",
    "interim-proof",
)
"""Types that print the same figures: what is written about one of them stands in all (VN-05)."""


@dataclass(frozen=True, order=True)
class FigureAddress:
    """A cell: key of its table, name of its row, key of its column, and the type of the report it
    stands in; empty for the types that share their figures."""

    table: str
    row: str
    column: str
    report: str = ""

    def __str__(self) -> str:
        """The subject of a text about this figure; `read` reads it back."""
        report = f"{self.report}{_OF}" if self.report else ""
        return f"{_PREFIX}{report}{self.table}{_BAR}{self.row}{_BAR}{self.column}"

    @classmethod
    def read(cls, subject: str) -> Self | None:
        """The address in a subject, None where the subject is none of a figure.

        A row may have bars and slashes in its name, keys and types have none.
        """
        if not subject.startswith(_PREFIX):
            return None
        place, _, rest = subject.removeprefix(_PREFIX).partition(_BAR)
        report, _, table = place.rpartition(_OF)
        row, _, column = rest.rpartition(_BAR)
        return cls(table, row, column, report) if table and row and column else None

    def within(self, report_type: str) -> Self:
        """The address of the same cell in a report of this type."""
        return replace(self, report="" if report_type in SHARED else report_type)

    def stands_in(self, report_type: str) -> bool:
        """Whether a report of this type may have the cell."""
        return report_type in SHARED if not self.report else report_type == self.report
