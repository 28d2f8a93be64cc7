"""New public money of others: both readings side by side, and the decision a call waits for.

PLAN-07: the programme page allows public money up to the cost (PRG-09), ANBest Nr. 2 lowers the
grant in proportion. The commitment decides; until somebody recorded what it says, no call leaves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from services.budget.domain.determination import (
    CoverTreatment,
    Determination,
    DeterminationKind,
    newest_of,
)
from services.budget.domain.entitlement import entitlement
from services.budget.domain.grant import Terms
from services.budget.domain.income import Cover
from services.budget.domain.plan import PlanVersion, SourceKind
from services.budget.domain.rulepack import Rules
from shared.errors import Violation
from shared.money import format_euro


@dataclass(frozen=True)
class CoverReadings:
    """What a sum of eligible cost is worth under each reading, in cents.

    `excess_cents` is what the sum of all public money exceeds the cost by (E22). `is_new` says that
    more public money came in than the binding plan knows, `decided` which reading was recorded.
    """

    other_public_cents: int
    planned_public_cents: int
    up_to_cost_cents: int
    proportional_cents: int
    excess_cents: int
    decided: CoverTreatment | None

    @property
    def is_new(self) -> bool:
        return self.other_public_cents > self.planned_public_cents

    @property
    def needs_decision(self) -> bool:
        return self.is_new and self.decided is None


def cover_readings(
    eligible_cents: int,
    cover: Cover,
    plan: PlanVersion | None,
    decided: CoverTreatment | None,
    terms: Terms,
    rules: Rules,
) -> CoverReadings:
    """Both results side by side."""
    alone = entitlement(eligible_cents, replace(cover, other_public_cents=0), terms, rules)
    up_to, in_proportion = (
        entitlement(eligible_cents, replace(cover, treatment=one), terms, rules).amount_cents
        for one in CoverTreatment
    )
    return CoverReadings(
        other_public_cents=cover.other_public_cents,
        planned_public_cents=planned_public(plan),
        up_to_cost_cents=up_to,
        proportional_cents=in_proportion,
        excess_cents=max(0, alone.amount_cents + cover.other_public_cents - alone.base_cents),
        decided=decided,
    )


def planned_public(plan: PlanVersion | None) -> int:
    """Public money of others that the binding plan names: the funder knows it."""
    sources = plan.plan.funding if plan else ()
    return sum(one.amount_cents for one in sources if one.source_kind is SourceKind.OTHER_PUBLIC)


def decided_treatment(
    determinations: Iterable[Determination], as_of: date
) -> CoverTreatment | None:
    """The recorded reading on a day, None while nobody recorded one."""
    newest = newest_of(
        determinations,
        as_of,
        DeterminationKind.COVER_UP_TO_COST,
        DeterminationKind.COVER_PROPORTIONAL,
    )
    if newest is None:
        return None
    proportional = newest.kind is DeterminationKind.COVER_PROPORTIONAL
    return CoverTreatment.PROPORTIONAL if proportional else CoverTreatment.UP_TO_COST


def cover_violations(readings: CoverReadings) -> list[Violation]:
    """`cover_undecided` where a call must wait for the recorded decision (PLAN-07)."""
    if not readings.needs_decision:
        return []
    message = (
        f"Es sind neue öffentliche Mittel eingegangen ({format_euro(readings.other_public_cents)}, "
        f"im Plan stehen {format_euro(readings.planned_public_cents)}). Die Zuwendung beträgt dann "
        f"{format_euro(readings.up_to_cost_cents)} (bis zur Höhe der Ausgaben) oder "
        f"{format_euro(readings.proportional_cents)} (anteilig ermäßigt). Bitte zuerst festlegen, "
        "was der Bescheid bestimmt."
    )
    return [Violation("cover_undecided", "PLAN-07", message)]
