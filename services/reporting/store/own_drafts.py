"""The event of a draft, as the stream gave it back: where it stands and its bytes.

It belongs to no grant here, so that no report of a grant takes it for something it rests on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from contracts.envelope import Envelope
from services.reporting.store import facts
from services.reporting.store.models import CheckpointRow, FactRow, SeenEventRow
from services.reporting.store.used_events import UsedEvent

KIND: Final = "report_drafted"
_NO_GRANT: Final = ""


def keep(session: Session, envelope: Envelope, offset: int, report_id: str) -> None:
    """Remembers which event told of the draft."""
    of_none = replace(envelope, grant_id=_NO_GRANT)
    body = {"report_id": report_id}
    facts.add(session, of_none, offset, kind=KIND, subject=report_id, body=body)


def event_of(session: Session, report_id: str) -> UsedEvent | None:
    """None where the stream has not given it back, or did so before this was remembered."""
    found = session.execute(
        select(SeenEventRow.offset, SeenEventRow.event_id, SeenEventRow.body)
        .join(FactRow, FactRow.event_id == SeenEventRow.event_id)
        .where(FactRow.kind == KIND, FactRow.subject == report_id)
    ).first()
    return UsedEvent(found.offset, found.event_id, found.body) if found else None


def first_checkpoint_over(session: Session, offset: int) -> CheckpointRow | None:
    """The first that covers the event at this offset: always the same, whenever it is asked for."""
    return session.scalar(
        select(CheckpointRow)
        .where(CheckpointRow.next_offset > offset)
        .order_by(CheckpointRow.next_offset, CheckpointRow.tree_size)
        .limit(1)
    )
