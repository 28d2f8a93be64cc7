"""The register of who may sign for the city; names are in no event in clear."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.signatory import NewSignatory, Signatory
from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.errors import NotFound, Violation
from shared.keyring import ERASED
from shared.occasion import Occasion


class SignatoryRow(Base):
    """One person with the sheet that proves it; only the last day may still be set."""

    __tablename__ = "signatory"
    __table_args__ = (CheckConstraint("valid_to >= valid_from", name="period"),)

    signatory_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    function: Mapped[str] = mapped_column(String(200))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    reference: Mapped[str] = mapped_column(String(200))
    file_sha256: Mapped[str] = mapped_column(String(64))
    end_reason: Mapped[str | None] = mapped_column(Text)
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


def insert_signatory(
    session: Session, grant_id: str, one: Signatory, file_sha256: str, by: Occasion
) -> None:
    """Enters a person."""
    session.add(
        SignatoryRow(
            signatory_id=one.signatory_id,
            grant_id=grant_id,
            name=one.entry.name,
            function=one.entry.function,
            valid_from=one.entry.valid_from,
            valid_to=one.entry.valid_to,
            reference=one.entry.reference,
            file_sha256=file_sha256,
            created_by=by.actor,
            created_at=by.now,
        )
    )
    session.flush()


def end_signatory(session: Session, signatory_id: str, valid_to: date, reason: str) -> None:
    """Sets the last day."""
    row = _row(session, signatory_id)
    row.valid_to, row.end_reason = valid_to, reason
    session.flush()


def forget_signatory(session: Session, signatory_id: str) -> bool:
    """Takes the name away, the entry stays; False where there is no such entry."""
    row = session.get(SignatoryRow, signatory_id)
    if row is None:
        return False
    row.name = ERASED
    session.flush()
    return True


def signatories_of(session: Session, grant_id: str) -> list[Signatory]:
    """The register of a grant in the order of validity."""
    rows = session.scalars(
        select(SignatoryRow)
        .where(SignatoryRow.grant_id == grant_id)
        .order_by(SignatoryRow.valid_from, SignatoryRow.signatory_id)
        .execution_options(populate_existing=True)
    )
    return [_signatory(row) for row in rows]


def load_signatory(session: Session, signatory_id: str) -> Signatory:
    """One person. Raises NotFound."""
    return _signatory(_row(session, signatory_id))


def grant_of_signatory(session: Session, signatory_id: str) -> str:
    """The grant of an entry. Raises NotFound."""
    return _row(session, signatory_id).grant_id


def _row(session: Session, signatory_id: str) -> SignatoryRow:
    row = session.get(SignatoryRow, signatory_id, populate_existing=True)
    if row is None:
        message = "Diesen Eintrag im Verzeichnis der Zeichnungsberechtigten gibt es nicht."
        raise NotFound([Violation("signatory_unknown", "CALL-10", message)])
    return row


def _signatory(row: SignatoryRow) -> Signatory:
    entry = NewSignatory(row.name, row.function, row.valid_from, row.valid_to, row.reference)
    return Signatory(row.signatory_id, entry)
