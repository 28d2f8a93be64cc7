"""Closings and reopenings of measures, each a row that stays."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.occasion import Occasion


class MeasureClosingRow(Base):
    """One closing (`closed_on` set) or reopening; the last one says how the measure stands."""

    __tablename__ = "measure_closing"
    __table_args__ = (
        ForeignKeyConstraint(
            ["grant_id", "measure_id"], ["measure.grant_id", "measure.measure_id"], name="measure"
        ),
    )

    grant_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    measure_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    closed_on: Mapped[date | None]
    words: Mapped[str] = mapped_column(Text)
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


def insert_closing(
    session: Session,
    grant_id: str,
    measure_id: str,
    closed_on: date | None,
    words: str,
    by: Occasion,
) -> None:
    """Keeps a closing, or with None a reopening; the grant must be locked."""
    table = MeasureClosingRow
    newest = session.scalar(
        select(func.max(table.number)).where(
            table.grant_id == grant_id, table.measure_id == measure_id
        )
    )
    session.add(
        MeasureClosingRow(
            grant_id=grant_id,
            measure_id=measure_id,
            number=(newest or 0) + 1,
            closed_on=closed_on,
            words=words,
            created_by=by.actor,
            created_at=by.now,
        )
    )
    session.flush()


def closed_measures(session: Session, grant_id: str) -> dict[str, tuple[date, str]]:
    """Day and result by measure, of those that are closed now."""
    rows = session.scalars(
        select(MeasureClosingRow)
        .where(MeasureClosingRow.grant_id == grant_id)
        .order_by(MeasureClosingRow.measure_id, MeasureClosingRow.number)
    )
    newest = {row.measure_id: row for row in rows}
    return {
        key: (row.closed_on, row.words) for key, row in newest.items() if row.closed_on is not None
    }


def closed_since(session: Session, grant_id: str, measure_id: str) -> date | None:
    """The day a measure was closed, None while it is open (again)."""
    return session.scalar(
        select(MeasureClosingRow.closed_on)
        .where(
            MeasureClosingRow.grant_id == grant_id,
            MeasureClosingRow.measure_id == measure_id,
        )
        .order_by(MeasureClosingRow.number.desc())
        .limit(1)
    )
