"""What was gathered for the proof of use: attachments and signatures of the statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.occasion import Occasion


class ProofAttachmentRow(Base):
    """One attachment; a newer one takes the place of the older, the event keeps both."""

    __tablename__ = "proof_attachment"

    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    reference: Mapped[str] = mapped_column(String(200))
    file_sha256: Mapped[str | None] = mapped_column(String(64))
    filed_by: Mapped[str] = mapped_column(String(36))
    filed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ProofSignatureRow(Base):
    """One person's signature under the statement; the key keeps a person from signing twice."""

    __tablename__ = "proof_signature"

    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), primary_key=True)
    signed_by: Mapped[str] = mapped_column(String(36), primary_key=True)
    signed_at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class Attachment:
    """One attachment as filed."""

    kind: str
    reference: str
    file_sha256: str | None
    filed_by: str


@dataclass(frozen=True)
class Signature:
    """Who signed, and when."""

    signed_by: str
    signed_at: datetime


def file_attachment_row(session: Session, grant_id: str, new: Attachment, by: Occasion) -> None:
    """Keeps an attachment in place of an older one of its kind."""
    session.execute(
        delete(ProofAttachmentRow).where(
            ProofAttachmentRow.grant_id == grant_id, ProofAttachmentRow.kind == new.kind
        )
    )
    session.add(
        ProofAttachmentRow(
            grant_id=grant_id,
            kind=new.kind,
            reference=new.reference,
            file_sha256=new.file_sha256,
            filed_by=new.filed_by,
            filed_at=by.now,
        )
    )
    session.flush()


def attachments_of(session: Session, grant_id: str) -> dict[str, Attachment]:
    """The attachments of a grant by kind."""
    rows = session.scalars(
        select(ProofAttachmentRow)
        .where(ProofAttachmentRow.grant_id == grant_id)
        .execution_options(populate_existing=True)
    )
    return {
        row.kind: Attachment(row.kind, row.reference, row.file_sha256, row.filed_by) for row in rows
    }


def insert_signature(session: Session, grant_id: str, by: Occasion) -> None:
    """Keeps a signature. Raises IntegrityError where this person signed already."""
    session.add(ProofSignatureRow(grant_id=grant_id, signed_by=by.actor, signed_at=by.now))
    session.flush()


def signatures_of(session: Session, grant_id: str) -> tuple[Signature, ...]:
    """The signatures under the statement, oldest first."""
    rows = session.scalars(
        select(ProofSignatureRow)
        .where(ProofSignatureRow.grant_id == grant_id)
        .order_by(ProofSignatureRow.signed_at, ProofSignatureRow.signed_by)
    )
    return tuple(Signature(row.signed_by, row.signed_at) for row in rows)
