"""What retention rests on: holds, the last read test."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.drawdown import CallKind
from services.budget.store.drawdown import DrawdownReceiptRow, DrawdownRow
from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.errors import NotFound, Violation
from shared.occasion import Occasion


class LegalHoldRow(Base):
    """One hold; a trigger keeps why it was set and a lifted one whole."""

    __tablename__ = "legal_hold"
    __table_args__ = (CheckConstraint("lifted_by <> set_by", name="four_eyes"),)

    hold_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    set_by: Mapped[str] = mapped_column(String(36))
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)
    lifted_by: Mapped[str | None] = mapped_column(String(36))
    lifted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lift_reason: Mapped[str | None] = mapped_column(Text)


class ReadTestRow(Base):
    """One read test of a grant; never changed."""

    __tablename__ = "read_test"

    test_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), index=True)
    files: Mapped[int]
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    missing_count: Mapped[int]
    damaged_count: Mapped[int]
    done_by: Mapped[str] = mapped_column(String(36))
    done_at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class HoldRecord:
    """One hold; it stands until another person lifted it."""

    hold_id: str
    grant_id: str
    reason: str
    set_by: str
    set_at: datetime
    lifted_by: str | None
    lift_reason: str | None

    @property
    def version(self) -> int:
        """Counts its changes (ETag)."""
        return 1 + bool(self.lifted_by)


def insert_hold(session: Session, hold_id: str, grant_id: str, reason: str, by: Occasion) -> None:
    """Keeps a new hold."""
    session.add(
        LegalHoldRow(
            hold_id=hold_id, grant_id=grant_id, reason=reason, set_by=by.actor, set_at=by.now
        )
    )
    session.flush()


def mark_lifted(session: Session, hold_id: str, reason: str, by: Occasion) -> None:
    """It holds nothing any more; the database checks the second person too."""
    row = session.get_one(LegalHoldRow, hold_id)
    row.lifted_by, row.lifted_at, row.lift_reason = by.actor, by.now, reason
    session.flush()


def load_hold(session: Session, hold_id: str) -> HoldRecord:
    """One hold. Raises NotFound."""
    row = session.get(LegalHoldRow, hold_id, populate_existing=True)
    if row is None:
        raise NotFound([Violation("hold_unknown", "API", "Diese Löschsperre gibt es nicht.")])
    return _hold(row)


def holds_of(session: Session, grant_id: str) -> list[HoldRecord]:
    """All holds of a grant, oldest first."""
    row = LegalHoldRow
    rows = session.scalars(
        select(row).where(row.grant_id == grant_id).order_by(row.set_at, row.hold_id)
    )
    return [_hold(one) for one in rows]


def held_grants(session: Session) -> set[str]:
    """The grants under a standing hold."""
    row = LegalHoldRow
    return set(session.scalars(select(row.grant_id).where(row.lifted_by.is_(None))))


def grant_of_hold(session: Session, hold_id: str) -> str:
    """The grant it belongs to. Raises NotFound."""
    return load_hold(session, hold_id).grant_id


def final_payment_on(session: Session, grant_id: str) -> date | None:
    """The day of the last receipt for the final call, None before one came."""
    call, receipt = DrawdownRow, DrawdownReceiptRow
    return session.scalar(
        select(func.max(receipt.received_on))
        .join(call, call.drawdown_id == receipt.drawdown_id)
        .where(call.grant_id == grant_id, call.kind == CallKind.FINAL.value)
    )


def insert_read_test(session: Session, row: ReadTestRow) -> None:
    """Keeps what a read test found."""
    session.add(row)
    session.flush()


def last_read_test(session: Session, grant_id: str) -> ReadTestRow | None:
    """The newest read test of a grant."""
    row = ReadTestRow
    return session.scalar(
        select(row).where(row.grant_id == grant_id).order_by(row.done_at.desc()).limit(1)
    )


def _hold(row: LegalHoldRow) -> HoldRecord:
    return HoldRecord(
        hold_id=row.hold_id,
        grant_id=row.grant_id,
        reason=row.reason,
        set_by=row.set_by,
        set_at=row.set_at,
        lifted_by=row.lifted_by,
        lift_reason=row.lift_reason,
    )
