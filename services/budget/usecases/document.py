"""Files at an expenditure: added at any time, never exchanged or taken away (ELG-12, GOB-01)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from contracts.events.budget import DocumentFiled
from contracts.events.snapshots import FiledDocument
from services.budget.domain.expenditure import DocumentKind
from services.budget.store.deletion import erased_on
from services.budget.store.document import insert_document, load_document
from services.budget.usecases.assessment import Assessed
from services.budget.usecases.expenditure_target import load_target
from services.budget.usecases.means import Means
from services.budget.usecases.reassessment import settle
from shared.errors import NotFound, Violation
from shared.occasion import Occasion

_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"PK\x03\x04", "application/zip"),
    (b"<?xml", "application/xml"),
    (b"\xef\xbb\xbf<?xml", "application/xml"),
)
LONGEST_NAME = 200


@dataclass(frozen=True)
class Upload:
    """A file as handed in; `name` is what the sender calls it and is only ever shown."""

    name: str
    content: bytes

    @property
    def shown_name(self) -> str:
        """The last part of the name without control characters, at most 200 characters."""
        last = self.name.replace("\\", "/").rsplit("/", 1)[-1]
        printable = "".join(sign for sign in last if sign.isprintable())
        return printable[-LONGEST_NAME:] or "ohne Namen"

    @property
    def media_type(self) -> str | None:
        """What the bytes say they are; None for a kind of file we do not take."""
        return next((kind for mark, kind in _SIGNATURES if self.content.startswith(mark)), None)


@dataclass(frozen=True)
class StoredFile:
    """Bytes for a download."""

    content: bytes
    file_name: str
    media_type: str


def file_document(
    session: Session,
    expenditure_id: str,
    kind: DocumentKind,
    upload: Upload,
    *,
    by: Occasion,
    means: Means,
) -> tuple[Assessed, FiledDocument]:
    """Keeps the bytes and writes `DocumentFiled`; the same bytes again change nothing.

    Raises Refused for an empty or unknown kind of file, NotFound.
    """
    target = load_target(session, expenditure_id, by=by, means=means)
    target.warnings_or_refuse(upload_violations(upload))
    sha256 = means.files.put(upload.content)
    filed = FiledDocument(kind.value, sha256)
    known = {(one.kind, one.sha256) for one in target.stored.documents}
    if (kind.value, sha256) in known:
        return Assessed(target.stored, target.stored.assessment, False), filed
    insert_document(
        session,
        expenditure_id,
        kind,
        sha256,
        file_name=upload.shown_name,
        media_type=upload.media_type or "application/octet-stream",
        size=len(upload.content),
        by=by,
    )
    target.row.version += 1
    rows = settle(
        session,
        target.world,
        {expenditure_id: lambda shot, related: DocumentFiled(shot, kind.value, sha256, related)},
        cause="document_filed",
        by=by,
        means=means,
    )
    return rows[expenditure_id], filed


def read_document(
    session: Session, expenditure_id: str, sha256: str, *, means: Means
) -> StoredFile:
    """A file of an expenditure for download. Raises NotFound."""
    row = load_document(session, expenditure_id, sha256)
    if not means.files.has(sha256) and sha256 in erased_on(session):
        message = (
            "Diese Datei ist nach Ablauf der Aufbewahrung gelöscht; das Löschprotokoll bleibt."
        )
        raise NotFound([Violation("file_erased", "RET-06", message)])
    return StoredFile(means.files.read(sha256), row.file_name, row.media_type)


def upload_violations(upload: Upload) -> list[Violation]:
    """Every reason against keeping these bytes."""
    if not upload.content:
        return [Violation("file_empty", "ELG-12", "Die Datei ist leer.", field="file")]
    if upload.media_type is None:
        message = "Angenommen werden PDF, PNG, JPEG, TIFF, XML und ZIP."
        return [Violation("file_type_unknown", "ELG-12", message, field="file")]
    return []
