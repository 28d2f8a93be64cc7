"""Tables of the texts of reports: versions and their releases, appended and never changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKeyConstraint,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from services.reporting.store.tables import Base
from shared.database import UtcDateTime


class NarrativeVersionRow(Base):
    """One version; `amount_cents` only where the text explains a figure."""

    __tablename__ = "narrative_version"
    __table_args__ = (
        UniqueConstraint("grant_id", "period", "subject", "version"),
        UniqueConstraint("narrative_id", "version", "proposed_by"),
    )

    narrative_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    grant_id: Mapped[str] = mapped_column(String(80))
    period: Mapped[str] = mapped_column(String(10))
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    amount_cents: Mapped[int | None] = mapped_column(BigInteger)
    proposed_by: Mapped[str] = mapped_column(String(36))
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class NarrativeReleaseRow(Base):
    """The release of a version; author and releaser stand side by side, so that the database
    itself keeps them apart."""

    __tablename__ = "narrative_release"
    __table_args__ = (
        CheckConstraint("released_by <> proposed_by", name="four_eyes"),
        ForeignKeyConstraint(
            ["narrative_id", "version", "proposed_by"],
            [
                "narrative_version.narrative_id",
                "narrative_version.version",
                "narrative_version.proposed_by",
            ],
        ),
    )

    narrative_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    proposed_by: Mapped[str] = mapped_column(String(36))
    released_by: Mapped[str] = mapped_column(String(36))
    released_at: Mapped[datetime] = mapped_column(UtcDateTime)
