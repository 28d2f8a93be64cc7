"""A stored document read back into memory."""

from __future__ import annotations

import json

from sqlalchemy.orm import Session

from services.reporting.documents import Document, from_json
from services.reporting.store import pieces
from services.reporting.store.pieces import document_of


def stored_document(session: Session, report_id: str) -> Document:
    """The document of a report of few rows; long lists are read from a file instead."""
    body = b"".join(pieces.read(session, document_of(report_id)))
    document: Document = from_json(Document, json.loads(body))
    return document
