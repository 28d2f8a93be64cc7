"""One-time links: an invitation, or a new password for somebody who forgot it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.store.tables import Base
from shared.access import hash_token
from shared.database import UtcDateTime
from shared.occasion import Occasion


class InvitationRow(Base):
    """One link; only the hash of its secret is kept."""

    __tablename__ = "invitation"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user_account.user_id"), index=True)
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def insert_invitation(
    session: Session, token: str, user_id: str, expires_at: datetime, by: Occasion
) -> None:
    """Keeps a link; an older open one of the same user ends."""
    session.execute(
        delete(InvitationRow).where(
            InvitationRow.user_id == user_id, InvitationRow.used_at.is_(None)
        )
    )
    session.add(
        InvitationRow(
            token_hash=hash_token(token),
            user_id=user_id,
            created_by=by.actor,
            created_at=by.now,
            expires_at=expires_at,
        )
    )
    session.flush()


def invited_user(session: Session, token: str, at: datetime) -> str | None:
    """The user an open, unexpired link belongs to."""
    return session.scalar(
        select(InvitationRow.user_id).where(
            InvitationRow.token_hash == hash_token(token),
            InvitationRow.used_at.is_(None),
            InvitationRow.expires_at > at,
        )
    )


def use_invitation(session: Session, token: str, at: datetime) -> bool:
    """Uses the link up; False if it was used, has expired or never existed.

    One UPDATE decides: of two requests at the same moment one gets the row.
    """
    changed = session.execute(
        update(InvitationRow)
        .where(
            InvitationRow.token_hash == hash_token(token),
            InvitationRow.used_at.is_(None),
            InvitationRow.expires_at > at,
        )
        .values(used_at=at)
        .execution_options(synchronize_session=False)
    )
    return bool(changed.rowcount == 1)  # type: ignore[attr-defined]
