"""Keeps what budget tells of audits of a grant."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from contracts.envelope import Envelope
from contracts.events.budget.audit_cases import (
    AuditFindingAnswered,
    AuditFindingRecorded,
    AuditNoteClosed,
    AuditOpened,
)
from services.reporting.store import facts
from services.reporting.store.audit_note import ANSWER, FINDING, NOTE, OPENED


def keep_audit(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """An auditor began to look."""
    facts.add(session, envelope, offset, kind=OPENED, subject=event.audit_id, body=envelope.data)


def keep_finding(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """A finding."""
    facts.add(session, envelope, offset, kind=FINDING, subject=event.finding_id, body=envelope.data)


def keep_answer(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """The city's answer to a finding; the last one holds."""
    facts.add(session, envelope, offset, kind=ANSWER, subject=event.finding_id, body=envelope.data)


def keep_note(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """The note is closed."""
    facts.add(session, envelope, offset, kind=NOTE, subject=event.audit_id, body=envelope.data)


KEEP = {
    AuditOpened.TYPE: keep_audit,
    AuditFindingRecorded.TYPE: keep_finding,
    AuditFindingAnswered.TYPE: keep_answer,
    AuditNoteClosed.TYPE: keep_note,
}
