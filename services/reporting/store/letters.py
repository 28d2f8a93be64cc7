"""Who wants mail, and the mail that waits: written in the transaction of its cause, sent after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, String, UniqueConstraint, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.reporting.store.tables import Base
from shared.database import UtcDateTime


class RecipientRow(Base):
    """The mail address somebody gave for the own notifications; it is in no event and goes with
    one click."""

    __tablename__ = "mail_recipient"

    user_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    address: Mapped[str] = mapped_column(String(254))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class LetterRow(Base):
    """A notification to one user, once per `kind` and `about`. `code` is why it was not taken
    last; `sent_at` or `given_up_at` end it."""

    __tablename__ = "letter"
    __table_args__ = (UniqueConstraint("user_id", "kind", "about"),)

    letter_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(36))
    kind: Mapped[str] = mapped_column(String(20))
    about: Mapped[str] = mapped_column(String(120))
    path: Mapped[str] = mapped_column(String(300))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    next_try_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    code: Mapped[str] = mapped_column(String(40), default="")
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    given_up_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


_WAITING = (LetterRow.sent_at.is_(None), LetterRow.given_up_at.is_(None))


def recipients(session: Session) -> Sequence[RecipientRow]:
    """Everybody who wants mail."""
    return session.scalars(select(RecipientRow).order_by(RecipientRow.user_id)).all()


def recipient(session: Session, user_id: str) -> RecipientRow | None:
    """One user's wish; None if there is none."""
    return session.get(RecipientRow, user_id)


def want(session: Session, row: RecipientRow) -> None:
    """Keeps an address, or takes a new one in its place."""
    session.merge(row)


def forget(session: Session, user_id: str) -> None:
    """No more mail: the address and what waits for it are deleted."""
    session.execute(delete(RecipientRow).where(RecipientRow.user_id == user_id))
    session.execute(delete(LetterRow).where(LetterRow.user_id == user_id, *_WAITING))


def is_written(session: Session, user_id: str, kind: str, about: str) -> bool:
    """Whether this was told already."""
    statement = select(LetterRow.letter_id).where(
        LetterRow.user_id == user_id, LetterRow.kind == kind, LetterRow.about == about
    )
    return session.scalar(statement) is not None


def add(session: Session, **values: Any) -> bool:
    """Writes a letter; False if there is one like it, also where another wrote it just now."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    making = (sqlite.insert if is_sqlite else postgresql.insert)(LetterRow)
    adding = making.values(**values).on_conflict_do_nothing()
    # What a driver counts after a conflict differs; the row it gives back does not.
    return session.scalar(adding.returning(LetterRow.letter_id)) is not None


def due(session: Session, now: datetime) -> LetterRow | None:
    """The letter that has waited longest."""
    statement = select(LetterRow).where(*_WAITING, LetterRow.next_try_at <= now)
    return session.scalar(statement.order_by(LetterRow.next_try_at).limit(1))


def claim(session: Session, row: LetterRow, until: datetime) -> bool:
    """Takes a letter for this sender until an instant; False if another was quicker."""
    changed = session.execute(
        update(LetterRow)
        .where(
            LetterRow.letter_id == row.letter_id,
            LetterRow.attempts == row.attempts,
            *_WAITING,
        )
        .values(attempts=LetterRow.attempts + 1, next_try_at=until)
    )
    return bool(changed.rowcount == 1)  # type: ignore[attr-defined]  # a CursorResult


def get(session: Session, letter_id: str) -> LetterRow | None:
    """One letter; None where its user wants no more mail."""
    return session.get(LetterRow, letter_id)


def of_user(session: Session, user_id: str, limit: int = 20) -> Sequence[LetterRow]:
    """The newest letters to one user."""
    statement = select(LetterRow).where(LetterRow.user_id == user_id)
    return session.scalars(statement.order_by(LetterRow.written_at.desc()).limit(limit)).all()


def waiting(session: Session) -> int:
    """How many letters are not sent yet."""
    return session.scalar(select(func.count()).select_from(LetterRow).where(*_WAITING)) or 0


def failing(session: Session) -> int:
    """How many of them the server did not take at least once."""
    failed = select(func.count()).select_from(LetterRow).where(*_WAITING, LetterRow.code != "")
    return session.scalar(failed) or 0
