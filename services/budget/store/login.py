"""Failed log-ins, counted in the database: every web process sees the same number."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.store.tables import Base
from shared.database import UtcDateTime


class LoginAttemptRow(Base):
    """One failed attempt; name and address as hashes, for counting only."""

    __tablename__ = "login_attempt"
    __table_args__ = (
        Index("ix_login_attempt_login_hash_at", "login_hash", "at"),
        Index("ix_login_attempt_address_hash_at", "address_hash", "at"),
    )

    attempt_id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True
    )
    login_hash: Mapped[str] = mapped_column(String(64))
    address_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


def record_failure(session: Session, login: str, address: str, at: datetime) -> None:
    """Counts one failed attempt."""
    session.add(LoginAttemptRow(login_hash=_hash(login), address_hash=_hash(address), at=at))
    session.flush()


def failures_since(session: Session, login: str, address: str, since: datetime) -> tuple[int, int]:
    """Failed attempts since an instant: of this log-in name, from this address."""

    def count(condition: object) -> int:
        statement = select(func.count()).select_from(LoginAttemptRow)
        return session.scalar(statement.where(LoginAttemptRow.at > since, condition)) or 0  # type: ignore[arg-type]

    return (
        count(LoginAttemptRow.login_hash == _hash(login)),
        count(LoginAttemptRow.address_hash == _hash(address)),
    )


def forget_failures(session: Session, login: str, before: datetime) -> None:
    """A right password ends the count of that name; attempts older than `before` are history."""
    session.execute(
        delete(LoginAttemptRow).where(
            (LoginAttemptRow.login_hash == _hash(login)) | (LoginAttemptRow.at < before)
        )
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.casefold().encode()).hexdigest()
