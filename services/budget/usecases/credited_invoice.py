"""A dropped credit note (type 381): which voucher it credits, and its file with the booking."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.budget.domain.expenditure import DocumentKind, Kind, Movement
from services.budget.domain.invoice import ExpenditurePrefill
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.invoice import find_invoice
from services.budget.usecases.assessment import Assessed
from services.budget.usecases.document import Upload, file_document
from services.budget.usecases.expenditure_target import load_target
from services.budget.usecases.invoice import show_invoice
from services.budget.usecases.means import Means
from services.budget.usecases.movement import record_credit_note
from shared.errors import Refused, Violation
from shared.occasion import Occasion

_MOST = 20
_RULE = "EINV-01"


@dataclass(frozen=True)
class CreditedVoucher:
    """A standing voucher that bears the number a credit note names."""

    expenditure_id: str
    number: int
    gross_cents: int


def credited_vouchers(
    session: Session, grant_id: str, credits: str | None
) -> tuple[CreditedVoucher, ...]:
    """The standing vouchers of the grant with that invoice number, at most twenty, by number."""
    if not credits:
        return ()
    statement = (
        select(ExpenditureRow.expenditure_id, ExpenditureRow.number, ExpenditureRow.gross_cents)
        .where(
            ExpenditureRow.grant_id == grant_id,
            ExpenditureRow.kind == Kind.VOUCHER.value,
            ExpenditureRow.invoice_number == credits,
            ExpenditureRow.reversed_by.is_(None),
        )
        .order_by(ExpenditureRow.number)
        .limit(_MOST)
    )
    return tuple(CreditedVoucher(*row) for row in session.execute(statement))


def credit_note_in(
    session: Session, grant_id: str, invoice_id: str, *, means: Means
) -> ExpenditurePrefill | None:
    """What an uploaded credit note says; None where the invoice is none. Raises NotFound."""
    filled = show_invoice(session, grant_id, invoice_id, means=means).reading.expenditure
    return filled if filled.is_credit_note else None


def record_credited_invoice(
    session: Session,
    expenditure_id: str,
    new: Movement,
    invoice_id: str | None,
    *,
    by: Occasion,
    means: Means,
) -> tuple[Assessed, tuple[Violation, ...]]:
    """`record_credit_note`; the bytes of the uploaded credit note become its voucher.

    Returns the movement's row and the warnings. Raises Refused also where the uploaded file is none
    of this grant or no credit note, Conflict, NotFound.
    """
    grant_id = load_target(session, expenditure_id, by=by, means=means).row.grant_id
    upload = _upload(session, grant_id, invoice_id, means) if invoice_id else None
    one, warnings = record_credit_note(session, expenditure_id, new, by=by, means=means)
    if upload is None:
        return one, warnings
    kind = DocumentKind.VOUCHER
    filed, _ = file_document(session, one.row.expenditure_id, kind, upload, by=by, means=means)
    return filed, warnings


def _upload(session: Session, grant_id: str, invoice_id: str, means: Means) -> Upload:
    row = find_invoice(session, grant_id, invoice_id)
    if row is None:
        message = "Die genannte E-Rechnung wurde für diese Zuwendung nicht hochgeladen."
        raise _refused("invoice_unknown", message, grant_id)
    if credit_note_in(session, grant_id, invoice_id, means=means) is None:
        message = "Die genannte E-Rechnung ist keine Gutschrift. Bitte als Ausgabe erfassen."
        raise _refused("invoice_no_credit_note", message, grant_id)
    return Upload(row.file_name, means.files.read(row.sha256))


def _refused(code: str, message: str, grant_id: str) -> Refused:
    found = [Violation(code, _RULE, message, field="invoice_id")]
    return Refused(found, subject=f"grant/{grant_id}", grant_id=grant_id)
