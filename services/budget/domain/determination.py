"""What the funder determines in the course of a grant (Festlegung): recorded, then confirmed.

Source: CALL-08 (repayment), PLAN-03 (overrun by conditions of an authority), PLAN-05 (reduction),
PLAN-07 (other public money). A later one of the same kind takes the place of an earlier. A later
proof of use is an extension of its deadline (PLAN-09) and lives there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from shared.errors import Violation
from shared.periods import german_date


class DeterminationKind(StrEnum):
    """What is determined."""

    COVER_UP_TO_COST = "cover_up_to_cost"
    COVER_PROPORTIONAL = "cover_proportional"
    AUTHORITY_OVERRUN = "authority_overrun"
    REDUCTION = "reduction"
    REPAYMENT = "repayment"

    @property
    def rule(self) -> str:
        """The rule it belongs to."""
        return _RULES[self]

    @property
    def is_cover(self) -> bool:
        """About money of others."""
        return self in (DeterminationKind.COVER_UP_TO_COST, DeterminationKind.COVER_PROPORTIONAL)


_RULES: Final = {
    DeterminationKind.COVER_UP_TO_COST: "PLAN-07",
    DeterminationKind.COVER_PROPORTIONAL: "PLAN-07",
    DeterminationKind.AUTHORITY_OVERRUN: "PLAN-03",
    DeterminationKind.REDUCTION: "PLAN-05",
    DeterminationKind.REPAYMENT: "CALL-08",
}


class CoverTreatment(StrEnum):
    """How other public money lowers the grant (PLAN-07): only what exceeds the cost (PRG-09), or
    in proportion like a fall of the cost (PLAN-05)."""

    UP_TO_COST = "up_to_cost"
    PROPORTIONAL = "proportional"


@dataclass(frozen=True)
class Determination:
    """One determination; `is_confirmed` only once a second person confirmed it.

    `budget_line` is set for an overrun by an authority; for a reduction `final_eligible_cents` and,
    once its figures were computed, `grant_after_cents`.
    """

    kind: DeterminationKind
    decided_on: date
    valid_from: date
    reference: str
    reason: str
    budget_line: str | None = None
    final_eligible_cents: int | None = None
    grant_after_cents: int | None = None
    is_confirmed: bool = False


@dataclass(frozen=True)
class Standing:
    """What the checks compare with: the day, and the lines of the plan."""

    today: date
    budget_lines: Sequence[str]


def check_determination(new: Determination, standing: Standing) -> list[Violation]:
    """Every reason against recording it."""
    rule = new.kind.rule
    found = []
    for field, what in (("reference", "das Aktenzeichen oder Schreiben"), ("reason", "der Grund")):
        if not str(getattr(new, field)).strip():
            code = f"{field}_missing"
            found.append(Violation(code, rule, f"Es fehlt {what} der Festlegung.", field=field))
    if new.decided_on > standing.today:
        message = f"Der Tag {german_date(new.decided_on)} liegt in der Zukunft."
        found.append(Violation("decided_in_future", rule, message, field="decided_on"))
    if new.kind is DeterminationKind.AUTHORITY_OVERRUN:
        found.extend(_line_violations(new, standing))
    return found


def _line_violations(new: Determination, standing: Standing) -> Iterator[Violation]:
    if new.budget_line not in standing.budget_lines:
        message = "Bitte den Einzelansatz des geltenden Plans nennen, der überschritten wird."
        yield Violation("budget_line_unknown", "PLAN-03", message, field="budget_line")


def cover_treatment(determinations: Iterable[Determination], as_of: date) -> CoverTreatment:
    """How other public money is treated on a day; without a decision only what exceeds the cost
    lowers the grant (PRG-09)."""
    newest = newest_of(determinations, as_of, *_COVERS)
    if newest is not None and newest.kind is DeterminationKind.COVER_PROPORTIONAL:
        return CoverTreatment.PROPORTIONAL
    return CoverTreatment.UP_TO_COST


def reduced_to(
    determinations: Iterable[Determination], as_of: date, amount_named_on: date | None
) -> int | None:
    """The grant in cents the funder reduced it to, as it counts on a day (PLAN-05).

    None without a reduction, and where an amendment named another maximum after it: the newer
    letter counts. Of one and the same day the reduction does.
    """
    newest = newest_of(determinations, as_of, DeterminationKind.REDUCTION)
    if newest is None or (amount_named_on is not None and amount_named_on > newest.valid_from):
        return None
    return newest.grant_after_cents


def excused_lines(determinations: Iterable[Determination], as_of: date) -> frozenset[str]:
    """The lines whose overrun an authority caused (PLAN-03)."""
    return frozenset(
        one.budget_line
        for one in _counting(determinations, as_of, DeterminationKind.AUTHORITY_OVERRUN)
        if one.budget_line is not None
    )


_COVERS: Final = (DeterminationKind.COVER_UP_TO_COST, DeterminationKind.COVER_PROPORTIONAL)


def newest_of(
    determinations: Iterable[Determination], as_of: date, *kinds: DeterminationKind
) -> Determination | None:
    """The one that counts on a day: the latest `valid_from`, of equal ones the later recorded."""
    found = _counting(determinations, as_of, *kinds)
    return max(enumerate(found), key=lambda one: (one[1].valid_from, one[0]))[1] if found else None


def _counting(
    determinations: Iterable[Determination], as_of: date, *kinds: DeterminationKind
) -> list[Determination]:
    return [
        one
        for one in determinations
        if one.is_confirmed and one.kind in kinds and one.valid_from <= as_of
    ]
