"""First implementation measures of phase A: a cap of their own inside the phase's (PRG-03, E07)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from services.budget.domain.entitlement import caps
from services.budget.domain.evidence import Phase
from services.budget.domain.grant import Terms
from services.budget.domain.rulepack import Rules
from shared.money import largest_with_share


@dataclass(frozen=True)
class FirstMeasures:
    """What the marked measures come to, in cents; `cap_cents` None is no cap of their own."""

    eligible_cents: int = 0
    claimable_cents: int = 0
    cap_cents: int | None = None

    def excess_of(self, cents: int) -> int:
        """What of this sum of theirs is above the cap: paid, but worth no grant."""
        return 0 if self.cap_cents is None else max(0, cents - self.cap_cents)


UNCAPPED: Final = FirstMeasures()
"""No measure is marked, or the marked ones have no cap of their own."""


def first_measures_cap(phase: Phase, rules: Rules, terms: Terms) -> int | None:
    """The cap in cents of eligible cost; None in phase B and while the pack rests it.

    Where the maximum that counts is one of the grant, it is the most cost whose share stays within
    the pack's amount; where the award names no maximum at all, `cap_basis` alone decides.
    """
    programme = rules.programme
    if phase is not Phase.A or not programme.first_measures_cap_active:
        return None
    max_eligible, max_grant = caps(terms, rules)
    names_none = max_eligible is None and max_grant is None
    of_grant = programme.cap_basis == "grant" if names_none else max_eligible is None
    if of_grant:
        return largest_with_share(programme.first_measures_cap_cents, terms.funding_rate_bp)
    return programme.first_measures_cap_cents
