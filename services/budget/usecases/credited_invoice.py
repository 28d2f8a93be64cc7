"""A dropped credit note (type 381): which voucher it credits, and its file with the booking."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.budget.domain.expenditure import DocumentKind, Kind, Movement
from services.budget.domain.invoice import ExpenditurePrefill
from services.budget.store.creditor import known_key
from services.budget.store.document import DocumentRow
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
_BOOKED = (
    select(ExpenditureRow.number)
    .join(DocumentRow, DocumentRow.expenditure_id == ExpenditureRow.expenditure_id)
    .where(
        ExpenditureRow.grant_id == bindparam("grant"),
        ExpenditureRow.kind == Kind.CREDIT_NOTE.value,
        ExpenditureRow.reversed_by.is_(None),
        DocumentRow.kind == DocumentKind.VOUCHER.value,
        DocumentRow.sha256 == bindparam("sha256"),
    )
    .order_by(ExpenditureRow.number)
)
"""Standing credit notes whose voucher are these bytes."""


@dataclass(frozen=True)
class CreditedVoucher:
    """A standing voucher that bears the number a credit note names; `same_creditor`: of the one who
    wrote the credit note."""

    expenditure_id: str
    number: int
    gross_cents: int
    same_creditor: bool


def credited_vouchers(
    session: Session, grant_id: str, filled: ExpenditurePrefill, means: Means
) -> tuple[CreditedVoucher, ...]:
    """The standing vouchers of the grant with the number the credit note names, at most twenty:
    those of its creditor first, then by number."""
    if not filled.credits:
        return ()
    same = ExpenditureRow.key_id == _key_of(session, filled, means)
    statement = (
        select(
            ExpenditureRow.expenditure_id,
            ExpenditureRow.number,
            ExpenditureRow.gross_cents,
            same.label("same"),
        )
        .where(
            ExpenditureRow.grant_id == grant_id,
            ExpenditureRow.kind == Kind.VOUCHER.value,
            ExpenditureRow.invoice_number == filled.credits,
            ExpenditureRow.reversed_by.is_(None),
        )
        .order_by(same.desc(), ExpenditureRow.number)
        .limit(_MOST)
    )
    return tuple(
        CreditedVoucher(one.expenditure_id, one.number, one.gross_cents, bool(one.same))
        for one in session.execute(statement)
    )


def _key_of(session: Session, filled: ExpenditurePrefill, means: Means) -> str:
    """The creditor of the credit note, empty where no voucher names it."""
    name = (filled.creditor or "").strip()
    return (known_key(session, means.index.name_mark(name)) if name else None) or ""


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

    Returns the movement's row and the warnings, one of them where another creditor wrote the credit
    note. Raises Refused also where the uploaded file is none of this grant, no credit note or
    booked already, Conflict, NotFound.
    """
    row = load_target(session, expenditure_id, by=by, means=means).row
    if not invoice_id:
        return record_credit_note(session, expenditure_id, new, by=by, means=means)
    filled, upload = _uploaded(session, row.grant_id, invoice_id, means)
    one, warnings = record_credit_note(session, expenditure_id, new, by=by, means=means)
    if _key_of(session, filled, means) != row.key_id:
        message = (
            "Die Gutschrift hat ein anderer Zahlungsempfänger ausgestellt als den Beleg, zu dem "
            "sie erfasst ist. Bitte prüfen, ob sie hierher gehört."
        )
        warnings += (Violation("credit_note_of_other", _RULE, message, "warning", "invoice_id"),)
    kind = DocumentKind.VOUCHER
    filed, _ = file_document(session, one.row.expenditure_id, kind, upload, by=by, means=means)
    return filed, warnings


def _uploaded(
    session: Session, grant_id: str, invoice_id: str, means: Means
) -> tuple[ExpenditurePrefill, Upload]:
    row = find_invoice(session, grant_id, invoice_id)
    if row is None:
        message = "Die genannte E-Rechnung wurde für diese Zuwendung nicht hochgeladen."
        raise _refused("invoice_unknown", message, grant_id)
    filled = credit_note_in(session, grant_id, invoice_id, means=means)
    if filled is None:
        message = "Die genannte E-Rechnung ist keine Gutschrift. Bitte als Ausgabe erfassen."
        raise _refused("invoice_no_credit_note", message, grant_id)
    booked = session.scalars(_BOOKED, {"grant": grant_id, "sha256": row.sha256}).first()
    if booked is not None:
        message = f"Diese Gutschrift ist bereits als Nr. {booked} erfasst."
        raise _refused("duplicate", message, grant_id, "ELG-09")
    return filled, Upload(row.file_name, means.files.read(row.sha256))


def _refused(code: str, message: str, grant_id: str, rule: str = _RULE) -> Refused:
    found = [Violation(code, rule, message, field="invoice_id")]
    return Refused(found, subject=f"grant/{grant_id}", grant_id=grant_id)
