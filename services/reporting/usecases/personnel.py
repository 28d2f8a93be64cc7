"""Keeps what budget tells of personnel cost: posts, months on file, hour sheets, bookings."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from contracts.envelope import Envelope
from contracts.events.budget import (
    HourSheetImported,
    PayrollRecorded,
    PersonnelCostBooked,
    PostRecorded,
)
from services.reporting.store import facts
from services.reporting.store.personnel import BOOKED, PAYROLL, POST, SHEET


def keep_post(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """A post under its pseudonym."""
    subject = f"{event.grant_id}|{event.post_id}"
    facts.add(session, envelope, offset, kind=POST, subject=subject, body=envelope.data)


def keep_payroll(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """Months that payroll is on file for; each event adds its own."""
    facts.add(session, envelope, offset, kind=PAYROLL, subject=envelope.id, body=envelope.data)


def keep_hour_sheet(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """Hour sheets that were read in."""
    facts.add(session, envelope, offset, kind=SHEET, subject=event.import_id, body=envelope.data)


def keep_booking(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """A calculation that became an expenditure."""
    subject = event.calculation_id
    facts.add(session, envelope, offset, kind=BOOKED, subject=subject, body=envelope.data)


KEEP = {
    PostRecorded.TYPE: keep_post,
    PayrollRecorded.TYPE: keep_payroll,
    HourSheetImported.TYPE: keep_hour_sheet,
    PersonnelCostBooked.TYPE: keep_booking,
}
