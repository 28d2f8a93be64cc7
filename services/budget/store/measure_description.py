"""What a measure is for and with whom, as it was changed since its entry: each a row that stays."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.measure import Description
from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.occasion import Occasion


class MeasureDescriptionRow(Base):
    """One change; the last one says what counts, without any the entry of the measure does."""

    __tablename__ = "measure_description"
    __table_args__ = (
        ForeignKeyConstraint(
            ["grant_id", "measure_id"], ["measure.grant_id", "measure.measure_id"], name="measure"
        ),
    )

    grant_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    measure_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    goal: Mapped[str] = mapped_column(Text)
    partners: Mapped[str] = mapped_column(String(500))
    reason: Mapped[str] = mapped_column(Text)
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


def insert_description(
    session: Session, grant_id: str, measure_id: str, new: Description, reason: str, by: Occasion
) -> None:
    """Keeps a change; the grant must be locked."""
    session.add(
        MeasureDescriptionRow(
            grant_id=grant_id,
            measure_id=measure_id,
            number=description_changes(session, grant_id, measure_id) + 1,
            goal=new.goal,
            partners=new.partners,
            reason=reason,
            created_by=by.actor,
            created_at=by.now,
        )
    )
    session.flush()


def description_changes(session: Session, grant_id: str, measure_id: str) -> int:
    """How often the description of a measure was changed."""
    table = MeasureDescriptionRow
    return (
        session.scalar(
            select(func.count())
            .select_from(table)
            .where(table.grant_id == grant_id, table.measure_id == measure_id)
        )
        or 0
    )


def changed_descriptions(session: Session, grant_id: str) -> dict[str, Description]:
    """What counts by measure, of those whose description was changed."""
    rows = session.scalars(
        select(MeasureDescriptionRow)
        .where(MeasureDescriptionRow.grant_id == grant_id)
        .order_by(MeasureDescriptionRow.measure_id, MeasureDescriptionRow.number)
    )
    return {row.measure_id: Description(row.goal, row.partners) for row in rows}
