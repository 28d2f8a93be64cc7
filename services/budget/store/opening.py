"""Takeovers of running grants: uploaded, and released by a second person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from services.budget.store.tables import Base
from shared.database import UtcDateTime

_RELEASED = text("status = 'released'")


class OpeningRow(Base):
    """One takeover file; a grant is taken over once."""

    __tablename__ = "opening"
    __table_args__ = (
        CheckConstraint("released_by <> created_by", name="four_eyes"),
        Index(
            "uq_opening_released",
            "grant_id",
            unique=True,
            sqlite_where=_RELEASED,
            postgresql_where=_RELEASED,
        ),
    )

    opening_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(20))
    expenditures: Mapped[int]
    drawdowns: Mapped[int]
    created_by: Mapped[str] = mapped_column(String(36))
    created_by_service: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    first_released_by: Mapped[str | None] = mapped_column(String(36))
    released_by: Mapped[str | None] = mapped_column(String(36))
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
