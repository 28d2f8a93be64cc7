"""Builder of the notice to the grantor."""

from __future__ import annotations

from services.reporting.documents import Document
from services.reporting.documents.change_notice import change_notice_document
from services.reporting.domain.notice import notices_of_period
from services.reporting.store import notices
from services.reporting.usecases.material import Material


def build_change_notice(given: Material) -> Document:
    """R09."""
    known = notices.notices(given.session, given.grant_id, given.offset)
    return change_notice_document(given.heading, notices_of_period(known, given.period))
