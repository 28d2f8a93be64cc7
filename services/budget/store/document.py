"""Files at expenditures: which bytes of the file store prove what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, String, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.expenditure import DocumentKind
from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.errors import NotFound, Violation
from shared.occasion import Occasion


class DocumentRow(Base):
    """One file; `file_name` is shown only and never part of a path."""

    __tablename__ = "expenditure_document"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('voucher', 'payment_proof', 'contract', 'delivery', 'procurement')",
            name="kind",
        ),
        Index("ix_expenditure_document_sha256", "sha256"),
    )

    expenditure_id: Mapped[str] = mapped_column(
        ForeignKey("expenditure.expenditure_id"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    file_name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    filed_by: Mapped[str] = mapped_column(String(36))
    filed_at: Mapped[datetime] = mapped_column(UtcDateTime)


def insert_document(
    session: Session,
    expenditure_id: str,
    kind: DocumentKind,
    sha256: str,
    *,
    file_name: str,
    media_type: str,
    size: int,
    by: Occasion,
) -> None:
    """Notes that these bytes belong to the expenditure."""
    session.execute(
        insert(DocumentRow).values(
            expenditure_id=expenditure_id,
            kind=kind.value,
            sha256=sha256,
            file_name=file_name,
            media_type=media_type,
            size=size,
            filed_by=by.actor,
            filed_at=by.now,
        )
    )


def documents_of(
    session: Session, expenditure_ids: Sequence[str] | Select[str]
) -> Mapping[str, list[DocumentRow]]:
    """Files by expenditure, oldest first."""
    found: dict[str, list[DocumentRow]] = {}
    statement = (
        select(DocumentRow)
        .where(DocumentRow.expenditure_id.in_(expenditure_ids))
        .order_by(DocumentRow.filed_at, DocumentRow.kind, DocumentRow.sha256)
    )
    for row in session.scalars(statement):
        found.setdefault(row.expenditure_id, []).append(row)
    return found


def load_document(session: Session, expenditure_id: str, sha256: str) -> DocumentRow:
    """One file of one expenditure. Raises NotFound."""
    row = session.scalars(
        select(DocumentRow).where(
            DocumentRow.expenditure_id == expenditure_id, DocumentRow.sha256 == sha256
        )
    ).first()
    if row is None:
        message = "Diese Datei gibt es bei der Ausgabe nicht."
        raise NotFound([Violation("document_unknown", "GOB-01", message)])
    return row
