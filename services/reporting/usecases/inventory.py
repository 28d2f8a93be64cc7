"""Keeps what budget tells of the inventory: each item as it stands, and what left it."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from contracts.envelope import Envelope
from contracts.events.budget import (
    InventoryDisposalReleased,
    InventoryItemChanged,
    InventoryItemRecorded,
)
from services.reporting.store import facts
from services.reporting.store.inventory import DISPOSED, ITEM


def keep_item(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """A new state of an item."""
    body = envelope.data["item"]
    facts.add(session, envelope, offset, kind=ITEM, subject=event.item.item_id, body=body)


def keep_disposal(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """A released disposal, with the item as it leaves; proposals change nothing."""
    keep_item(session, envelope, offset, event)
    subject, body = event.disposal.disposal_id, envelope.data["disposal"]
    facts.add(session, envelope, offset, kind=DISPOSED, subject=subject, body=body)


KEEP = {
    InventoryItemRecorded.TYPE: keep_item,
    InventoryItemChanged.TYPE: keep_item,
    InventoryDisposalReleased.TYPE: keep_disposal,
}
