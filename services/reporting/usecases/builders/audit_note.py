"""Builder of the audit note."""

from __future__ import annotations

from services.reporting.documents import Document
from services.reporting.documents.audit_note import audit_note_document
from services.reporting.domain.audit_note import audit_notes
from services.reporting.store.audit_note import audits
from services.reporting.usecases.material import Material


def build_audit_note(given: Material) -> Document:
    """R18."""
    told = audits(given.session, given.grant_id, given.offset)
    lines = audit_notes(told, given.facts.rows, given.period.last_day)
    return audit_note_document(given.heading, lines)
