"""What is stored of a report, read back: what no longer has its own hash is used by nobody."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from sqlalchemy.orm import Session

from services.reporting.documents import Document, from_json
from services.reporting.store import pieces, reports
from services.reporting.store.pieces import FileKey, document_of
from shared.errors import Conflict, Violation


def stored_document(session: Session, report_id: str) -> Document:
    """The document of a report of few rows; long lists are read from a file instead.

    Raises NotFound, Conflict (damaged).
    """
    body = b"".join(pieces.read(session, document_of(report_id)))
    _demand_same(reports.get(session, report_id).content_hash, hashlib.sha256(body).hexdigest())
    document: Document = from_json(Document, json.loads(body))
    return document


def write_document(session: Session, report_id: str, path: Path) -> None:
    """The document of a report of any length, into a file. Raises NotFound, Conflict (damaged)."""
    with path.open("wb") as target:
        target.writelines(pieces.read(session, document_of(report_id)))
    with path.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
    _demand_same(reports.get(session, report_id).content_hash, digest)


def demand_intact(session: Session, key: FileKey) -> None:
    """Looks at a rendering before anybody gets it. Raises Conflict (damaged)."""
    stored = reports.files(session, key.report_id, key.status)
    promised = {(one.part, one.format): one.sha256 for one in stored}
    digest = hashlib.sha256()
    for piece in pieces.read(session, key):
        digest.update(piece)
    _demand_same(promised[key.part, key.format], digest.hexdigest())


def _demand_same(promised: str, found: str) -> None:
    if promised == found:
        return
    message = (
        "Der gespeicherte Bericht ist beschädigt: Sein Inhalt passt nicht mehr zu seiner "
        "Prüfsumme. Er wird weder gezeigt noch freigegeben. Bitte die Administration rufen, die "
        "ihn aus der Sicherung zurückholt; ein Entwurf lässt sich auch neu anlegen."
    )
    raise Conflict([Violation("stored_report_damaged", "SYSTEM", message)])
