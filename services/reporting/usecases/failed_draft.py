"""What becomes of a draft the scheduled run could not make: noted, told, tried again later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from contracts.events.reporting import ScheduledDraftFailed
from services.reporting.domain.pause import next_try
from services.reporting.store import failed_draft, reports
from services.reporting.store.failed_draft import FailedDraftRow
from services.reporting.store.stream import OUTBOX
from services.reporting.usecases.due import Due
from shared.clock import format_instant
from shared.errors import DomainError
from shared.occasion import Occasion

_UNEXPECTED: Final = (
    "Ein unerwarteter Fehler; Einzelheiten stehen im Betriebsprotokoll. Bleibt es dabei, bitte die "
    "Betriebsstelle benachrichtigen."
)
_LONGEST: Final = 400


@dataclass(frozen=True)
class Reason:
    """Why a draft failed: a stable code and a German sentence."""

    code: str
    message: str


def reason_of(error: Exception) -> Reason:
    """The first reason of ours; of any other error only its kind, for its text may quote data."""
    if isinstance(error, DomainError):
        code = error.violations[0].code if error.violations else type(error).__name__
        return Reason(code, error.message[:_LONGEST])
    return Reason(type(error).__name__, _UNEXPECTED)


def note_failure(
    session: Session, due: Due, reason: Reason, *, run_id: str, as_of: date, by: Occasion
) -> None:
    """Notes the failure, plans the next attempt and tells it as an event; earlier versions and
    their bytes are untouched. Nothing where another schedule drafted the report meanwhile."""
    key = (due.grant_id, due.type, due.period)
    reports.lock_series(session, *key)
    if reports.next_version(session, *key) > 1:
        return
    row = failed_draft.find(session, *key)
    attempts = row.attempts + 1 if row else 1
    again = next_try(by.now, attempts)
    if row is None:
        row = FailedDraftRow(grant_id=due.grant_id, type=due.type, period=due.period)
    row.attempts, row.failed_at, row.next_try_at = attempts, by.now, again
    row.code, row.message = reason.code, reason.message
    failed_draft.add(session, row)
    event = ScheduledDraftFailed(
        run_id=run_id,
        as_of=as_of.isoformat(),
        type=due.type,
        period=due.period,
        code=reason.code,
        attempts=attempts,
        next_try_at=format_instant(again),
        related=(f"grant/{due.grant_id}",),
    )
    subject = f"run/{run_id}"
    OUTBOX.add(session, event, subject=subject, by=by, grant_id=due.grant_id, outcome="failed")
