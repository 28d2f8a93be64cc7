"""Procurement overview (R14): every procurement file with what was invoiced on it (PROC)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from contracts.events.budget import ProcurementSnapshot
from services.reporting.domain.facts import RowFact
from services.reporting.domain.sums import Figure, row_sums


@dataclass(frozen=True)
class ProcurementFact:
    """A file as it stood, its contractor in clear (`[gelöscht]` where erased)."""

    state: ProcurementSnapshot
    contractor: str


@dataclass(frozen=True)
class ProcurementLine:
    """A file with what was invoiced and paid of it by the day, in cents with tax."""

    fact: ProcurementFact
    paid: Figure
    invoiced: Figure

    @property
    def changes_cents(self) -> int:
        """Net cents of all changes of the contract, signed."""
        return sum(one.net_cents for one in self.fact.state.changes)


@dataclass(frozen=True)
class ProcurementOverview:
    """All files by number."""

    as_of: date
    lines: tuple[ProcurementLine, ...]

    @property
    def paid(self) -> Figure:
        """What was paid on any of them; no row belongs to two files."""
        ids = tuple(each for one in self.lines for each in one.paid.ids)
        return Figure(sum(one.paid.cents for one in self.lines), ids)

    @property
    def incomplete(self) -> tuple[ProcurementLine, ...]:
        """Files that are not released, or in which something is missing."""
        return tuple(one for one in self.lines if not one.fact.state.is_complete)


def procurement_overview(
    files: Iterable[ProcurementFact],
    rows: Iterable[RowFact],
    file_of: Mapping[str, str],
    day: date,
    invoiced: Mapping[str, int],
) -> ProcurementOverview:
    """As of a day (inclusive); `file_of` maps rows to the id of their procurement file, `invoiced`
    to the gross cents invoiced on them by the day."""
    of_file: dict[str, list[RowFact]] = {}
    for row in rows:
        name = file_of.get(row.expenditure_id)
        if name is not None:
            of_file.setdefault(name, []).append(row)
    lines = []
    for one in files:
        own = of_file.get(one.state.procurement_id, [])
        ids = tuple(row.expenditure_id for row in own if row.expenditure_id in invoiced)
        billed = Figure(sum(invoiced[each] for each in ids), ids)
        lines.append(ProcurementLine(one, row_sums(own, day).paid, billed))
    return ProcurementOverview(day, tuple(sorted(lines, key=lambda one: one.fact.state.number)))
