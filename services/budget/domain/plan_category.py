"""Keine stille Umwidmung: investment money in a new plan version (INV-05).

A version relabels where a line changes between INVEST and another category, or where the INVEST
lines together lose money while the others gain. It then needs a reason of its own, beside the
second person that every version needs; the change stays visible as a warning.
"""

from __future__ import annotations

from collections.abc import Mapping

from services.budget.domain.plan import Category, NewPlanVersion, PlanLine
from shared.errors import Violation


def category_findings(
    before: Mapping[str, PlanLine] | None, new: NewPlanVersion
) -> list[Violation]:
    """What INV-05 says to a version; `before` are the lines in force, None before the first."""
    if before is None or not (_crosses(before, new) or _drains(before, new)):
        return []
    if not new.category_reason.strip():
        message = (
            "Diese Fassung macht aus investiven Mitteln laufende oder umgekehrt. Bitte eigens "
            "begründen, warum die Kostenart wechselt."
        )
        return [Violation("category_reason_missing", "INV-05", message, field="category_reason")]
    message = "Die Fassung verschiebt zwischen investiven und laufenden Mitteln."
    return [Violation("category_changed", "INV-05", message, "warning", "lines")]


def _crosses(before: Mapping[str, PlanLine], new: NewPlanVersion) -> bool:
    """Whether a line of the same name is investive on one side only."""
    return any(
        _is_investive(before[line.budget_line]) is not _is_investive(line)
        for line in new.lines
        if line.budget_line in before
    )


def _drains(before: Mapping[str, PlanLine], new: NewPlanVersion) -> bool:
    """Whether investment money shrinks while running cost grows."""
    old, now = _sums(tuple(before.values())), _sums(new.lines)
    return now[0] < old[0] and now[1] > old[1]


def _sums(lines: tuple[PlanLine, ...]) -> tuple[int, int]:
    """Cents of the investive lines and of the others."""
    investive = sum(one.planned_cents for one in lines if _is_investive(one))
    return investive, sum(one.planned_cents for one in lines) - investive


def _is_investive(line: PlanLine) -> bool:
    return line.category is Category.INVEST
