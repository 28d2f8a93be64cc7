"""What an e-invoice fills into the form, and how people read it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy.orm import Session

from services.budget.intake.invoice_view import ViewSection, invoice_sections
from services.budget.store.invoice import find_invoice
from services.budget.usecases.credited_invoice import CreditedVoucher, credited_vouchers
from services.budget.usecases.document import Upload
from services.budget.usecases.invoice import receive_invoice, show_invoice
from services.budget.usecases.known_before import known_before
from services.budget.web import execute, means
from shared.errors import Violation
from shared.web.access import occasion
from shared.web.forms import Form, filled_form


@dataclass(frozen=True)
class InvoiceView:
    """A kept e-invoice as a page shows it.

    `credits` is the invoice a credit note names, `credited` the vouchers that bear that number,
    `known` what says that it was entered before.
    """

    file_name: str
    sha256: str
    sections: tuple[ViewSection, ...]
    findings: tuple[Violation, ...]
    is_credit_note: bool
    credits: str | None
    credited: tuple[CreditedVoucher, ...]
    known: tuple[Violation, ...]


def keep_invoice(grant_id: str, file_name: str, content: bytes) -> str:
    """Keeps an invoice file and returns its id. Raises Refused for what is no e-invoice."""
    by, upload = occasion(), Upload(file_name, content)
    received = execute(
        "receive_invoice",
        by,
        lambda session: receive_invoice(session, grant_id, upload, by=by, means=means()),
    )
    return received.invoice_id


def prefilled_form(session: Session, grant_id: str, invoice_id: str) -> Form:
    """The form as the invoice fills it. Raises NotFound."""
    filled = asdict(show_invoice(session, grant_id, invoice_id, means=means()).reading.expenditure)
    if filled.pop("is_credit_note"):
        return Form({"invoice_id": invoice_id})
    filled.pop("credits")
    return filled_form({**filled, "invoice_id": invoice_id})


def view_of(
    session: Session, grant_id: str, invoice_id: str, *, is_new: bool = False
) -> InvoiceView | None:
    """The invoice of a form or row, None where there is none; `is_new` looks for its like."""
    row = find_invoice(session, grant_id, invoice_id) if invoice_id else None
    if row is None:
        return None
    reading = show_invoice(session, grant_id, invoice_id, means=means()).reading
    found, by = reading.expenditure, occasion()
    known = known_before(session, grant_id, found, by=by, means=means()) if is_new else ()
    return InvoiceView(
        file_name=row.file_name,
        sha256=row.sha256,
        sections=invoice_sections(reading.invoice),
        findings=reading.findings,
        is_credit_note=found.is_credit_note,
        credits=found.credits,
        credited=credited_vouchers(session, grant_id, found, means()) if is_new else (),
        known=tuple(known),
    )
