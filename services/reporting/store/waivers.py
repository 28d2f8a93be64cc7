"""Waivers as the events tell them."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from contracts.events.budget import WaiverApproved
from contracts.schema import from_payload
from services.reporting.domain.waivers import WaiverFact
from services.reporting.store import facts
from shared.clock import local_day, parse_instant


def waivers_of(session: Session, grant_id: str, offset: int) -> list[WaiverFact]:
    """All waivers of a grant that were approved below `offset`."""
    ended: dict[str, date] = {
        row.subject: local_day(parse_instant(row.time))
        for row, _ in facts.as_of(session, grant_id, offset, "waiver_end")
    }
    return [
        WaiverFact(from_payload(WaiverApproved, body), row.actor, ended.get(row.subject))
        for row, body in facts.as_of(session, grant_id, offset, "waiver")
    ]
