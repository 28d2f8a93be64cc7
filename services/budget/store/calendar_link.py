"""Addresses for calendar programs: only the hash of their secret is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.errors import NotFound, Violation
from shared.occasion import Occasion


class CalendarLinkRow(Base):
    """One address of one user; without a grant it shows all grants the user may read."""

    __tablename__ = "calendar_link"

    link_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[str] = mapped_column(String(36), index=True)
    grant_id: Mapped[str | None] = mapped_column(ForeignKey("grant.grant_id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class CalendarLink:
    """One address, without its secret."""

    link_id: str
    user_id: str
    grant_id: str | None
    created_at: datetime


def insert_link(
    session: Session, link_id: str, token_hash: str, grant_id: str | None, by: Occasion
) -> None:
    """Keeps a new address of the person who acts."""
    session.add(
        CalendarLinkRow(
            link_id=link_id,
            token_hash=token_hash,
            user_id=by.actor,
            grant_id=grant_id,
            created_at=by.now,
        )
    )
    session.flush()


def links_of(session: Session, user_id: str) -> list[CalendarLink]:
    """The standing addresses of a user, oldest first."""
    rows = session.scalars(
        select(CalendarLinkRow)
        .where(CalendarLinkRow.user_id == user_id, CalendarLinkRow.revoked_at.is_(None))
        .order_by(CalendarLinkRow.created_at, CalendarLinkRow.link_id)
    )
    return [_link(row) for row in rows]


def link_of_token(session: Session, token_hash: str) -> CalendarLink | None:
    """The standing address with this secret."""
    row = session.scalar(
        select(CalendarLinkRow).where(
            CalendarLinkRow.token_hash == token_hash, CalendarLinkRow.revoked_at.is_(None)
        )
    )
    return _link(row) if row else None


def revoke_link_row(session: Session, link_id: str, by: Occasion) -> CalendarLink:
    """Ends an address of the person who acts. Raises NotFound."""
    row = session.scalar(
        select(CalendarLinkRow).where(
            CalendarLinkRow.link_id == link_id,
            CalendarLinkRow.user_id == by.actor,
            CalendarLinkRow.revoked_at.is_(None),
        )
    )
    if row is None:
        message = "Diesen Kalenderlink gibt es nicht oder nicht mehr."
        raise NotFound([Violation("calendar_link_unknown", "API", message)])
    session.execute(
        update(CalendarLinkRow).where(CalendarLinkRow.link_id == link_id).values(revoked_at=by.now)
    )
    return _link(row)


def _link(row: CalendarLinkRow) -> CalendarLink:
    return CalendarLink(row.link_id, row.user_id, row.grant_id, row.created_at)
