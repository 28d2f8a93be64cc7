"""Entries of the registers beside the money: the last version of each below an offset."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from sqlalchemy.orm import Session

from contracts.schema import from_payload
from services.reporting.store import facts

E = TypeVar("E")

SOFTWARE, EXCHANGE, PUBLICATION, INDICATOR = "software", "exchange", "publication", "indicator"


def entries(session: Session, grant_id: str, offset: int, kind: str, event: type[E]) -> Iterator[E]:
    """Every entry of one register; `event` is the class that carries it."""
    for _, body in facts.as_of(session, grant_id, offset, kind):
        yield from_payload(event, body)
