"""Uploaded e-invoices: their original bytes by hash; what they say is read from the bytes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.store.tables import Base
from shared.database import UtcDateTime


class InvoiceRow(Base):
    """One uploaded invoice."""

    __tablename__ = "invoice"

    invoice_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    format: Mapped[str] = mapped_column(String(20))
    file_name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    uploaded_by: Mapped[str] = mapped_column(String(36))
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)


def find_invoice(session: Session, grant_id: str, invoice_id: str) -> InvoiceRow | None:
    """An invoice uploaded for this grant."""
    row = session.get(InvoiceRow, invoice_id)
    return row if row is not None and row.grant_id == grant_id else None
