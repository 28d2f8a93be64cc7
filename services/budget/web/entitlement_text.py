"""How an entitlement came about, in one line for the overview."""

from __future__ import annotations

from typing import Final

from services.budget.domain.entitlement import Entitlement
from shared.money import format_euro, format_percent_bp

_REASONS: Final = {
    "first_measures": ("Höchstbetrag der ersten Maßnahmen", "PRG-03"),
    "max_eligible": ("Höchstbetrag der zuwendungsfähigen Ausgaben", "PRG-03"),
    "plan_total": ("Gesamtbetrag des Finanzierungsplans", "PLAN-01"),
    "income": ("zweckgebundene Einnahmen", "ELG-10"),
    "other_public": ("andere öffentliche Mittel", "PRG-09"),
    "max_grant": ("Höchstbetrag der Zuwendung", "PRG-03"),
    "reduction": ("Ermäßigung durch den Zuwendungsgeber", "PLAN-05"),
}
"""What may take something away: in words, and by which rule."""


def entitlement_way(result: Entitlement, rate_bp: int) -> str:
    """The rate, what it is applied to, in cents, and what took something away."""
    rate = format_percent_bp(rate_bp)
    if not result.limited_by:
        return f"{rate} auf das Abrufbare, einmal gerundet"
    reasons = ", ".join(_REASONS[one][0] for one in result.limited_by)
    less = result.eligible_cents - result.base_cents
    taken = f" (Abrufbares weniger {format_euro(less)})" if less else ""
    return f"{rate} auf {format_euro(result.base_cents)}{taken}, gemindert durch: {reasons}"


def entitlement_rules(result: Entitlement) -> tuple[str, ...]:
    """Ids of the rules behind that line, each once: rate, one rounding, what took away."""
    return tuple(
        dict.fromkeys(("PRG-01", "CALL-02", *(_REASONS[one][1] for one in result.limited_by)))
    )
