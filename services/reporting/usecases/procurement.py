"""Keeps procurement files: every event carries the whole file as it stands."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from contracts.envelope import Envelope
from contracts.events.budget import (
    ContractChanged,
    DeliveryRecorded,
    PenaltyClaimed,
    ProcurementChanged,
    ProcurementCompleted,
    ProcurementDocumentFiled,
    ProcurementItemDispensed,
    ProcurementOpened,
    ProcurementReassessed,
    ProcurementReleased,
    ProcurementReturned,
)
from services.reporting.store import facts
from services.reporting.store.procurement import PROCUREMENT


def keep_procurement(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """A new state of a file."""
    subject, body = event.procurement.procurement_id, envelope.data["procurement"]
    facts.add(session, envelope, offset, kind=PROCUREMENT, subject=subject, body=body)


KEEP = {
    one.TYPE: keep_procurement
    for one in (
        ProcurementOpened,
        ProcurementChanged,
        ProcurementDocumentFiled,
        ProcurementItemDispensed,
        ContractChanged,
        DeliveryRecorded,
        PenaltyClaimed,
        ProcurementCompleted,
        ProcurementReleased,
        ProcurementReturned,
        ProcurementReassessed,
    )
}
