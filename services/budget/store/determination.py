"""Determinations of the funder (Festlegungen): proposed, then confirmed or withdrawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.determination import Determination, DeterminationKind
from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.errors import NotFound, Violation
from shared.occasion import Occasion


class DeterminationRow(Base):
    """One determination; its content never changes, a wrong one is followed by another."""

    __tablename__ = "determination"
    __table_args__ = (
        CheckConstraint("confirmed_by <> created_by", name="four_eyes"),
        CheckConstraint(
            "confirmed_by IS NULL OR withdrawal_reason IS NULL", name="confirmed_or_withdrawn"
        ),
    )

    determination_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    decided_on: Mapped[date]
    valid_from: Mapped[date]
    reference: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text)
    budget_line: Mapped[str | None] = mapped_column(String(200))
    final_eligible_cents: Mapped[int | None] = mapped_column(BigInteger)
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    file_sha256: Mapped[str | None] = mapped_column(String(64))
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[str | None] = mapped_column(String(36))
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawal_reason: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True)
class DeterminationRecord:
    """One determination as stored; `figures` are cents by name, as they were when it was entered
    (a reduction: the grant before and after)."""

    determination_id: str
    grant_id: str
    determination: Determination
    figures: dict[str, int]
    file_sha256: str | None
    created_by: str
    confirmed_by: str | None
    withdrawal_reason: str | None

    @property
    def status(self) -> str:
        """`proposed`, `confirmed` or `withdrawn`."""
        if self.confirmed_by:
            return "confirmed"
        return "proposed" if self.withdrawal_reason is None else "withdrawn"


def insert_determination(
    session: Session, record: DeterminationRecord, by: Occasion
) -> DeterminationRecord:
    """Keeps a proposed determination."""
    one = record.determination
    session.add(
        DeterminationRow(
            determination_id=record.determination_id,
            grant_id=record.grant_id,
            kind=one.kind.value,
            decided_on=one.decided_on,
            valid_from=one.valid_from,
            reference=one.reference,
            reason=one.reason,
            budget_line=one.budget_line,
            final_eligible_cents=one.final_eligible_cents,
            figures=record.figures,
            file_sha256=record.file_sha256,
            created_by=by.actor,
            created_at=by.now,
        )
    )
    session.flush()
    return record


def load_determination(session: Session, determination_id: str) -> DeterminationRecord:
    """One determination. Raises NotFound."""
    return _record(_row(session, determination_id))


def determination_records(session: Session, grant_id: str) -> list[DeterminationRecord]:
    """All determinations of a grant in the order they were entered."""
    rows = session.scalars(
        select(DeterminationRow)
        .where(DeterminationRow.grant_id == grant_id)
        .order_by(DeterminationRow.created_at, DeterminationRow.determination_id)
    )
    return [_record(row) for row in rows]


def determinations_of(session: Session, grant_id: str) -> tuple[Determination, ...]:
    """The confirmed determinations of a grant as the rules see them, oldest first."""
    rows = session.scalars(
        select(DeterminationRow)
        .where(DeterminationRow.grant_id == grant_id, DeterminationRow.confirmed_by.is_not(None))
        .order_by(DeterminationRow.confirmed_at, DeterminationRow.determination_id)
    )
    return tuple(_determination(row) for row in rows)


def confirm_row(session: Session, determination_id: str, by: Occasion) -> DeterminationRecord:
    """Marks it confirmed; the second person is checked by the database too."""
    row = _row(session, determination_id)
    row.confirmed_by, row.confirmed_at = by.actor, by.now
    session.flush()
    return _record(row)


def withdraw_row(session: Session, determination_id: str, reason: str) -> DeterminationRecord:
    """Marks it withdrawn."""
    row = _row(session, determination_id)
    row.withdrawal_reason = reason
    session.flush()
    return _record(row)


def grant_of_determination(session: Session, determination_id: str) -> str:
    """The grant it belongs to. Raises NotFound."""
    return _row(session, determination_id).grant_id


def _row(session: Session, determination_id: str) -> DeterminationRow:
    row = session.get(DeterminationRow, determination_id, populate_existing=True)
    if row is None:
        message = "Diese Festlegung gibt es nicht."
        raise NotFound([Violation("determination_unknown", "API", message)])
    return row


def _record(row: DeterminationRow) -> DeterminationRecord:
    return DeterminationRecord(
        determination_id=row.determination_id,
        grant_id=row.grant_id,
        determination=_determination(row),
        figures=dict(row.figures),
        file_sha256=row.file_sha256,
        created_by=row.created_by,
        confirmed_by=row.confirmed_by,
        withdrawal_reason=row.withdrawal_reason,
    )


def _determination(row: DeterminationRow) -> Determination:
    found = Determination(
        kind=DeterminationKind(row.kind),
        decided_on=row.decided_on,
        valid_from=row.valid_from,
        reference=row.reference,
        reason=row.reason,
        budget_line=row.budget_line,
        final_eligible_cents=row.final_eligible_cents,
        grant_after_cents=row.figures.get("grant_after_cents"),
    )
    return replace(found, is_confirmed=row.confirmed_by is not None)
