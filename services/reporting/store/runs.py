"""What scheduled runs drafted."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.reporting.store.models import RunRow


def find(session: Session, as_of: date, grant_id: str, type_: str, period: str) -> RunRow | None:
    """The row that says this is done."""
    return session.get(RunRow, (as_of, grant_id, type_, period))


def add(session: Session, row: RunRow) -> None:
    """Claims day, grant, type and period; a second claim violates the primary key."""
    session.add(row)
    session.flush()


def of_day(session: Session, as_of: date) -> list[RunRow]:
    """Everything the runs of that day drafted."""
    return list(
        session.scalars(
            select(RunRow).where(RunRow.as_of == as_of).order_by(RunRow.grant_id, RunRow.period)
        )
    )


def run_of(session: Session, report_id: str) -> str | None:
    """The id of the run that drafted a report; None for one that a person asked for."""
    return session.scalar(select(RunRow.run_id).where(RunRow.report_id == report_id))


def latest(session: Session, grant_id: str, limit: int = 50) -> list[RunRow]:
    """The newest runs that drafted something for a grant."""
    return list(
        session.scalars(
            select(RunRow)
            .where(RunRow.grant_id == grant_id)
            .order_by(RunRow.as_of.desc(), RunRow.period.desc())
            .limit(limit)
        )
    )


__all__ = ["RunRow", "add", "find", "latest", "of_day", "run_of"]
