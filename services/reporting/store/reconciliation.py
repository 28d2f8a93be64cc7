"""Closed comparisons with the finance system as the events tell them."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from contracts.events.budget import ReconciliationClosed
from contracts.schema import from_payload
from services.reporting.store import facts

KIND: Final = "reconciliation"


def closed_reconciliations(
    session: Session, grant_id: str, offset: int
) -> list[ReconciliationClosed]:
    """All that were closed below `offset`, in the order of closing."""
    told = facts.as_of(session, grant_id, offset, KIND)
    return [from_payload(ReconciliationClosed, body) for _, body in told]
