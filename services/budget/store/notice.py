"""Notices to the funder: one row per grant, rule and occasion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    String,
    UniqueConstraint,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.notice import NoticeOccasion, NoticeStatus, Progress
from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.errors import NotFound, Violation
from shared.occasion import Occasion


class NoticeRow(Base):
    """One duty to notify; the same occasion opens no second one."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("grant_id", "rule", "occasion_key"),
        CheckConstraint("dispensed_by <> dispensation_by", name="four_eyes"),
        CheckConstraint("dispensed_by IS NULL OR sent_on IS NULL", name="sent_or_dispensed"),
    )

    notice_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), index=True)
    rule: Mapped[str] = mapped_column(String(20))
    occasion_key: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(String(2000))
    known_on: Mapped[date]
    due_on: Mapped[date]
    before_text: Mapped[str] = mapped_column(String(1000))
    after_text: Mapped[str] = mapped_column(String(1000))
    effect_cents: Mapped[int | None] = mapped_column(BigInteger)
    opened_by: Mapped[str] = mapped_column(String(36))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_on: Mapped[date | None]
    sent_by: Mapped[str | None] = mapped_column(String(36))
    sent_reference: Mapped[str | None] = mapped_column(String(200))
    sent_file: Mapped[str | None] = mapped_column(String(64))
    answered_on: Mapped[date | None]
    answered_by: Mapped[str | None] = mapped_column(String(36))
    answer: Mapped[str | None] = mapped_column(String(1000))
    answer_file: Mapped[str | None] = mapped_column(String(64))
    dispensation_by: Mapped[str | None] = mapped_column(String(36))
    dispensation_reason: Mapped[str | None] = mapped_column(String(1000))
    dispensed_by: Mapped[str | None] = mapped_column(String(36))


@dataclass(frozen=True)
class NoticeRecord:
    """One notice as stored."""

    notice_id: str
    grant_id: str
    occasion: NoticeOccasion
    due_on: date
    progress: Progress
    opened_by: str
    dispensation_by: str | None = None
    sent_by: str | None = None
    sent_file: str | None = None
    answered_by: str | None = None
    answer_file: str | None = None

    @property
    def status(self) -> NoticeStatus:
        """Where it stands."""
        return self.progress.status


def insert_notice(
    session: Session,
    notice_id: str,
    grant_id: str,
    new: NoticeOccasion,
    due_on: date,
    by: Occasion,
) -> None:
    """Keeps a new notice."""
    session.add(
        NoticeRow(
            notice_id=notice_id,
            grant_id=grant_id,
            rule=new.rule,
            occasion_key=new.key,
            reason=new.reason,
            known_on=new.known_on,
            due_on=due_on,
            before_text=new.before,
            after_text=new.after,
            effect_cents=new.effect_cents,
            opened_by=by.actor,
            opened_at=by.now,
        )
    )
    session.flush()


def load_notice(session: Session, notice_id: str) -> NoticeRecord:
    """One notice. Raises NotFound."""
    row = session.get(NoticeRow, notice_id, populate_existing=True)
    if row is None:
        raise NotFound([Violation("notice_unknown", "API", "Diese Mitteilung gibt es nicht.")])
    return _record(row)


def change_notice(session: Session, notice_id: str, **values: Any) -> NoticeRecord:
    """Writes these columns; the caller holds the lock of the grant."""
    session.execute(update(NoticeRow).where(NoticeRow.notice_id == notice_id).values(**values))
    return load_notice(session, notice_id)


def find_notice(session: Session, grant_id: str, rule: str, key: str) -> NoticeRecord | None:
    """The notice of this occasion, if there is one."""
    row = session.scalar(
        select(NoticeRow).where(
            NoticeRow.grant_id == grant_id, NoticeRow.rule == rule, NoticeRow.occasion_key == key
        )
    )
    return _record(row) if row else None


def notices_of(session: Session, grant_id: str) -> list[NoticeRecord]:
    """All notices of a grant, the one due first in front."""
    rows = session.scalars(
        select(NoticeRow)
        .where(NoticeRow.grant_id == grant_id)
        .order_by(NoticeRow.due_on, NoticeRow.notice_id)
        .execution_options(populate_existing=True)
    )
    return [_record(row) for row in rows]


def _record(row: NoticeRow) -> NoticeRecord:
    return NoticeRecord(
        notice_id=row.notice_id,
        grant_id=row.grant_id,
        occasion=NoticeOccasion(
            rule=row.rule,
            key=row.occasion_key,
            reason=row.reason,
            known_on=row.known_on,
            before=row.before_text,
            after=row.after_text,
            effect_cents=row.effect_cents,
        ),
        due_on=row.due_on,
        progress=Progress(
            sent_on=row.sent_on,
            sent_reference=row.sent_reference or "",
            answered_on=row.answered_on,
            answer=row.answer or "",
            dispensation_reason=row.dispensation_reason or "",
            dispensed=row.dispensed_by is not None,
        ),
        opened_by=row.opened_by,
        dispensation_by=row.dispensation_by,
        sent_by=row.sent_by,
        sent_file=row.sent_file,
        answered_by=row.answered_by,
        answer_file=row.answer_file,
    )
