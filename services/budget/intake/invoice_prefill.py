"""What an invoice can fill into the form of an expenditure. Nothing is invented or completed."""

from typing import Final

from services.budget.domain.invoice import ExpenditurePrefill, Invoice

MAX_PURPOSE: Final = 200


def prefill(invoice: Invoice) -> ExpenditurePrefill:
    """Return the fields of ``POST …/expenditures`` the invoice answers.

    ``gross_cents`` is the total with VAT plus rounding (BT-112 + BT-114), positive. Amounts in
    another currency than euro fill nothing. A negative invoice is a credit note by another name.
    """
    totals = invoice.totals
    credit = invoice.is_credit_note or (totals.gross_cents or 0) < 0
    gross_cents = vat_cents = None
    if invoice.currency == "EUR" and totals.gross_cents is not None:
        gross_cents = abs(totals.gross_cents + totals.rounding_cents)
        vat_cents = abs(invoice.vat_total_cents)
    preceding = invoice.references.preceding
    return ExpenditurePrefill(
        creditor=invoice.seller.name,
        purpose=_purpose(invoice),
        gross_cents=gross_cents,
        vat_cents=vat_cents,
        service_from=invoice.service_from,
        service_to=invoice.service_to,
        invoice_number=invoice.number,
        invoice_date=invoice.issue_date,
        is_credit_note=credit,
        credits=preceding[0].number if credit and preceding else None,
    )


def _purpose(invoice: Invoice) -> str | None:
    """Names of the positions, each once, shortened to what a list can show."""
    names = list(dict.fromkeys(line.name for line in invoice.lines if line.name))
    text = "; ".join(names)
    if len(text) > MAX_PURPOSE:
        text = text[: MAX_PURPOSE - 1].rstrip() + "…"
    return text or None
