"""Reading the trail is itself an entry of the trail: who looked at what, never a searched text."""

from sqlalchemy.orm import Session

from contracts.events.audit import TrailExported, TrailRead
from services.audit.domain.trail import TrailFilter, subject_for_the_log
from services.audit.store.tables import OUTBOX
from shared.occasion import Occasion

TRAIL = "log/entries"


def note_query(session: Session, wanted: TrailFilter, by: Occasion) -> None:
    """One entry for a query, whoever asks; later pages of the same query are not noted."""
    OUTBOX.add(
        session,
        TrailRead(filters=wanted.for_the_log()),
        subject=TRAIL,
        by=by,
        grant_id=wanted.grant_id,
    )


def note_history(session: Session, subject: str, by: Occasion) -> None:
    """One entry for asking the history of one thing."""
    OUTBOX.add(
        session,
        TrailRead(filters={"history": subject_for_the_log(subject)}),
        subject=TRAIL,
        by=by,
    )


def note_export(session: Session, wanted: TrailFilter, entries: int, by: Occasion) -> None:
    """One entry for an export: the trail left the house as a file."""
    OUTBOX.add(
        session,
        TrailExported(filters=wanted.for_the_log(), entries=entries),
        subject=TRAIL,
        by=by,
        grant_id=wanted.grant_id,
    )
