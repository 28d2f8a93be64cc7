"""Stored bytes in pieces: written from files and read back in constant memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from services.reporting.store.models import ReportFileRow, ReportPieceRow, ReportRow

PIECE: Final = 1 << 20
"""Bytes of a piece."""


@dataclass(frozen=True)
class FileKey:
    """Which bytes: `part` is `full` or `public`, `format` the suffix."""

    report_id: str
    status: str
    part: str
    format: str


def document_of(report_id: str) -> FileKey:
    """The canonical JSON of a report itself, which every rendering is drawn from."""
    return FileKey(report_id, "stored", "document", "json")


def add(session: Session, key: FileKey, path: Path) -> str:
    """Stores the bytes of a file, once for ever; returns their SHA-256 in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as source:
        number = 0
        while content := source.read(PIECE):
            digest.update(content)
            session.execute(
                insert(ReportPieceRow).values(**vars(key), number=number, content=content)
            )
            number += 1
    return digest.hexdigest()


def size(session: Session, key: FileKey) -> int:
    """How many bytes there are; 0 if nothing is stored under the key."""
    pieces = select(func.sum(func.length(ReportPieceRow.content))).where(*_of(key))
    return int(session.scalar(pieces) or session.scalar(_whole(key, func.length)) or 0)


def read(session: Session, key: FileKey) -> Iterator[bytes]:
    """The bytes, piece by piece; reports from before there were pieces come whole."""
    number = 0
    statement = select(ReportPieceRow.content).where(*_of(key))
    while (content := session.scalar(statement.where(ReportPieceRow.number == number))) is not None:
        yield content
        number += 1
    if number == 0 and (whole := session.scalar(_whole(key))):
        yield whole


def _of(key: FileKey) -> list[Any]:
    return [getattr(ReportPieceRow, name) == value for name, value in vars(key).items()]


def _whole(key: FileKey, of: Any = lambda column: column) -> Any:
    if key.status == "stored":
        return select(of(ReportRow.document)).where(ReportRow.report_id == key.report_id)
    same = [getattr(ReportFileRow, name) == value for name, value in vars(key).items()]
    return select(of(ReportFileRow.content)).where(*same)
