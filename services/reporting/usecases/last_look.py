"""What whoever releases a report must have seen: which names and texts others will read then."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.reporting.documents import PublicText, free_texts
from services.reporting.store.reports import ReportRow
from services.reporting.usecases.report_types import REPORT_TYPES
from services.reporting.usecases.stored_document import stored_document
from shared.errors import Refused, Violation


def public_texts(session: Session, report_id: str) -> tuple[PublicText, ...]:
    """The texts of people in the public part of a stored report, as they will be printed."""
    return free_texts(stored_document(session, report_id))


def demand_awareness(row: ReportRow, *, is_aware: bool) -> None:
    """Raises Refused where the report names creditors and the releaser did not say to know who
    may read them then (decision 0012)."""
    if is_aware or not REPORT_TYPES[row.type].names_creditors:
        return
    message = (
        "Der Bericht nennt Zahlungsempfänger. Bitte bestätigen, dass bekannt ist, wer ihn nach der "
        "Freigabe lesen kann."
    )
    violation = Violation("names_not_confirmed", "MUN-01", message, field="names_seen")
    raise Refused([violation], subject=f"report/{row.report_id}", grant_id=row.grant_id)
