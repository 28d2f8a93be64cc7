"""Keeps what budget states about a grant as a whole: deadlines and interest."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from contracts.envelope import Envelope
from contracts.events.budget import DeadlinesListed, InterestSegmentsListed, InterestStated
from services.reporting.store import facts
from services.reporting.store.deadlines import LISTED
from services.reporting.store.interest import SEGMENTS, STATED
from shared.periods import Period, PeriodKind


def keep_deadlines(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """A part of the list of all duties."""
    subject = f"{event.grant_id}|{event.part}"
    facts.add(session, envelope, offset, kind=LISTED, subject=subject, body=envelope.data)


def keep_interest(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """What interest came to; of each quarter the last statement holds."""
    subject = _of_quarter(event)
    facts.add(session, envelope, offset, kind=STATED, subject=subject, body=envelope.data)


def keep_interest_segments(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """A part of the segments of a statement."""
    subject = f"{_of_quarter(event)}|{event.part}"
    facts.add(session, envelope, offset, kind=SEGMENTS, subject=subject, body=envelope.data)


def _of_quarter(event: Any) -> str:
    return f"{event.grant_id}|{Period.containing(event.as_of, PeriodKind.QUARTER)}"


KEEP = {
    DeadlinesListed.TYPE: keep_deadlines,
    InterestStated.TYPE: keep_interest,
    InterestSegmentsListed.TYPE: keep_interest_segments,
}
