"""An entry beside the e-invoice it rests on: what was entered otherwise, for whoever certifies.

Source: EINV-02, EINV-03: the structured part is the original, so a deviation from it has to be seen
by the certifier (§ 31 KomHVO NRW). Nothing here prevents an entry: an officer may have a reason.
The sentences name no person and no number, since they stay with the row and go into events.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.budget.domain.duplicate import normalised_creditor
from services.budget.domain.expenditure import NewExpenditure
from services.budget.domain.invoice import InvoiceReading
from shared.errors import Violation
from shared.money import format_euro
from shared.periods import german_date

DEVIATES: Final = "invoice_deviates"
DEFECTIVE: Final = "invoice_defective"
_RULE: Final = "EINV-02"


def comparison_findings(
    new: NewExpenditure, reading: InvoiceReading, *, name_is_known: bool = True
) -> list[Violation]:
    """Warnings, one per field that says something else than the invoice, and one for its defects.

    `name_is_known` is False where the creditor's name was erased and cannot be compared. What the
    invoice does not say is not compared.
    """
    found = [*_defects(reading), *_amounts(new, reading), *_days_and_numbers(new, reading)]
    if name_is_known and not _is_creditor(new.creditor, reading):
        found.append(_other("creditor", "Der Kreditor ist nicht der Rechnungssteller"))
    return found


def _defects(reading: InvoiceReading) -> Iterator[Violation]:
    if reading.expenditure.is_credit_note:
        message = "Die E-Rechnung ist eine Gutschrift, keine Rechnung."
        yield Violation(DEVIATES, _RULE, message, "warning", "invoice_id")
    number = sum(one.is_error for one in reading.findings)
    if number:
        noun = "einen Mangel" if number == 1 else f"{number} Mängel"
        message = (
            f"Die E-Rechnung selbst hat {noun}, zu sehen auf der Seite der Ausgabe. Bitte prüfen, "
            "ob sie so angenommen werden darf."
        )
        yield Violation(DEFECTIVE, _RULE, message, "warning", "invoice_id")


def _amounts(new: NewExpenditure, reading: InvoiceReading) -> Iterator[Violation]:
    said, due = reading.expenditure, reading.invoice.totals.due_cents
    if said.gross_cents is None or new.split_of is not None:
        return
    is_part = new.voucher_gross_cents is not None
    entered = new.gross_cents if new.voucher_gross_cents is None else new.voucher_gross_cents
    if entered != said.gross_cents and (due is None or entered != abs(due)):
        field = "voucher_gross_cents" if is_part else "gross_cents"
        yield _other(field, "Das Brutto", format_euro(entered), format_euro(said.gross_cents))
    if not is_part and entered == said.gross_cents and said.vat_cents not in (None, new.vat_cents):
        stated = format_euro(said.vat_cents or 0)
        yield _other("vat_cents", "Die Umsatzsteuer", format_euro(new.vat_cents), stated)


def _days_and_numbers(new: NewExpenditure, reading: InvoiceReading) -> Iterator[Violation]:
    said = reading.expenditure
    if said.invoice_date is not None and new.invoice_date != said.invoice_date:
        entered = german_date(new.invoice_date) if new.invoice_date else "keines"
        yield _other("invoice_date", "Das Rechnungsdatum", entered, german_date(said.invoice_date))
    if said.invoice_number and _plain(new.invoice_number) != _plain(said.invoice_number):
        yield _other("invoice_number", "Die Rechnungsnummer ist eine andere als die")


def _is_creditor(name: str, reading: InvoiceReading) -> bool:
    seller, payee = reading.invoice.seller, reading.invoice.payment.payee
    names = [one for one in (seller.name, seller.trading_name, payee) if one]
    return not names or normalised_creditor(name) in map(normalised_creditor, names)


def _plain(number: str | None) -> str:
    return "".join((number or "").split()).casefold()


def _other(field: str, what: str, entered: str = "", said: str = "") -> Violation:
    if said:
        message = f"{what} ist {entered}, in der E-Rechnung steht {said}."
    else:
        message = f"{what} der E-Rechnung."
    return Violation(DEVIATES, _RULE, f"{message} Bitte vergleichen.", "warning", field)
