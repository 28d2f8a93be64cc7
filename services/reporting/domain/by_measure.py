"""Rows and plan by measure: what names a measure that nobody entered, or none, is kept together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final

from services.reporting.domain.facts import GrantFacts, PlanFact, RowFact
from services.reporting.domain.sums import RowSums, grouped

UNKNOWN: Final = ""
"""Stands for the id of a measure where there is none."""


class ByMeasure:
    """Adds up by the measures of a grant; `UNKNOWN` holds the rest, where there is any."""

    def __init__(self, facts: GrantFacts) -> None:
        self._known = frozenset(one.measure.measure_id for one in facts.measures)

    def sums(self, rows: Iterable[RowFact], as_of: date) -> dict[str, RowSums]:
        """Sums of the rows by the id of their measure."""
        return grouped(rows, lambda row: self._of(row.measure_id), as_of)

    def planned(self, plan: PlanFact | None) -> defaultdict[str, int]:
        """Cents of the plan by measure; nothing where it plans nothing."""
        found: defaultdict[str, int] = defaultdict(int)
        for line in plan.lines if plan else ():
            found[self._of(line.measure_id)] += line.planned_cents
        return found

    def rows(self, rows: Iterable[RowFact]) -> dict[str, tuple[RowFact, ...]]:
        """The rows themselves, by measure."""
        found: defaultdict[str, list[RowFact]] = defaultdict(list)
        for row in rows:
            found[self._of(row.measure_id)].append(row)
        return {name: tuple(own) for name, own in found.items()}

    def _of(self, measure_id: str) -> str:
        return measure_id if measure_id in self._known else UNKNOWN
