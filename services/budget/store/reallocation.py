"""Reallocations: proposed, then released into a plan version or withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    String,
    Text,
    UniqueConstraint,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.plan import Category
from services.budget.domain.reallocation import Reallocation, Shift
from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.errors import NotFound, Violation
from shared.occasion import Occasion


class ReallocationRow(Base):
    """One reallocation; what it moves never changes."""

    __tablename__ = "reallocation"
    __table_args__ = (
        UniqueConstraint("grant_id", "number"),
        CheckConstraint("released_by <> created_by", name="four_eyes"),
        CheckConstraint("released_by IS NULL OR withdrawal_reason IS NULL", name="one_end"),
    )

    reallocation_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"))
    number: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    category_reason: Mapped[str] = mapped_column(Text)
    reference: Mapped[str] = mapped_column(String(200))
    shifts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    released_by: Mapped[str | None] = mapped_column(String(36))
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    plan_version: Mapped[int | None]
    withdrawal_reason: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True)
class ReallocationRecord:
    """One reallocation as stored."""

    reallocation_id: str
    grant_id: str
    number: int
    reallocation: Reallocation
    created_by: str
    released_by: str | None
    plan_version: int | None
    withdrawal_reason: str | None

    @property
    def status(self) -> str:
        """`proposed`, `released` or `withdrawn`."""
        if self.released_by:
            return "released"
        return "proposed" if self.withdrawal_reason is None else "withdrawn"


def insert_reallocation(
    session: Session, reallocation_id: str, grant_id: str, new: Reallocation, by: Occasion
) -> ReallocationRecord:
    """Keeps a proposal under the next number; the grant must be locked."""
    newest = session.scalar(
        select(func.max(ReallocationRow.number)).where(ReallocationRow.grant_id == grant_id)
    )
    row = ReallocationRow(
        reallocation_id=reallocation_id,
        grant_id=grant_id,
        number=(newest or 0) + 1,
        reason=new.reason,
        category_reason=new.category_reason,
        reference=new.reference,
        shifts=[_shift_json(one) for one in new.shifts],
        created_by=by.actor,
        created_at=by.now,
    )
    session.add(row)
    session.flush()
    return _record(row)


def load_reallocation(session: Session, reallocation_id: str) -> ReallocationRecord:
    """One reallocation. Raises NotFound."""
    return _record(_row(session, reallocation_id))


def reallocations_of(session: Session, grant_id: str) -> list[ReallocationRecord]:
    """All reallocations of a grant, oldest first: the log of shifts."""
    rows = session.scalars(
        select(ReallocationRow)
        .where(ReallocationRow.grant_id == grant_id)
        .order_by(ReallocationRow.number)
    )
    return [_record(row) for row in rows]


def mark_released(
    session: Session, reallocation_id: str, reference: str, plan_version: int, by: Occasion
) -> ReallocationRecord:
    """Marks it released as that plan version."""
    row = _row(session, reallocation_id)
    row.reference, row.plan_version = reference, plan_version
    row.released_by, row.released_at = by.actor, by.now
    session.flush()
    return _record(row)


def mark_withdrawn(session: Session, reallocation_id: str, reason: str) -> ReallocationRecord:
    """Marks it withdrawn."""
    row = _row(session, reallocation_id)
    row.withdrawal_reason = reason
    session.flush()
    return _record(row)


def grant_of_reallocation(session: Session, reallocation_id: str) -> str:
    """The grant it belongs to. Raises NotFound."""
    return _row(session, reallocation_id).grant_id


def _row(session: Session, reallocation_id: str) -> ReallocationRow:
    row = session.get(ReallocationRow, reallocation_id, populate_existing=True)
    if row is None:
        message = "Diese Mittelverschiebung gibt es nicht."
        raise NotFound([Violation("reallocation_unknown", "API", message)])
    return row


def _shift_json(one: Shift) -> dict[str, Any]:
    return {
        "from_line": one.from_line,
        "from_year": one.from_year,
        "to_line": one.to_line,
        "to_year": one.to_year,
        "amount_cents": one.amount_cents,
        "to_measure": one.to_measure,
        "to_category": one.to_category.value if one.to_category else None,
    }


def _record(row: ReallocationRow) -> ReallocationRecord:
    shifts = tuple(
        Shift(
            **{**one, "to_category": Category(one["to_category"]) if one["to_category"] else None}
        )
        for one in row.shifts
    )
    return ReallocationRecord(
        reallocation_id=row.reallocation_id,
        grant_id=row.grant_id,
        number=row.number,
        reallocation=Reallocation(row.reason, shifts, row.reference, row.category_reason),
        created_by=row.created_by,
        released_by=row.released_by,
        plan_version=row.plan_version,
        withdrawal_reason=row.withdrawal_reason,
    )
