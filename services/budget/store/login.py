"""Failed log-ins, counted in the database: every web process sees the same number."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, Index, Integer, String, delete, func, select
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


@dataclass(frozen=True)
class Failures:
    """Failed attempts: of one name from one address, of the name, from the address."""

    of_pair: int
    of_login: int
    of_address: int


def record_failure(session: Session, login: str, address: str, at: datetime) -> None:
    """Counts one failed attempt."""
    session.add(LoginAttemptRow(login_hash=_hash(login), address_hash=_hash(address), at=at))
    session.flush()


def failures_since(session: Session, login: str, address: str, since: datetime) -> Failures:
    """Failed attempts since an instant."""
    of_login = LoginAttemptRow.login_hash == _hash(login)
    of_address = LoginAttemptRow.address_hash == _hash(address)

    def count(*conditions: ColumnElement[bool]) -> int:
        statement = select(func.count()).select_from(LoginAttemptRow)
        return session.scalar(statement.where(LoginAttemptRow.at > since, *conditions)) or 0

    return Failures(count(of_login, of_address), count(of_login), count(of_address))


def forget_failures(session: Session, login: str, address: str, before: datetime) -> None:
    """A right password ends the count of that name at that address: what others try from
    elsewhere goes on counting. Attempts older than `before` are history."""
    of_pair = (LoginAttemptRow.login_hash == _hash(login)) & (
        LoginAttemptRow.address_hash == _hash(address)
    )
    session.execute(delete(LoginAttemptRow).where(of_pair | (LoginAttemptRow.at < before)))


def _hash(text: str) -> str:
    return hashlib.sha256(text.casefold().encode()).hexdigest()
