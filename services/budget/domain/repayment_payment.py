"""A payment on a claim for repayment (CALL-08): day, amount and document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from shared.errors import Violation
from shared.money import format_euro
from shared.periods import german_date

RULE: Final = "CALL-08"


@dataclass(frozen=True)
class NewRepaymentPayment:
    """What was paid back, in cents; `file_sha256` is the document that proves it."""

    paid_on: date
    amount_cents: int
    file_sha256: str | None


def check_repayment_payment(
    new: NewRepaymentPayment, *, open_cents: int, decided_on: date, today: date
) -> Iterator[Violation]:
    """Every reason against recording it; `open_cents` is what of the claim is not paid yet."""
    if new.amount_cents <= 0:
        message = "Bitte den gezahlten Betrag nennen, größer als 0,00 €."
        yield Violation("amount_not_positive", RULE, message, field="amount_cents")
    if new.amount_cents > open_cents:
        message = (
            f"Offen sind von dieser Erstattung nur noch {format_euro(open_cents)}. Zinsen und "
            "Weiteres gehören nicht hierher."
        )
        yield Violation("repayment_above_claim", RULE, message, field="amount_cents")
    if new.paid_on > today:
        message = f"Der {german_date(new.paid_on)} liegt in der Zukunft. Bitte den Zahltag nennen."
        yield Violation("paid_in_future", RULE, message, field="paid_on")
    if new.paid_on < decided_on:
        message = f"Festgelegt ist die Erstattung erst am {german_date(decided_on)}."
        yield Violation("paid_before_claim", RULE, message, field="paid_on")
    if new.file_sha256 is None:
        message = "Es fehlt der Zahlungsbeleg."
        yield Violation("payment_document_missing", RULE, message, field="file")
