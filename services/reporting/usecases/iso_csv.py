"""The CSV of a stored report for programs, drawn from the stored document when it is asked for.

Stored and hashed is the German one. Both are made of the same document, which never changes, so
this one has the same bytes every time as well, also for reports that were stored before it existed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, Literal

from services.reporting.documents import read_document
from services.reporting.render.csv import write_csv
from services.reporting.store.reports import ReportRow
from services.reporting.usecases.file_headers import document_headers, file_stem
from services.reporting.usecases.renderings import PUBLIC
from services.reporting.usecases.stored_document import write_document
from shared.csv_text import ISO
from shared.database import Sessions
from shared.errors import NotFound, Violation

Notation = Literal["german", "iso"]
GERMAN_NOTATION: Final = "german"
ISO_NOTATION: Final = "iso"
_PIECE: Final = 1 << 16


def notation_of(format_: str, wanted: str | None) -> Notation | None:
    """How the CSV is to be written, the German way where nobody says; None in other formats.

    Raises NotFound for a notation that does not exist, in that format or at all.
    """
    if wanted not in (None, GERMAN_NOTATION, ISO_NOTATION):
        raise _unknown("Diese Schreibweise gibt es nicht, nur „iso“ für CSV.")
    if format_ != "csv":
        if wanted == ISO_NOTATION:
            raise _unknown("Die Schreibweise nach ISO gibt es nur als CSV.")
        return None
    return "iso" if wanted == ISO_NOTATION else "german"


def _unknown(message: str) -> NotFound:
    return NotFound([Violation("rendering_unknown", "API", message, field="variant")])


def iso_csv(sessions: Sessions, report_id: str, part: str) -> Iterator[bytes]:
    """Draws it, then gives its bytes piece by piece. Raises NotFound, Conflict (damaged)."""
    with tempfile.TemporaryDirectory(prefix="csv-") as folder:
        stored = Path(folder) / "document.json"
        with sessions.read() as session:
            write_document(session, report_id, stored)
        document = read_document(stored)
        target = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the last piece
        try:
            write_csv(document.public() if part == PUBLIC else document, target, ISO)
        except BaseException:
            target.close()
            raise
    return _pieces(target)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def iso_headers(row: ReportRow, part: str) -> dict[str, str]:
    """Headers of the download."""
    return document_headers(f"{file_stem(row, part)}-iso", "csv")
