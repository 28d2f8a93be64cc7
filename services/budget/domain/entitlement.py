"""How much grant a sum of eligible cost is worth (PRG-01, PRG-03, PRG-09, PLAN-01, PLAN-05,
PLAN-07)."""

from __future__ import annotations

from dataclasses import dataclass

from services.budget.domain.determination import CoverTreatment
from services.budget.domain.grant import Terms
from services.budget.domain.income import Cover
from services.budget.domain.rulepack import Rules
from shared.money import share_of


@dataclass(frozen=True)
class Entitlement:
    """The result with its way, in cents.

    `eligible_cents` → `base_cents` (capped, less tied income) → `share_cents` (at the rate, rounded
    once) → `amount_cents` (capped, less what other public money covers). `limited_by` names what
    took something away: `first_measures`, `max_eligible`, `plan_total`, `income`, `max_grant`,
    `other_public`, `reduction`.
    """

    eligible_cents: int
    base_cents: int
    share_cents: int
    amount_cents: int
    limited_by: tuple[str, ...] = ()


def caps(terms: Terms, rules: Rules) -> tuple[int | None, int | None]:
    """The maxima that count: (eligible cost, grant); None is no cap.

    `cap_basis` picks one of the two (PRG-03, E06). Where the award notice leaves that one empty and
    names only the other, the other counts: a written maximum is never ignored altogether.
    """
    if rules.programme.cap_basis == "eligible" and terms.max_eligible_cents is not None:
        return terms.max_eligible_cents, None
    if rules.programme.cap_basis == "grant" and terms.max_grant_cents is not None:
        return None, terms.max_grant_cents
    return terms.max_eligible_cents, terms.max_grant_cents


def entitlement(
    eligible_cents: int,
    cover: Cover,
    terms: Terms,
    rules: Rules,
    *,
    excess_cents: int = 0,
    planned_cents: int | None = None,
) -> Entitlement:
    """Entitlement for a cumulative eligible sum, rounded once, half away from zero.

    `excess_cents` is what first measures are above their cap (E07), `planned_cents` the plan's
    total, a cap where the pack says so (PLAN-01). Never below zero. Source: semantics 5; E06, E14,
    E22, E34, E38.
    """
    base, limited = _base(eligible_cents - excess_cents, planned_cents, terms, rules)
    if excess_cents:
        limited.insert(0, "first_measures")
    if rules.programme.income_treatment == "reduce_base" and cover.tied_cents:
        base -= cover.tied_cents
        limited.append("income")
    room = base - cover.other_public_cents
    if cover.treatment is CoverTreatment.PROPORTIONAL and cover.other_public_cents:
        base = room
        limited.append("other_public")
    share = share_of(base, terms.funding_rate_bp)
    amount, reason = min(_limits(share, room, terms, rules), key=lambda one: one[0])
    if reason:
        limited.append(reason)
    return Entitlement(eligible_cents, base, share, max(0, amount), tuple(limited))


def _base(
    cents: int, planned_cents: int | None, terms: Terms, rules: Rules
) -> tuple[int, list[str]]:
    """The cost that counts at most, and what took something away."""
    limited: list[str] = []
    max_eligible, _ = caps(terms, rules)
    plan_total = planned_cents if rules.plan.plan_total == "cap" else None
    for cap, reason in ((max_eligible, "max_eligible"), (plan_total, "plan_total")):
        if cap is not None and cents > cap:
            cents = cap
            limited.append(reason)
    return cents, limited


def _limits(share: int, room: int, terms: Terms, rules: Rules) -> list[tuple[int, str]]:
    """Amounts the grant cannot exceed; of equal ones the first counts, so the share itself."""
    _, max_grant = caps(terms, rules)
    found = [(share, ""), (room, "other_public")]
    named = ((max_grant, "max_grant"), (terms.reduced_to_cents, "reduction"))
    return found + [(cap, reason) for cap, reason in named if cap is not None]
