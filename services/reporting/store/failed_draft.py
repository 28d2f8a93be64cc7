"""What the scheduled run could not draft: one row per report until it exists."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Integer, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.reporting.store.tables import Base
from shared.database import UtcDateTime


class FailedDraftRow(Base):
    """A report that could not be drafted; `code` and `message` say why it failed last, in words of
    ours."""

    __tablename__ = "failed_draft"

    grant_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    type: Mapped[str] = mapped_column(String(40), primary_key=True)
    period: Mapped[str] = mapped_column(String(10), primary_key=True)
    attempts: Mapped[int] = mapped_column(Integer)
    code: Mapped[str] = mapped_column(String(80))
    message: Mapped[str] = mapped_column(String(400))
    failed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    next_try_at: Mapped[datetime] = mapped_column(UtcDateTime)


def find(session: Session, grant_id: str, type_: str, period: str) -> FailedDraftRow | None:
    """What is noted of one report; None while nothing went wrong."""
    return session.get(FailedDraftRow, (grant_id, type_, period))


def add(session: Session, row: FailedDraftRow) -> None:
    """Notes the first failure of a report."""
    session.add(row)
    session.flush()


def forget(session: Session, grant_id: str, type_: str, period: str) -> None:
    """The report exists now."""
    table = FailedDraftRow
    session.execute(
        delete(table).where(table.grant_id == grant_id, table.type == type_, table.period == period)
    )


def waiting(session: Session, grant_id: str | None = None) -> list[FailedDraftRow]:
    """What waits for another attempt, of one grant or of all, oldest period first."""
    table = FailedDraftRow
    statement = select(table).order_by(table.grant_id, table.period, table.type)
    if grant_id is not None:
        statement = statement.where(table.grant_id == grant_id)
    return list(session.scalars(statement))


def resting(session: Session, now: datetime) -> frozenset[tuple[str, str, str]]:
    """Grant, type and period of the reports whose next attempt is not due yet."""
    table = FailedDraftRow
    rows = session.execute(
        select(table.grant_id, table.type, table.period).where(table.next_try_at > now)
    )
    return frozenset((one.grant_id, one.type, one.period) for one in rows)


def next_try_after(session: Session, now: datetime) -> datetime | None:
    """The instant of the earliest attempt still to come; None when nothing waits."""
    again = FailedDraftRow.next_try_at
    return session.scalar(select(again).where(again > now).order_by(again).limit(1))


def count(session: Session) -> int:
    """How many reports wait for another attempt."""
    return session.scalar(select(func.count()).select_from(FailedDraftRow)) or 0
