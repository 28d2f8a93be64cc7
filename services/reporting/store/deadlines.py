"""Deadlines of a grant as budget last told them below an offset."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.events.budget import DeadlinesListed
from contracts.schema import from_payload
from services.reporting.domain.deadline_calendar import Told
from services.reporting.store import facts

LISTED = "deadlines"


def told_deadlines(session: Session, grant_id: str, offset: int) -> Told | None:
    """The newest list, all its parts; None while none was told. Parts of a longer list from
    before are left out."""
    parts = sorted(
        (
            from_payload(DeadlinesListed, body)
            for _, body in facts.as_of(session, grant_id, offset, LISTED)
        ),
        key=lambda one: one.part,
    )
    if not parts:
        return None
    newest = parts[0]
    return Told(
        newest.as_of,
        newest.lead_days,
        tuple(each for one in parts[: newest.parts] for each in one.deadlines),
        tuple(dict.fromkeys(each for one in parts[: newest.parts] for each in one.values)),
    )
