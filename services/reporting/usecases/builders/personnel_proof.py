"""Builder of the personnel proof."""

from __future__ import annotations

from services.reporting.documents import Document
from services.reporting.documents.personnel_proof import personnel_proof_document
from services.reporting.domain.personnel_proof import personnel_proof
from services.reporting.store import personnel
from services.reporting.usecases.material import Material


def build_personnel_proof(given: Material) -> Document:
    """R15."""
    session, grant_id, offset = given.session, given.grant_id, given.offset
    figures = personnel_proof(
        given.facts.rows,
        personnel.bookings(session, grant_id, offset),
        personnel.posts(session, grant_id, offset),
        given.period.last_day,
    )
    return personnel_proof_document(given.heading, figures)
