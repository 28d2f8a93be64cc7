"""The audit package with the files of receipts (R17, GOB-03), made when somebody fetches it: they
are in no report, so that only who may read receipts gets them, and what was erased is not kept."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import Final

from sqlalchemy.orm import Session

from contracts.events.reporting import ReportDownloaded
from contracts.receipt_files import ReceiptFile
from services.reporting.documents.packed_files import left_out_sentences, packed_files_table
from services.reporting.domain.receipt_parts import UNKNOWN, PackedFile, shared_out
from services.reporting.render.z3 import FilesPart, write_part
from services.reporting.store import pieces, reports
from services.reporting.store.pieces import FileKey
from services.reporting.store.receipt_files import receipt_files
from services.reporting.store.stream import OUTBOX
from services.reporting.usecases.file_headers import file_stem
from services.reporting.usecases.means import Asker, Means, Receipts
from services.reporting.usecases.renderings import FULL, Z3
from services.reporting.usecases.state import file_status
from services.reporting.usecases.stored_document import demand_intact
from shared.database import Sessions
from shared.errors import Conflict, NotFound, Unavailable, Violation
from shared.occasion import Occasion

WITH_FILES: Final = "z3-files"
_IN_MEMORY: Final = 8 * 1024 * 1024


@dataclass(frozen=True)
class Packing:
    """What a package with files is made of: `files` by their number in the report's list."""

    key: FileKey
    files: tuple[PackedFile, ...]

    @property
    def parts(self) -> int:
        """At least one: without any file the tables are still there."""
        return max((one.part for one in self.files), default=0) or 1

    @property
    def sizes(self) -> list[tuple[int, int]]:
        """How many files and bytes are in each part."""
        count, size = Counter[int](), Counter[int]()
        for one in self.files:
            count[one.part] += 1
            size[one.part] += one.file.size
        return [(count[part], size[part]) for part in range(1, self.parts + 1)]

    @property
    def left_out(self) -> list[str]:
        return list(left_out_sentences(self.files))


def packing(
    session: Session, means: Means, report_id: str, asker: Asker, *, by: Occasion
) -> Packing:
    """What the package of a report would hold for who asks: the files the report lists, as budget
    knows them. Raises NotFound, Forbidden, Unavailable."""
    row = reports.get(session, report_id)
    key = FileKey(report_id, file_status(row), "full", Z3)
    if not pieces.size(session, key):
        message = "Zu diesem Bericht gibt es kein Prüfpaket."
        raise NotFound([Violation("package_unknown", "GOB-03", message)])
    listed = _source(means, asker).listed(row.grant_id, by=by).items
    known = {(one.expenditure_id, one.kind, one.sha256): one for one in listed}
    told = enumerate(receipt_files(session, row.grant_id, row.cut_off_offset), start=1)
    files = (
        (
            at,
            one.number,
            known.get((one.expenditure_id, one.kind, one.sha256))
            or ReceiptFile(one.expenditure_id, one.kind, one.sha256, "", 0, None, UNKNOWN),
        )
        for at, one in told
    )
    return Packing(key, tuple(shared_out(files)))


def written_part(
    session: Session, means: Means, packed: Packing, number: int, asker: Asker
) -> SpooledTemporaryFile[bytes]:
    """The ZIP of one part, whole before anything is sent. Raises NotFound, Conflict (damaged),
    Unavailable."""
    if not 1 <= number <= packed.parts:
        message = f"Das Paket hat {packed.parts} Teile; einen Teil {number} gibt es nicht."
        raise NotFound([Violation("part_unknown", "GOB-03", message)])
    demand_intact(session, packed.key)
    source = _source(means, asker)
    mine = [one for one in packed.files if one.part == number]
    part = FilesPart(
        number=number,
        parts=packed.parts,
        listed=packed_files_table(packed.files),
        files=((one.file.name, _checked(source, one.file)) for one in mine),
        left_out=packed.left_out,
    )
    with ExitStack() as closing:
        target = closing.enter_context(SpooledTemporaryFile(_IN_MEMORY))
        with SpooledTemporaryFile(_IN_MEMORY) as stored:
            stored.writelines(pieces.read(session, packed.key))
            stored.seek(0)
            write_part(stored, part, target)  # type: ignore[arg-type]  # binary and seekable
        closing.pop_all()
    return target


def taken_part(
    sessions: Sessions, means: Means, report_id: str, number: int, asker: Asker, *, by: Occasion
) -> tuple[SpooledTemporaryFile[bytes], str]:
    """A part for who takes it out of the house, and the name of its file; taking it is an event.

    Raises as `packing` and `written_part`.
    """
    with sessions.read() as session:
        row = reports.get(session, report_id)
        grant_id, name = row.grant_id, f"{file_stem(row, FULL)}-belege-{number}.zip"
        packed = packing(session, means, report_id, asker, by=by)
        archive = written_part(session, means, packed, number, asker)
    with sessions.write() as session:
        _note_download(session, packed, grant_id, by=by)
    return archive, name


def _note_download(session: Session, packed: Packing, grant_id: str, *, by: Occasion) -> None:
    """Tells that somebody took the files of receipts out of the house."""
    key = packed.key
    event = ReportDownloaded(report_id=key.report_id, format=WITH_FILES, status=key.status)
    OUTBOX.add(session, event, subject=f"report/{key.report_id}", by=by, grant_id=grant_id)


def _source(means: Means, asker: Asker) -> Receipts:
    if means.receipts is None:
        message = (
            "Die Belegdateien sind von hier nicht erreichbar: Die Betriebsstelle hat RECEIPTS_URL "
            "nicht gesetzt. Das Paket ohne sie steht beim Bericht."
        )
        raise Unavailable(message, code="receipts_not_set_up", retry_after_s=3600)
    return means.receipts(asker)


def _checked(source: Receipts, one: ReceiptFile) -> Iterator[bytes]:
    """The bytes of a file, if they are those the report names. Raises Conflict."""
    digest = hashlib.sha256()
    for piece in source.content(one):
        digest.update(piece)
        yield piece
    if digest.hexdigest() != one.sha256:
        message = f"Die Datei „{one.name}“ ist nicht mehr die, deren Prüfsumme der Bericht nennt."
        raise Conflict([Violation("receipt_damaged", "GOB-01", message)])
