"""Keeps the registers beside the money: of each entry the last version holds."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from contracts.envelope import Envelope
from contracts.events.budget import (
    ExchangeRecorded,
    IndicatorRecorded,
    PublicationRecorded,
    RecommendationRecorded,
    SoftwareRecorded,
)
from services.reporting.store import facts
from services.reporting.store.registers import (
    EXCHANGE,
    INDICATOR,
    PUBLICATION,
    RECOMMENDATION,
    SOFTWARE,
)

_KINDS = {
    SoftwareRecorded.TYPE: SOFTWARE,
    ExchangeRecorded.TYPE: EXCHANGE,
    PublicationRecorded.TYPE: PUBLICATION,
    IndicatorRecorded.TYPE: INDICATOR,
    RecommendationRecorded.TYPE: RECOMMENDATION,
}


def keep_entry(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """A version of an entry."""
    kind, subject = _KINDS[envelope.type], event.place.entry_id
    facts.add(session, envelope, offset, kind=kind, subject=subject, body=envelope.data)


KEEP = dict.fromkeys(_KINDS, keep_entry)
