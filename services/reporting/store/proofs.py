"""What was gathered for the proof of use just before an offset, as the events told it."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from services.reporting.domain.proof_of_use import Gathered, Signed
from services.reporting.store import facts
from shared.clock import local_day, parse_instant
from shared.periods import german_date

ATTACHMENT: Final = "proof_attachment"
SIGNATURE: Final = "proof_statement"


def gathered(session: Session, grant_id: str, offset: int) -> Gathered:
    """Attachments by kind with where they are, evidence among them, and who signed when."""
    found = {
        body["kind"]: _decision(body)
        for _, body in facts.as_of(session, grant_id, offset, "evidence")
    }
    found |= {
        body["kind"]: body["reference"]
        for _, body in facts.as_of(session, grant_id, offset, ATTACHMENT)
    }
    signed = tuple(
        Signed(row.actor, local_day(parse_instant(row.time)), body.get("office", ""))
        for row, body in facts.as_of(session, grant_id, offset, SIGNATURE)
    )
    return Gathered(found, signed)


def _decision(body: dict[str, Any]) -> str:
    return f"{body['reference']} vom {german_date(date.fromisoformat(body['decided_on']))}"
