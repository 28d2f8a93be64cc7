"""Texts of reports just before an offset, as the events told them."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from contracts.events.reporting import NarrativeVersion
from contracts.schema import from_payload
from services.reporting.domain.told_texts import ReleasedText, ToldTexts
from services.reporting.store import facts
from shared.clock import local_day, parse_instant

PROPOSED: Final = "narrative_proposed"
RELEASED: Final = "narrative_released"


def told_texts(session: Session, grant_id: str, period: str, offset: int) -> ToldTexts:
    """What was written for a period below `offset`, and what of it was released."""
    written = list(facts.versions(session, grant_id, offset, PROPOSED))
    offices = {
        (body["narrative_id"], body["version"]): body.pop("office", "") for _, body in written
    }
    released = {}
    for row, body in facts.as_of(session, grant_id, offset, RELEASED):
        office = body.pop("office", "")
        one = from_payload(NarrativeVersion, body)
        if one.period == period:
            day = local_day(parse_instant(row.time))
            wrote = offices.get((one.narrative_id, one.version), "")
            released[one.subject] = ReleasedText(one, row.actor, day, wrote, office)
    newest = {body["subject"]: body["version"] for _, body in written if body["period"] == period}
    return ToldTexts(released, newest)
