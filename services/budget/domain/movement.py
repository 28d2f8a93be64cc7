"""Credit notes and retention releases: dated, positive as entered (ELG-05, ELG-06, E10, E16)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from services.budget.domain.expenditure import Family, Kind, Movement, Row
from services.budget.domain.movement_effects import chain_of, movement_of
from services.budget.domain.plausibility import amount_violations, date_violations
from services.budget.domain.row_state import (
    certifier_violations,
    reason_violations,
    reversed_violations,
)
from shared.errors import Violation
from shared.money import format_euro
from shared.periods import german_date


def check_credit_note(
    family: Family, new: Movement, by: str, today: date, lowered_cents: int = 0
) -> list[Violation]:
    """Every reason why `by` may not enter this credit note; a deviating VAT share warns.

    It carries the certifications of its original (semantics 1), so no certifier of that enters it.
    `lowered_cents` is what will have been taken off the original before, but is not stored yet.
    """
    original = family.original
    facts = original.facts
    left = facts.gross_cents - facts.discount_cents - _retained(family) - _credited(family)
    return [
        *_voucher_violations(original),
        *certifier_violations(original, by),
        *credit_violations(new, left - lowered_cents, today),
        *_vat_violations(original, new),
        *_early_credit(original, new),
    ]


def credit_violations(new: Movement, left_cents: int, today: date) -> list[Violation]:
    """What refuses a credit note whoever enters it, for a voucher of which `left_cents` are
    paid."""
    found = [
        *amount_violations("amount_cents", new.amount_cents),
        *date_violations("date", new.on, today),
    ]
    if new.amount_cents > left_cents:
        message = (
            f"Die Gutschrift ({format_euro(new.amount_cents)}) ist höher als das, was von dem "
            f"Beleg noch zählt ({format_euro(left_cents)}). Ganz zurück geht er durch Storno."
        )
        found.append(Violation("credit_above_paid", "ELG-05", message, field="amount_cents"))
    if not (new.reference or "").strip():
        message = "Es fehlt die Nummer der Gutschrift."
        found.append(Violation("reference_missing", "ELG-05", message, field="reference"))
    if not _is_vat_possible(new):
        message = "Die Umsatzsteuer der Gutschrift liegt zwischen 0,00 € und ihrem Betrag."
        found.append(Violation("amount_out_of_range", "ELG-07", message, field="vat_cents"))
    return found


def _early_credit(original: Row, new: Movement) -> Iterator[Violation]:
    """A credit note follows its invoice; on the same day it is in time."""
    invoiced_on = original.facts.invoice_date
    if invoiced_on is not None and new.on < invoiced_on:
        message = (
            f"Die Gutschrift vom {german_date(new.on)} liegt vor ihrer Rechnung vom "
            f"{german_date(invoiced_on)}. Bitte prüfen: Vertippt, oder zu einer anderen Rechnung?"
        )
        yield Violation("credit_before_invoice", "ELG-05", message, "warning", "date")


def check_retention_release(family: Family, new: Movement, by: str, today: date) -> list[Violation]:
    """Every reason why `by` may not enter the payment of this part of the retention."""
    original = family.original
    found = [
        *_voucher_violations(original),
        *certifier_violations(original, by),
        *amount_violations("amount_cents", new.amount_cents),
        *date_violations("payment_date", new.on, today),
    ]
    paid_on = original.facts.payment_date
    if paid_on is None or new.on < paid_on:
        since = "noch nicht bezahlt" if paid_on is None else f"am {german_date(paid_on)} bezahlt"
        message = (
            f"Die Ausgabe ist {since}; ein Einbehalt wird erst nach der Zahlung ausgezahlt. "
            "Bitte zuerst die Zahlung erfassen oder das Datum prüfen."
        )
        found.append(Violation("release_before_payment", "ELG-06", message, field="payment_date"))
    retained = _retained(family)
    if new.amount_cents > retained:
        message = (
            f"Einbehalten sind noch {format_euro(retained)}; "
            f"{format_euro(new.amount_cents)} können nicht ausgezahlt werden."
        )
        found.append(Violation("release_above_retention", "ELG-06", message, field="amount_cents"))
    return found


def check_closing(order: Row, reason: str) -> list[Violation]:
    """Every reason against freeing the rest of an order."""
    found = [*reversed_violations(order), *reason_violations(reason, "PLAN-01")]
    if order.kind is not Kind.ORDER:
        message = "Freigeben lässt sich nur der Rest eines Auftrags."
        found.append(Violation("not_an_order", "PLAN-01", message))
    if order.closed_on is not None:
        message = f"Der Rest des Auftrags ist seit {german_date(order.closed_on)} freigegeben."
        found.append(Violation("order_closed", "PLAN-01", message))
    return found


def _voucher_violations(original: Row) -> Iterator[Violation]:
    yield from reversed_violations(original)
    if original.kind in (Kind.ORDER, Kind.CREDIT_NOTE, Kind.RETENTION_RELEASE):
        message = f"Die Nr. {original.number} ist keine Rechnung; dazu gibt es keine Bewegungen."
        yield Violation("not_a_voucher", "ELG-05", message)


def _sum(family: Family, kind: Kind) -> int:
    return sum(movement_of(one).amount_cents for one in chain_of(family) if one.kind is kind)


def _credited(family: Family) -> int:
    return _sum(family, Kind.CREDIT_NOTE)


def _retained(family: Family) -> int:
    return family.original.facts.retention_cents - _sum(family, Kind.RETENTION_RELEASE)


def _is_vat_possible(new: Movement) -> bool:
    return 0 <= new.vat_cents <= max(0, new.amount_cents)


def _vat_violations(original: Row, new: Movement) -> Iterator[Violation]:
    if not _is_vat_possible(new):
        return
    facts = original.facts
    # More than one cent apart from the original's share; compared without dividing.
    deviation = abs(new.vat_cents * facts.gross_cents - facts.vat_cents * new.amount_cents)
    if deviation > facts.gross_cents:
        message = (
            "Der Steueranteil der Gutschrift weicht von dem der Rechnung ab; gerechnet wird mit "
            "dem Anteil der Rechnung. Bitte beide Belege vergleichen."
        )
        yield Violation("credit_vat_deviates", "ELG-07", message, "warning", "vat_cents")
