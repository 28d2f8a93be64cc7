"""Versions of facts: added once, superseded by the next, readable as of any offset."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import insert, or_, select, update
from sqlalchemy.orm import Session

from contracts.envelope import Envelope
from contracts.events.snapshots import ExpenditureSnapshot
from services.reporting.store.models import ExpenditureFactRow, FactRow, SeenEventRow


def claim(session: Session, event_id: str, offset: int, body: bytes) -> bool:
    """Claims an event id in the inbox and keeps its bytes; False if it is there already."""
    seen = select(SeenEventRow.event_id).where(SeenEventRow.event_id == event_id)
    if session.scalar(seen) is not None:
        return False
    session.execute(insert(SeenEventRow).values(event_id=event_id, offset=offset, body=body))
    return True


def add(
    session: Session, envelope: Envelope, offset: int, *, kind: str, subject: str, body: Any
) -> None:
    """Adds a version; the one before ends at `offset` (exclusive)."""
    session.execute(
        update(FactRow)
        .where(
            FactRow.kind == kind, FactRow.subject == subject, FactRow.superseded_offset.is_(None)
        )
        .values(superseded_offset=offset)
    )
    session.add(
        FactRow(
            kind=kind,
            subject=subject,
            grant_id=envelope.grant_id or "",
            offset=offset,
            event_id=envelope.id,
            time=envelope.time,
            actor=envelope.actor,
            body=_compact(body),
        )
    )
    session.flush()


def add_expenditure(
    session: Session, envelope: Envelope, offset: int, row: ExpenditureSnapshot
) -> None:
    """Adds a version of an expenditure row; the one before ends at `offset` (exclusive)."""
    body = envelope.data["expenditure"]
    session.execute(
        update(ExpenditureFactRow)
        .where(
            ExpenditureFactRow.expenditure_id == row.expenditure_id,
            ExpenditureFactRow.superseded_offset.is_(None),
        )
        .values(superseded_offset=offset)
    )
    session.execute(
        insert(ExpenditureFactRow).values(
            expenditure_id=row.expenditure_id,
            grant_id=row.grant_id,
            offset=offset,
            event_id=envelope.id,
            event_type=envelope.type,
            time=envelope.time,
            actor=envelope.actor,
            reason=envelope.data.get("reason") or envelope.data.get("cause"),
            number=row.number,
            kind=row.kind,
            status=row.assessment.status,
            budget_line=row.budget_line,
            measure_id=row.measure_id,
            category=row.category,
            budget_year=row.budget_year,
            effective_on=row.assessment.effective_on,
            drawdown_id=row.drawdown_id,
            reversal_of=row.reversal_of,
            reversed_by=row.reversed_by,
            movement_of=row.movement_of,
            opening=row.opening,
            effects=_compact(body["assessment"]["effects"]),
            snapshot=_compact(body),
        )
    )


def as_of(
    session: Session, grant_id: str, offset: int, kind: str
) -> Iterator[tuple[FactRow, dict[str, Any]]]:
    """The versions that held just before `offset`, oldest first, with their bodies."""
    statement = select(FactRow).where(FactRow.grant_id == grant_id, FactRow.kind == kind)
    for row in session.scalars(held(statement, FactRow, offset).order_by(FactRow.id)):
        yield row, json.loads(row.body)


def versions(
    session: Session, grant_id: str, offset: int, kind: str
) -> Iterator[tuple[FactRow, dict[str, Any]]]:
    """Every version told before `offset`, in the order of the stream, with its body."""
    told = (FactRow.grant_id == grant_id, FactRow.kind == kind, FactRow.offset < offset)
    for row in session.scalars(select(FactRow).where(*told).order_by(FactRow.offset, FactRow.id)):
        yield row, json.loads(row.body)


def expenditures_as_of(
    session: Session, grant_id: str, offset: int
) -> Iterator[ExpenditureFactRow]:
    """The expenditure rows that held just before `offset`, by running number, streamed."""
    statement = select(ExpenditureFactRow).where(ExpenditureFactRow.grant_id == grant_id)
    ordered = held(statement, ExpenditureFactRow, offset).order_by(ExpenditureFactRow.number)
    yield from session.scalars(ordered.execution_options(yield_per=1000))


def grants(session: Session) -> list[str]:
    """Ids of all grants that events told of."""
    return list(
        session.scalars(
            select(FactRow.subject)
            .where(FactRow.kind == "grant", FactRow.superseded_offset.is_(None))
            .order_by(FactRow.subject)
        )
    )


def first_time(session: Session, grant_id: str) -> str:
    """Instant (RFC 3339) of the first event about a grant."""
    return session.scalars(
        select(FactRow.time)
        .where(FactRow.kind == "grant", FactRow.subject == grant_id)
        .order_by(FactRow.offset)
        .limit(1)
    ).one()


def held(statement: Any, table: Any, offset: int) -> Any:
    """Keeps the versions that held just before `offset`."""
    return statement.where(
        table.offset < offset,
        or_(table.superseded_offset.is_(None), table.superseded_offset >= offset),
    )


def _compact(body: Any) -> str:
    return json.dumps(body, separators=(",", ":"), ensure_ascii=False)
