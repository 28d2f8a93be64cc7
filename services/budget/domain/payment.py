"""Recording the payment of a stored row: what counts is what was paid (ELG-05)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from services.budget.domain.expenditure import Kind, Row
from services.budget.domain.plausibility import date_violations, order_violations
from services.budget.domain.row_state import (
    called_violations,
    certifier_violations,
    reversed_violations,
)
from shared.errors import Violation
from shared.periods import german_date


def check_payment(
    row: Row,
    payment_date: date,
    discount_cents: int | None,
    by: str,
    today: date,
    voucher_number: str | None = None,
) -> list[Violation]:
    """Every reason why `by` may not record this payment.

    `discount_cents` None keeps the entered one. `voucher_number` is the one accounting gave with
    the payment, for an invoice that is known by its own number and had none yet.

    Warnings about the day (after the period, too late) come with the assessment that follows.
    """
    facts = row.facts
    found = [
        *reversed_violations(row),
        *called_violations(row),
        *certifier_violations(row, by),
    ]
    if row.kind is not Kind.VOUCHER:
        message = f"Die Nr. {row.number} ist keine Rechnung; bezahlt werden nur Rechnungen."
        found.append(Violation("not_a_voucher", "ELG-05", message))
    if facts.payment_date is not None:
        message = f"Die Zahlung vom {german_date(facts.payment_date)} ist schon erfasst."
        found.append(Violation("already_paid", "ELG-05", message))
    found.extend(_number_violations(row, voucher_number))
    if facts.invoice_date is None:
        message = "Vor der Zahlung bitte das Rechnungsdatum eintragen."
        found.append(Violation("invoice_date_missing", "VN-11", message, field="invoice_date"))
    found.extend(date_violations("payment_date", payment_date, today))
    found.extend(order_violations(facts.invoice_date, payment_date))
    discount = facts.discount_cents if discount_cents is None else discount_cents
    if not 0 <= discount <= facts.gross_cents - facts.retention_cents:
        message = "Der Skonto liegt zwischen 0,00 € und dem Rechnungsbetrag ohne Einbehalt."
        found.append(Violation("amount_out_of_range", "ELG-05", message, field="discount_cents"))
    return found


def _number_violations(row: Row, given: str | None) -> Iterator[Violation]:
    """Certified invoices may still lack the number of the accounts: it says nothing about what was
    certified, so it may come with the payment. Where it would be what duplicates are known by
    (no invoice number, ELG-09), it is a change of the entry."""
    known, field = (row.facts.voucher_number or "").strip(), "voucher_number"
    if known and given and given.strip() != known:
        message = f"Die Ausgabe hat schon eine Belegnummer ({known})."
        yield Violation("voucher_number_known", "VN-11", message, field=field)
    elif not known and not (given or "").strip():
        message = "Zur Zahlung gehört die Belegnummer der Buchhaltung. Bitte eintragen."
        yield Violation("voucher_number_missing", "VN-11", message, field=field)
    elif not known and not row.facts.invoice_number:
        message = (
            "Ohne Rechnungsnummer gehört die Belegnummer zu den Angaben der Ausgabe. Bitte dort "
            "über „Ändern“ eintragen; stehende Feststellungen vorher zurücknehmen."
        )
        yield Violation("voucher_number_missing", "VN-11", message, field=field)
