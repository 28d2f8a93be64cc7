"""How much grant a sum of eligible cost is worth (PRG-01, PRG-03, PRG-09, CALL-02)."""

from __future__ import annotations

from dataclasses import dataclass

from services.budget.domain.grant import Terms
from services.budget.domain.income import Cover
from services.budget.domain.rulepack import Rules
from shared.money import share_of


@dataclass(frozen=True)
class Entitlement:
    """The result with its way, in cents.

    `eligible_cents` → `base_cents` (capped, less tied income) → `share_cents` (at the rate, rounded
    once) → `amount_cents` (capped, less what other public money covers). `limited_by` names what
    took something away: `max_eligible`, `income`, `max_grant`, `other_public`.
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


def entitlement(eligible_cents: int, cover: Cover, terms: Terms, rules: Rules) -> Entitlement:
    """Entitlement for a cumulative eligible sum, rounded once, half away from zero.

    Never below zero. Source: semantics 5; E06, E14, E22, E34, E38.
    """
    max_eligible, max_grant = caps(terms, rules)
    limited: list[str] = []
    base = eligible_cents
    if max_eligible is not None and base > max_eligible:
        base = max_eligible
        limited.append("max_eligible")
    if rules.programme.income_treatment == "reduce_base" and cover.tied_cents:
        base -= cover.tied_cents
        limited.append("income")
    share = amount = share_of(base, terms.funding_rate_bp)
    if max_grant is not None and amount > max_grant:
        amount = max_grant
        limited.append("max_grant")
    room = base - cover.other_public_cents
    if amount > room:
        amount = room
        limited.append("other_public")
    return Entitlement(eligible_cents, base, share, max(0, amount), tuple(limited))
