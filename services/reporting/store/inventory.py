"""Inventory items and their released disposals as the events tell them below an offset."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from contracts.events.budget import InventoryDisposalSnapshot, InventoryItemSnapshot
from contracts.schema import from_payload
from services.reporting.store import facts

ITEM, DISPOSED = "inventory_item", "inventory_disposal"


def items(session: Session, grant_id: str, offset: int) -> Iterator[InventoryItemSnapshot]:
    """Every item as it stood."""
    for _, body in facts.as_of(session, grant_id, offset, ITEM):
        yield from_payload(InventoryItemSnapshot, body)


def disposals(session: Session, grant_id: str, offset: int) -> Iterator[InventoryDisposalSnapshot]:
    """Every released disposal."""
    for _, body in facts.as_of(session, grant_id, offset, DISPOSED):
        yield from_payload(InventoryDisposalSnapshot, body)
