"""What an import would do, counted while its lines are looked through."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from services.budget.domain.import_row import ImportRow, Rejection
from services.budget.usecases.import_sorting import SortedLine, Verdict

_LISTED = {
    Verdict.CHANGED: "changed",
    Verdict.DUPLICATE: "duplicate",
    Verdict.REJECTED: "rejected",
}

HINT = "hint"
"""State of an entry that hinders nothing, beside those of the Klärungsliste."""


def _as_it_is(fault: Rejection) -> Rejection:
    return fault


@dataclass
class Examined:
    """What an import would do: counts, gross sums and lines by verdict, and the Klärungsliste."""

    grant_id: str
    profile: str
    sha256: str
    vouchers_sha256: str | None
    file_name: str = ""
    counts: Counter[Verdict] = field(default_factory=Counter)
    gross_cents: Counter[Verdict] = field(default_factory=Counter)
    rows: dict[Verdict, array[int]] = field(default_factory=dict)
    """Numbers of the lines in the file: eight bytes a line."""
    faults: list[tuple[str, Rejection]] = field(default_factory=list)
    placed: Callable[[Rejection], Rejection] = _as_it_is
    """Says the place of a fault as the list names it; set once the list is open."""

    @property
    def accepted(self) -> int:
        """Lines that become rows: vouchers and credit notes."""
        return self.counts[Verdict.NEW] + self.counts[Verdict.CREDIT]

    def take(self, row: ImportRow, verdict: Verdict) -> None:
        """Counts a line with its amount."""
        self.counts[verdict] += 1
        self.gross_cents[verdict] += row.gross_cents
        self.rows.setdefault(verdict, array("L")).append(row.row)

    def note(self, line: SortedLine) -> None:
        """Counts a line and keeps its reasons."""
        self.take(line.row, line.verdict)
        state = _LISTED.get(line.verdict, "rejected")
        self.faults.extend((state, self.placed(one)) for one in line.faults)

    @property
    def accepted_cents(self) -> int:
        """Gross of the lines that become rows; credit notes lower it."""
        return self.gross_cents[Verdict.NEW] + self.gross_cents[Verdict.CREDIT]

    def reject(self, faults: Iterable[Rejection]) -> None:
        """Counts one refused line."""
        self.counts[Verdict.REJECTED] += 1
        self.faults.extend(("rejected", self.placed(one)) for one in faults)

    def hint(self, hints: Iterable[Rejection]) -> None:
        """Keeps what a line leaves open though it is taken over; it is not counted."""
        self.faults.extend((HINT, self.placed(one)) for one in hints)

    def unreadable(self, fault: Rejection, *, further: bool) -> None:
        """Counts a line that could not be read, or keeps a further reason of the same line."""
        self.counts[Verdict.REJECTED] += not further
        self.faults.append(("rejected", fault))
