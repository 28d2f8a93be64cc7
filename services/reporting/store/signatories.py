"""Who may sign for the city, as the events told it: offices in clear, names sealed and opened."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from contracts.events.budget import SignatoryRegistered
from contracts.schema import from_payload
from services.reporting.domain.call_enclosures import Signing
from services.reporting.store import facts
from services.reporting.store.vouchers import OpenText

KIND: Final = "signatory"


def register(
    session: Session, grant_id: str, offset: int, open_text: OpenText
) -> dict[str, Signing]:
    """Every entry known below `offset` by its id, as it was registered."""
    found = {}
    for row, body in facts.as_of(session, grant_id, offset, KIND):
        one = from_payload(SignatoryRegistered, body)
        sealed = one.sealed_name
        name = open_text(one.key_id, row.event_id, "name", sealed) if sealed else ""
        found[one.signatory_id] = Signing(
            one.signatory_id, name, one.function, one.valid_from, one.reference
        )
    return found
