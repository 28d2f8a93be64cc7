"""Steps of notices that were taken back: they stay, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.notice import NoticeStep
from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.occasion import Occasion


class NoticeWithdrawalRow(Base):
    """A sending or an answer as it was noted, and why it was taken back. Never changed."""

    __tablename__ = "notice_withdrawal"

    withdrawal_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    notice_id: Mapped[str] = mapped_column(ForeignKey("notice.notice_id"))
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), index=True)
    step: Mapped[str] = mapped_column(String(10))
    dated_on: Mapped[date]
    words: Mapped[str] = mapped_column(String(1000))
    file_sha256: Mapped[str | None] = mapped_column(String(64))
    noted_by: Mapped[str] = mapped_column(String(36))
    reason: Mapped[str] = mapped_column(String(1000))
    withdrawn_by: Mapped[str] = mapped_column(String(36))
    withdrawn_at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class Noted:
    """A step as it stood: its day, its reference or answer, its file, who noted it."""

    on: date
    words: str
    file_sha256: str | None
    noted_by: str


@dataclass(frozen=True)
class Withdrawal:
    """A step that counts no more."""

    notice_id: str
    step: NoticeStep
    noted: Noted
    reason: str
    withdrawn_by: str
    withdrawn_at: datetime


def insert_withdrawal(
    session: Session,
    place: tuple[str, str],
    step: NoticeStep,
    noted: Noted,
    reason: str,
    by: Occasion,
) -> None:
    """Keeps what was taken back; `place` is the notice and its grant."""
    session.add(
        NoticeWithdrawalRow(
            withdrawal_id=by.new_id(),
            notice_id=place[0],
            grant_id=place[1],
            step=step.value,
            dated_on=noted.on,
            words=noted.words,
            file_sha256=noted.file_sha256,
            noted_by=noted.noted_by,
            reason=reason,
            withdrawn_by=by.actor,
            withdrawn_at=by.now,
        )
    )
    session.flush()


def withdrawals_of(session: Session, grant_id: str) -> dict[str, list[Withdrawal]]:
    """What was taken back at each notice of a grant, oldest first."""
    found: dict[str, list[Withdrawal]] = {}
    rows = session.scalars(
        select(NoticeWithdrawalRow)
        .where(NoticeWithdrawalRow.grant_id == grant_id)
        .order_by(NoticeWithdrawalRow.withdrawn_at, NoticeWithdrawalRow.withdrawal_id)
    )
    for row in rows:
        noted = Noted(row.dated_on, row.words, row.file_sha256, row.noted_by)
        one = Withdrawal(
            row.notice_id,
            NoticeStep(row.step),
            noted,
            row.reason,
            row.withdrawn_by,
            row.withdrawn_at,
        )
        found.setdefault(row.notice_id, []).append(one)
    return found
