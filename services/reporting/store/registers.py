"""Entries of the registers beside the money: the last version of each below an offset."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from contracts.events.budget import IndicatorRecorded
from contracts.schema import from_payload
from services.reporting.domain.measurements import as_measured_by
from services.reporting.store import facts

E = TypeVar("E")

SOFTWARE, EXCHANGE, PUBLICATION, INDICATOR = "software", "exchange", "publication", "indicator"
RECOMMENDATION = "recommendation"


def entries(session: Session, grant_id: str, offset: int, kind: str, event: type[E]) -> Iterator[E]:
    """Every entry of one register; `event` is the class that carries it."""
    for _, body in facts.as_of(session, grant_id, offset, kind):
        yield from_payload(event, body)


def indicators(
    session: Session, grant_id: str, offset: int, day: date
) -> Iterator[IndicatorRecorded]:
    """Every indicator with its last measurement up to the day (inclusive)."""
    newest = {
        body["place"]["entry_id"]: body
        for body in measured_bodies(session, grant_id, offset, day).values()
    }
    for body in newest.values():
        yield from_payload(IndicatorRecorded, body)


def measured_bodies(
    session: Session, grant_id: str, offset: int, day: date
) -> dict[str, dict[str, Any]]:
    """What each event said of an indicator, as measured by the day; by event id, in order."""
    told = list(facts.versions(session, grant_id, offset, INDICATOR))
    bodies = as_measured_by((body for _, body in told), day)
    return {row.event_id: body for (row, _), body in zip(told, bodies, strict=True)}
