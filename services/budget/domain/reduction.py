"""Ermäßigung: the grant falls with the cost or with new cover (PLAN-05, PLAN-06; E19, E21)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from services.budget.domain.call_amount import most_of_grant
from services.budget.domain.determination import CoverTreatment
from services.budget.domain.entitlement import entitlement
from services.budget.domain.grant import Terms
from services.budget.domain.income import Cover
from services.budget.domain.rulepack import Rules
from shared.errors import Violation
from shared.money import MAX_CENTS, format_euro, share_of


@dataclass(frozen=True)
class Reduction:
    """The grant before and after, in cents; where `applies` is false nothing is reduced.

    `replaces` says that an earlier reduction counts today: what takes its place is recorded at any
    change, also at none, so that a reduction can be taken back.

    `change_cents` is the fall of the cost plus new cover, compared with the threshold;
    `repayment_cents` is what was received beyond the grant after it.
    """

    approved_eligible_cents: int
    final_eligible_cents: int
    change_cents: int
    threshold_cents: int
    applies: bool
    grant_before_cents: int
    grant_after_cents: int
    received_cents: int
    replaces: bool = False

    @property
    def reduction_cents(self) -> int:
        return self.grant_before_cents - self.grant_after_cents

    @property
    def repayment_cents(self) -> int:
        return max(0, self.received_cents - self.grant_after_cents)


def reduction_of(
    final_eligible_cents: int,
    approved_eligible_cents: int,
    received_cents: int,
    cover: Cover,
    terms: Terms,
    rules: Rules,
) -> Reduction:
    """What a final sum of eligible cost makes of the grant.

    `approved_eligible_cents` is the cost the award rests on: its maximum, else the plan's total.
    Changes up to the threshold are not looked at: strictly "more than" (PLAN-06). An earlier
    reduction is no measure: a later one takes its place, upwards as well.
    """
    replaces, terms = terms.reduced_to_cents is not None, replace(terms, reduced_to_cents=None)
    threshold = rules.plan.reduction_threshold_cents
    in_proportion = cover.treatment is CoverTreatment.PROPORTIONAL
    new_cover = cover.tied_cents + (cover.other_public_cents if in_proportion else 0)
    change = max(0, approved_eligible_cents - final_eligible_cents) + new_cover
    most = most_of_grant(terms, rules)
    before = share_of(approved_eligible_cents, terms.funding_rate_bp) if most is None else most
    after = entitlement(final_eligible_cents, cover, terms, rules).amount_cents
    applies = change > threshold
    return Reduction(
        approved_eligible_cents=approved_eligible_cents,
        final_eligible_cents=final_eligible_cents,
        change_cents=change,
        threshold_cents=threshold,
        applies=applies,
        grant_before_cents=before,
        grant_after_cents=min(before, after) if applies else before,
        received_cents=received_cents,
        replaces=replaces,
    )


def check_reduction(found: Reduction) -> list[Violation]:
    """Every reason against recording this reduction."""
    if not 0 <= found.final_eligible_cents <= MAX_CENTS:
        message = "Die endgültigen zuwendungsfähigen Ausgaben sind mindestens 0,00 €."
        field = "final_eligible_cents"
        return [Violation("amount_out_of_range", "PLAN-05", message, field=field)]
    if found.applies or found.replaces:
        return []
    message = (
        f"Die Änderung beträgt {format_euro(found.change_cents)}; ermäßigt wird erst bei mehr als "
        f"{format_euro(found.threshold_cents)}. Es ist nichts festzulegen."
    )
    return [
        Violation("reduction_below_threshold", "PLAN-06", message, field="final_eligible_cents")
    ]
