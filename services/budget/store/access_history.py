"""What every user was allowed over time: each change of roles or lock, never rewritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from contracts.events.snapshots import AccessSnapshot, HeldRole
from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.occasion import Occasion


class AccessChangeRow(Base):
    """The roles of one user from `at` on; `change` says what happened."""

    __tablename__ = "access_change"

    change_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(36), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    change: Mapped[str] = mapped_column(String(30))
    actor: Mapped[str] = mapped_column(String(36))
    locked: Mapped[bool]
    roles: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


@dataclass(frozen=True)
class HeldAccess:
    """What one user was allowed at an instant, and since when."""

    user_id: str
    since: datetime
    locked: bool
    roles: tuple[HeldRole, ...]


def note_access(session: Session, access: AccessSnapshot, change: str, by: Occasion) -> None:
    """Keeps roles and lock of a user as they stand from now on."""
    session.add(
        AccessChangeRow(
            change_id=by.new_id(),
            user_id=access.user_id,
            at=by.now,
            change=change,
            actor=by.actor,
            locked=access.locked,
            roles=[asdict(one) for one in access.roles],
        )
    )
    session.flush()


def access_at(session: Session, instant: datetime) -> list[HeldAccess]:
    """The last change of every user before the instant, by user id."""
    rows = session.scalars(
        select(AccessChangeRow)
        .where(AccessChangeRow.at < instant)
        .order_by(AccessChangeRow.at, AccessChangeRow.change_id)
    )
    latest = {row.user_id: row for row in rows}
    return [_held(row) for row in _sorted(latest.values())]


def _sorted(rows: Iterable[AccessChangeRow]) -> list[AccessChangeRow]:
    return sorted(rows, key=lambda row: row.user_id)


def _held(row: AccessChangeRow) -> HeldAccess:
    return HeldAccess(row.user_id, row.at, row.locked, tuple(HeldRole(**one) for one in row.roles))
