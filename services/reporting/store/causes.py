"""Why rows changed between two offsets, and how much came after one."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.reporting.domain.changes import Cause
from services.reporting.store.models import ExpenditureFactRow, FactRow


def causes(
    session: Session, grant_id: str, after: int, before: int
) -> dict[str, tuple[Cause, ...]]:
    """Events from `after` (inclusive) to `before` (exclusive) per expenditure, in order."""
    row = ExpenditureFactRow
    statement = (
        select(row.expenditure_id, row.event_type, row.time, row.reason)
        .where(row.grant_id == grant_id, row.offset >= after, row.offset < before)
        .order_by(row.offset)
    )
    found: dict[str, tuple[Cause, ...]] = {}
    for one in session.execute(statement):
        cause = Cause(one.event_type, one.time, one.reason)
        found[one.expenditure_id] = (*found.get(one.expenditure_id, ()), cause)
    return found


def events_since(session: Session, grant_id: str, offset: int) -> int:
    """How many events about the grant came at or after `offset`."""
    total = 0
    for table in (FactRow, ExpenditureFactRow):
        total += (
            session.scalar(
                select(func.count(func.distinct(table.event_id))).where(
                    table.grant_id == grant_id, table.offset >= offset
                )
            )
            or 0
        )
    return total
