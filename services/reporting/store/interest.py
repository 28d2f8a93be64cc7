"""What budget stated about interest below an offset, put together from its parts."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from contracts.events.budget import InterestSegmentsListed, InterestStated
from contracts.schema import from_payload
from services.reporting.domain.interest_sheet import Statement
from services.reporting.store import facts

STATED, SEGMENTS = "interest", "interest_segments"


def stated_interest(session: Session, grant_id: str, offset: int) -> Iterator[Statement]:
    """The last statement of each month, with its segments in order."""
    listed = [
        from_payload(InterestSegmentsListed, body)
        for _, body in facts.as_of(session, grant_id, offset, SEGMENTS)
    ]
    for _, body in facts.as_of(session, grant_id, offset, STATED):
        stated = from_payload(InterestStated, body)
        parts = sorted(
            (one for one in listed if one.as_of == stated.as_of and one.part <= stated.parts),
            key=lambda one: one.part,
        )
        yield Statement(stated, tuple(each for one in parts for each in one.segments))
