"""Receiving an e-invoice: bytes kept, content read, an entry pre-filled (EINV-01 to EINV-04)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from contracts.events.budget import InvoiceReceived
from contracts.events.findings import Finding
from services.budget.domain.invoice import InvoiceReading
from services.budget.intake.invoice import read_invoice
from services.budget.store.grant import load_grant
from services.budget.store.invoice import InvoiceRow, find_invoice
from services.budget.store.tables import OUTBOX
from services.budget.usecases.document import Upload
from services.budget.usecases.means import Means
from shared.clock import local_day
from shared.errors import NotFound, Refused, Violation
from shared.occasion import Occasion


@dataclass(frozen=True)
class ReceivedInvoice:
    """An uploaded invoice with what it says."""

    invoice_id: str
    sha256: str
    reading: InvoiceReading


def receive_invoice(
    session: Session, grant_id: str, upload: Upload, *, by: Occasion, means: Means
) -> ReceivedInvoice:
    """Keeps the original bytes under their hash and writes `InvoiceReceived`.

    Raises Refused where the file is no e-invoice that can be read, NotFound.
    """
    reading = _read(upload, grant_id, _rates(session, grant_id, by.now, means))
    sha256 = means.files.put(upload.content)
    row = InvoiceRow(
        invoice_id=by.new_id(),
        grant_id=grant_id,
        sha256=sha256,
        format=reading.format.value,
        file_name=upload.shown_name,
        media_type=upload.media_type or "application/xml",
        size=len(upload.content),
        uploaded_by=by.actor,
        uploaded_at=by.now,
    )
    session.add(row)
    session.flush()
    findings = tuple(Finding(one.code, one.rule, one.severity) for one in reading.findings)
    OUTBOX.add(
        session,
        InvoiceReceived(
            row.invoice_id, grant_id, row.format, sha256, findings, (f"grant/{grant_id}",)
        ),
        subject=f"invoice/{row.invoice_id}",
        by=by,
        grant_id=grant_id,
    )
    return ReceivedInvoice(row.invoice_id, sha256, reading)


def show_invoice(
    session: Session, grant_id: str, invoice_id: str, *, means: Means
) -> ReceivedInvoice:
    """An invoice of this grant, read again from its original bytes. Raises NotFound."""
    row = find_invoice(session, grant_id, invoice_id)
    if row is None:
        message = "Diese E-Rechnung gibt es in der Zuwendung nicht."
        raise NotFound([Violation("invoice_unknown", "EINV-01", message)])
    rates = _rates(session, grant_id, row.uploaded_at, means)
    reading = read_invoice(means.files.read(row.sha256), row.file_name, rates)
    return ReceivedInvoice(row.invoice_id, row.sha256, reading)


def _rates(session: Session, grant_id: str, at: datetime, means: Means) -> tuple[str, ...]:
    """The standard rates of value added tax as the grant's pack had them. Raises NotFound."""
    grant = load_grant(session, grant_id)
    return grant.rules(means.packs, local_day(at)).expenditure.standard_vat_rates


def _read(upload: Upload, grant_id: str, rates: tuple[str, ...]) -> InvoiceReading:
    try:
        return read_invoice(upload.content, upload.shown_name, rates)
    except Refused as refusal:
        # The reader knows no grant; the refusal's event does.
        raise Refused(
            refusal.violations, subject=f"grant/{grant_id}", grant_id=grant_id
        ) from refusal
