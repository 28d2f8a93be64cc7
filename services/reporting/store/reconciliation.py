"""Closed comparisons with the finance system as the events tell them."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from contracts.events.budget import HalfYearClosed, ReconciliationClosed
from contracts.schema import from_payload
from services.reporting.store import facts
from shared.clock import parse_instant
from shared.periods import Period

KIND: Final = "reconciliation"
HALF_YEAR: Final = "half_year_closing"


def closed_reconciliations(
    session: Session, grant_id: str, offset: int
) -> list[ReconciliationClosed]:
    """All that were closed below `offset`, in the order of closing."""
    told = facts.as_of(session, grant_id, offset, KIND)
    return [from_payload(ReconciliationClosed, body) for _, body in told]


def closed_half_years(session: Session, grant_id: str, offset: int) -> dict[Period, datetime]:
    """The half-years closed below `offset`, each with the instant of its closing."""
    told = facts.as_of(session, grant_id, offset, HALF_YEAR)
    closed = [from_payload(HalfYearClosed, body) for _, body in told]
    return {Period.parse(one.half_year): parse_instant(one.closed_at) for one in closed}
