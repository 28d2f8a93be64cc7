"""The events a report of a grant rests on: those whose facts held at its cut-off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.reporting.store.facts import held
from services.reporting.store.models import ExpenditureFactRow, FactRow, SeenEventRow


class UsedEvent(NamedTuple):
    """One event: its offset in the stream, its id and its bytes as they came."""

    offset: int
    event_id: str
    body: bytes


def used_events(session: Session, grant_id: str, offset: int) -> Iterator[UsedEvent]:
    """The events of the facts that held just before `offset`, in the order of the stream."""
    rows = select(SeenEventRow.offset, SeenEventRow.event_id, SeenEventRow.body).where(
        SeenEventRow.event_id.in_(_event_ids(grant_id, offset))
    )
    ordered = rows.order_by(SeenEventRow.offset).execution_options(yield_per=500)
    for one in session.execute(ordered):
        yield UsedEvent(one.offset, one.event_id, one.body)


def count(session: Session, grant_id: str, offset: int) -> int:
    """How many there are."""
    ids = _event_ids(grant_id, offset).subquery()
    return session.scalar(select(func.count()).select_from(ids)) or 0


def _event_ids(grant_id: str, offset: int) -> Any:
    facts, rows = FactRow, ExpenditureFactRow
    return held(select(facts.event_id).where(facts.grant_id == grant_id), facts, offset).union(
        held(select(rows.event_id).where(rows.grant_id == grant_id), rows, offset)
    )
