"""What is refused when something is added to a procurement file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from services.budget.domain.procurement import Procurement
from services.budget.domain.procurement_entry import Changed, Delivered
from services.budget.domain.procurement_words import (
    DISPENSABLE,
    ITEMS,
)
from services.budget.domain.row_state import reason_violations
from shared.errors import Violation
from shared.money import MAX_CENTS, format_euro


def check_item(item: str) -> list[Violation]:
    """The reason against filing something there."""
    if item in ITEMS:
        return []
    message = "Diese Unterlage kennt keine Vergabeakte."
    return [Violation("procurement_item_unknown", "PROC-04", message, field="item")]


def check_dispensation(item: str, reason: str) -> list[Violation]:
    """Every reason against saying that an item has nothing to file."""
    found = [*check_item(item), *reason_violations(reason, "PROC-04")]
    if item in ITEMS and item not in DISPENSABLE:
        message = f"Die Unterlage „{ITEMS[item]}“ entfällt nie; bitte ablegen."
        found.append(Violation("item_not_dispensable", "PROC-04", message, field="item"))
    return found


def check_change(file: Procurement, new: Changed) -> list[Violation]:
    """Every reason against this change of the contract."""
    found = [*_contract_needed(file), *reason_violations(new.reason, "PROC-04")]
    agreed = file.facts.contract_date
    if agreed is not None and new.changed_on < agreed:
        message = "Der Nachtrag liegt vor dem Vertrag."
        found.append(Violation("change_before_contract", "PROC-04", message, field="changed_on"))
    after = file.contract_net_cents + new.net_cents
    if new.net_cents == 0 or not 0 <= after <= MAX_CENTS:
        message = f"Nach dem Nachtrag wären es {format_euro(after)}. Bitte den Betrag prüfen."
        found.append(Violation("amount_out_of_range", "PROC-04", message, field="net_cents"))
    return found


def check_delivery(file: Procurement, new: Delivered, today: date) -> list[Violation]:
    """Every reason against this day of delivery."""
    found = list(_contract_needed(file))
    agreed = file.facts.contract_date
    if file.delivered_on is not None:
        message = "Die Leistung ist schon als erbracht vermerkt."
        found.append(Violation("already_delivered", "PROC-07", message))
    if new.delivered_on > today or (agreed is not None and new.delivered_on < agreed):
        message = "Die Leistung wurde zwischen dem Vertrag und heute erbracht."
        found.append(Violation("delivery_out_of_range", "PROC-07", message, field="delivered_on"))
    return found


def _contract_needed(file: Procurement) -> Iterator[Violation]:
    if file.facts.contract_date is None or file.facts.award_net_cents is None:
        message = "Die Akte nennt noch keinen Vertrag. Bitte Datum und Betrag zuerst eintragen."
        yield Violation("contract_missing", "PROC-04", message, field="contract_date")
