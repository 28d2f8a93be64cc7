"""Authorisations of budget years (Ermächtigungen): proposed, then released or withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.authorisation import Authorisation, AuthorisationKind, Nature
from services.budget.store.tables import Base
from shared.clock import local_day
from shared.database import UtcDateTime
from shared.errors import NotFound, Violation
from shared.occasion import Occasion


class AuthorisationRow(Base):
    """One authorisation; a trigger keeps what was entered, a wrong one is followed by another."""

    __tablename__ = "authorisation"
    __table_args__ = (
        CheckConstraint("released_by <> created_by", name="four_eyes"),
        CheckConstraint(
            "released_by IS NULL OR withdrawal_reason IS NULL", name="released_or_withdrawn"
        ),
        CheckConstraint("kind <> 'transfer' OR amount_cents > 0", name="transfer_positive"),
    )

    authorisation_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), index=True)
    budget_year: Mapped[int]
    nature: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))
    amount_cents: Mapped[int] = mapped_column(BigInteger)
    reference: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text)
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    released_by: Mapped[str | None] = mapped_column(String(36))
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawal_reason: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True)
class AuthorisationRecord:
    """One authorisation as stored."""

    authorisation_id: str
    grant_id: str
    authorisation: Authorisation
    created_by: str
    released_by: str | None = None
    released_on: date | None = None
    withdrawal_reason: str | None = None

    @property
    def status(self) -> str:
        """`proposed`, `released` or `withdrawn`."""
        if self.released_by:
            return "released"
        return "proposed" if self.withdrawal_reason is None else "withdrawn"


def insert_authorisation(session: Session, record: AuthorisationRecord, by: Occasion) -> None:
    """Keeps a proposed authorisation."""
    one = record.authorisation
    session.add(
        AuthorisationRow(
            authorisation_id=record.authorisation_id,
            grant_id=record.grant_id,
            budget_year=one.budget_year,
            nature=one.nature.value,
            kind=one.kind.value,
            amount_cents=one.amount_cents,
            reference=one.reference,
            reason=one.reason,
            created_by=by.actor,
            created_at=by.now,
        )
    )
    session.flush()


def load_authorisation(session: Session, authorisation_id: str) -> AuthorisationRecord:
    """One authorisation. Raises NotFound."""
    return _record(_row(session, authorisation_id))


def authorisation_records(session: Session, grant_id: str) -> list[AuthorisationRecord]:
    """All authorisations of a grant in the order they were entered."""
    rows = session.scalars(
        select(AuthorisationRow)
        .where(AuthorisationRow.grant_id == grant_id)
        .order_by(AuthorisationRow.created_at, AuthorisationRow.authorisation_id)
    )
    return [_record(row) for row in rows]


def mark_authorisation_released(
    session: Session, authorisation_id: str, by: Occasion
) -> AuthorisationRecord:
    """It counts from today on; the second person is checked by the database too."""
    row = _row(session, authorisation_id)
    row.released_by, row.released_at = by.actor, by.now
    session.flush()
    return _record(row)


def mark_authorisation_withdrawn(
    session: Session, authorisation_id: str, reason: str
) -> AuthorisationRecord:
    """It will never count."""
    row = _row(session, authorisation_id)
    row.withdrawal_reason = reason
    session.flush()
    return _record(row)


def grant_of_authorisation(session: Session, authorisation_id: str) -> str:
    """The grant it belongs to. Raises NotFound."""
    return _row(session, authorisation_id).grant_id


def _row(session: Session, authorisation_id: str) -> AuthorisationRow:
    row = session.get(AuthorisationRow, authorisation_id, populate_existing=True)
    if row is None:
        message = "Diese Ermächtigung gibt es nicht."
        raise NotFound([Violation("authorisation_unknown", "API", message)])
    return row


def _record(row: AuthorisationRow) -> AuthorisationRecord:
    return AuthorisationRecord(
        authorisation_id=row.authorisation_id,
        grant_id=row.grant_id,
        authorisation=Authorisation(
            budget_year=row.budget_year,
            nature=Nature(row.nature),
            kind=AuthorisationKind(row.kind),
            amount_cents=row.amount_cents,
            reference=row.reference,
            reason=row.reason,
        ),
        created_by=row.created_by,
        released_by=row.released_by,
        released_on=local_day(row.released_at) if row.released_at else None,
        withdrawal_reason=row.withdrawal_reason,
    )
