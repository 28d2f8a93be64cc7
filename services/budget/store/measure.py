"""Measures of the approved strategy and how they stand per quarter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, String, Text, false, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.measure import Description, Light, Milestone, NewMeasure, NewStatus
from services.budget.store.measure_description import changed_descriptions, description_changes
from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.errors import NotFound, Violation
from shared.occasion import Occasion


class MeasureRow(Base):
    """One measure; its id is unique within its grant only."""

    __tablename__ = "measure"

    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), primary_key=True)
    measure_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    action_field: Mapped[str] = mapped_column(String(200))
    participation_origin: Mapped[str] = mapped_column(Text)
    lead: Mapped[str] = mapped_column(String(200))
    lead_user_id: Mapped[str | None] = mapped_column(String(36))
    period_start: Mapped[date]
    period_end: Mapped[date]
    strategy_reference: Mapped[str] = mapped_column(String(200))
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    first_measure: Mapped[bool] = mapped_column(server_default=false())
    charta_reference: Mapped[str] = mapped_column(String(200), server_default="")
    goal: Mapped[str] = mapped_column(Text, server_default="")
    partners: Mapped[str] = mapped_column(String(500), server_default="")


class MeasureStatusRow(Base):
    """One statement on a measure; a later `revision` of the same quarter replaces it."""

    __tablename__ = "measure_status"
    __table_args__ = (
        ForeignKeyConstraint(
            ["grant_id", "measure_id"], ["measure.grant_id", "measure.measure_id"]
        ),
    )

    grant_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    measure_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    period: Mapped[str] = mapped_column(String(10), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    light: Mapped[str] = mapped_column(String(10))
    proposed_light: Mapped[str] = mapped_column(String(10))
    criteria: Mapped[list[str]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(Text)
    milestones: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    milestones_text: Mapped[str] = mapped_column(Text)
    risk: Mapped[str] = mapped_column(Text)
    decision_needed: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[str] = mapped_column(String(36))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class MeasureRecord:
    """One measure as stored; `lead_user_id` is None where the lead has no account here."""

    grant_id: str
    measure: NewMeasure
    lead_user_id: str | None

    @property
    def measure_id(self) -> str:
        return self.measure.measure_id


@dataclass(frozen=True)
class StatusRecord:
    """One status as decided, beside what the system proposed; `milestones_text` is free text."""

    measure_id: str
    status: NewStatus
    milestones_text: str
    proposed_light: Light
    criteria: tuple[str, ...]
    decided_by: str
    decided_at: datetime


def insert_measure(
    session: Session, grant_id: str, new: NewMeasure, lead_user_id: str | None, by: Occasion
) -> None:
    """Keeps a measure."""
    session.add(
        MeasureRow(
            grant_id=grant_id,
            measure_id=new.measure_id,
            title=new.title,
            action_field=new.action_field,
            participation_origin=new.participation_origin,
            lead=new.lead,
            lead_user_id=lead_user_id,
            period_start=new.period_start,
            period_end=new.period_end,
            strategy_reference=new.strategy_reference,
            created_by=by.actor,
            created_at=by.now,
            first_measure=new.first_measure,
            charta_reference=new.charta_reference,
            goal=new.goal,
            partners=new.partners,
        )
    )
    session.flush()


def load_measure(session: Session, grant_id: str, measure_id: str) -> MeasureRecord:
    """One measure. Raises NotFound."""
    row = session.get(MeasureRow, (grant_id, measure_id))
    if row is None:
        message = f"Die Maßnahme „{measure_id[:80]}“ gibt es in dieser Zuwendung nicht."
        raise NotFound([Violation("measure_unknown", "PRG-05", message)])
    return _measure(row, changed_descriptions(session, grant_id).get(measure_id))


def measures_of(session: Session, grant_id: str) -> list[MeasureRecord]:
    """All measures of a grant in the order of their ids."""
    rows = session.scalars(
        select(MeasureRow).where(MeasureRow.grant_id == grant_id).order_by(MeasureRow.measure_id)
    )
    changed = changed_descriptions(session, grant_id)
    return [_measure(row, changed.get(row.measure_id)) for row in rows]


def measure_ids(session: Session, grant_id: str) -> tuple[str, ...]:
    """The ids of all measures of a grant."""
    return tuple(
        session.scalars(select(MeasureRow.measure_id).where(MeasureRow.grant_id == grant_id))
    )


def first_measure_ids(session: Session, grant_id: str) -> tuple[str, ...]:
    """The ids of the measures marked as first implementation measures (PRG-03)."""
    return tuple(
        session.scalars(
            select(MeasureRow.measure_id).where(
                MeasureRow.grant_id == grant_id, MeasureRow.first_measure
            )
        )
    )


def grants_of_measure(session: Session, measure_id: str) -> list[str]:
    """The grants that have a measure of that id: at most one, unless two grants chose it alike."""
    return list(
        session.scalars(
            select(MeasureRow.grant_id)
            .where(MeasureRow.measure_id == measure_id)
            .order_by(MeasureRow.grant_id)
        )
    )


def insert_status(session: Session, grant_id: str, record: StatusRecord) -> None:
    """Keeps a status as the newest revision of its quarter; the grant must be locked."""
    status = record.status
    newest = session.scalar(
        select(func.max(MeasureStatusRow.revision)).where(
            MeasureStatusRow.grant_id == grant_id,
            MeasureStatusRow.measure_id == record.measure_id,
            MeasureStatusRow.period == status.period,
        )
    )
    session.add(
        MeasureStatusRow(
            grant_id=grant_id,
            measure_id=record.measure_id,
            period=status.period,
            revision=(newest or 0) + 1,
            light=status.light.value,
            proposed_light=record.proposed_light.value,
            criteria=list(record.criteria),
            reason=status.reason,
            milestones=[_milestone_json(one) for one in status.milestones],
            milestones_text=record.milestones_text,
            risk=status.risk,
            decision_needed=status.decision_needed,
            decided_by=record.decided_by,
            decided_at=record.decided_at,
        )
    )
    session.flush()


def statuses_of(
    session: Session, grant_id: str, measure_id: str | None = None
) -> list[StatusRecord]:
    """The newest revision per measure and quarter, in the order of quarters."""
    statement = (
        select(MeasureStatusRow)
        .where(MeasureStatusRow.grant_id == grant_id)
        .order_by(MeasureStatusRow.period, MeasureStatusRow.measure_id, MeasureStatusRow.revision)
    )
    if measure_id is not None:
        statement = statement.where(MeasureStatusRow.measure_id == measure_id)
    newest = {(row.period, row.measure_id): row for row in session.scalars(statement)}
    return [_status(row) for row in newest.values()]


def measure_version(session: Session, grant_id: str, measure_id: str) -> int:
    """Counts what was said about a measure, its entry included (ETag)."""
    said = session.scalar(
        select(func.count())
        .select_from(MeasureStatusRow)
        .where(MeasureStatusRow.grant_id == grant_id, MeasureStatusRow.measure_id == measure_id)
    )
    return 1 + (said or 0) + description_changes(session, grant_id, measure_id)


def _measure(row: MeasureRow, changed: Description | None) -> MeasureRecord:
    described = changed or Description(row.goal, row.partners)
    measure = NewMeasure(
        measure_id=row.measure_id,
        title=row.title,
        action_field=row.action_field,
        participation_origin=row.participation_origin,
        lead=row.lead,
        period_start=row.period_start,
        period_end=row.period_end,
        strategy_reference=row.strategy_reference,
        first_measure=row.first_measure,
        charta_reference=row.charta_reference,
        goal=described.goal,
        partners=described.partners,
    )
    return MeasureRecord(row.grant_id, measure, row.lead_user_id)


def _status(row: MeasureStatusRow) -> StatusRecord:
    status = NewStatus(
        period=row.period,
        light=Light(row.light),
        reason=row.reason,
        milestones=tuple(_milestone(one) for one in row.milestones),
        risk=row.risk,
        decision_needed=row.decision_needed,
    )
    return StatusRecord(
        measure_id=row.measure_id,
        status=status,
        milestones_text=row.milestones_text,
        proposed_light=Light(row.proposed_light),
        criteria=tuple(row.criteria),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )


def _milestone_json(one: Milestone) -> dict[str, Any]:
    done_on = one.done_on.isoformat() if one.done_on else None
    return {"title": one.title, "due_on": one.due_on.isoformat(), "done_on": done_on}


def _milestone(value: dict[str, Any]) -> Milestone:
    done_on = date.fromisoformat(value["done_on"]) if value["done_on"] else None
    return Milestone(value["title"], date.fromisoformat(value["due_on"]), done_on)
