"""Contract penalties for late delivery: what is due, what is left to claim (PROC-07)."""

from __future__ import annotations

from datetime import date

from services.budget.domain.procurement import Procurement
from shared.errors import Violation
from shared.money import format_euro, share_of
from shared.periods import german_date


def late_days(file: Procurement, today: date) -> int:
    """Days after the agreed one up to the delivery, or up to today while nothing came."""
    due = file.facts.delivery_due_on
    if due is None:
        return 0
    return max(0, ((file.delivered_on or today) - due).days)


def penalty_due_cents(file: Procurement, today: date) -> int:
    """What the clause gives so far: its share of the contract's net value for every begun unit,
    up to its cap, rounded once; 0 without a clause."""
    facts = file.facts
    begun = -(-late_days(file, today) // max(1, facts.penalty_days))
    return share_of(file.contract_net_cents, min(begun * facts.penalty_bp, facts.penalty_cap_bp))


def penalty_claimed_cents(file: Procurement) -> int:
    """What was claimed so far."""
    return sum(one.amount_cents for one in file.claims)


def penalty_findings(file: Procurement, today: date) -> list[Violation]:
    """A penalty that is due and not claimed: a warning with the amount, until it is."""
    due, claimed = penalty_due_cents(file, today), penalty_claimed_cents(file)
    on = file.facts.delivery_due_on
    if on is None or claimed >= due:
        return []
    late = late_days(file, today)
    days = "einen Tag" if late == 1 else f"{late} Tage"
    message = (
        f"Die Leistung war am {german_date(on)} fällig; der Verzug beträgt {days}. Fällige "
        f"Vertragsstrafe: {format_euro(due)}, davon geltend gemacht: {format_euro(claimed)}. Bitte "
        f"{format_euro(due - claimed)} geltend machen; sie mindert die Kosten."
    )
    return [Violation("penalty_due", "PROC-07", message, "warning", "penalty")]


def check_claim(file: Procurement, amount_cents: int, today: date) -> list[Violation]:
    """Every reason against claiming this penalty; more than is due warns."""
    found = []
    if not file.facts.penalty_bp:
        message = "Der Vertrag kennt keine Vertragsstrafe. Bitte die Klausel zuerst eintragen."
        found.append(Violation("penalty_not_agreed", "PROC-07", message, field="amount_cents"))
    left = penalty_due_cents(file, today) - penalty_claimed_cents(file)
    if file.facts.penalty_bp and amount_cents > left:
        message = f"Fällig sind noch {format_euro(max(0, left))}; bitte den Betrag prüfen."
        found.append(Violation("penalty_above_due", "PROC-07", message, "warning", "amount_cents"))
    return found
