"""How much grant a sum of eligible cost is worth (PRG-01, PRG-03, PRG-09, CALL-02)."""

from __future__ import annotations

from dataclasses import dataclass

from services.budget.domain.grant import Terms
from services.budget.domain.income import Cover
from services.budget.domain.rulepack import Rules


@dataclass(frozen=True)
class Entitlement:
    """The result with its way: eligible → base → share at the rate → after caps."""

    eligible_cents: int
    base_cents: int
    share_cents: int
    amount_cents: int
    limited_by: tuple[str, ...] = ()


def entitlement(eligible_cents: int, cover: Cover, terms: Terms, rules: Rules) -> Entitlement:
    """Entitlement for a cumulative eligible sum, rounded once, half away from zero."""
    raise NotImplementedError
