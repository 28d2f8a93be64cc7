"""Builder of the audit note."""

from __future__ import annotations

from services.reporting.documents import Document
from services.reporting.documents.audit_note import audit_note_document
from services.reporting.domain.audit_note import audit_notes, sampled_ids
from services.reporting.store import erasures
from services.reporting.store.audit_note import audits
from services.reporting.store.receipt_words import receipt_words
from services.reporting.usecases.material import Material


def build_audit_note(given: Material) -> Document:
    """R18."""
    place, rows = (given.session, given.grant_id, given.offset), given.facts.rows
    told = tuple(audits(*place))
    reading = erasures.reading(given.session, given.means.keyring)
    words = receipt_words(*place, sampled_ids(told, rows), reading)
    lines = audit_notes(told, rows, given.period.last_day, words)
    return audit_note_document(given.heading, lines)
