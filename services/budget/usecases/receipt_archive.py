"""The files of vouchers as one ZIP with a list of hashes, for a funder who asks (VN-09)."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Sequence
from tempfile import SpooledTemporaryFile
from typing import IO, Final, NamedTuple

from sqlalchemy.orm import Session

from services.budget.store.document import DocumentRow, documents_of
from services.budget.store.expenditure import ExpenditureRow
from services.budget.usecases.means import Means
from shared.csv_text import Cell, csv_chunks

LIST: Final = "pruefsummen.csv"
_HEADER: Final = ("Nr.", "Belegnummer", "Art", "Datei", "SHA-256", "Bytes")
_SAME_DAY: Final = (1980, 1, 1, 0, 0, 0)
_BLOCK: Final = 1 << 20
_ENDINGS: Final = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/tiff": "tif",
    "application/zip": "zip",
    "application/xml": "xml",
}


class Filed(NamedTuple):
    """One file in the archive, under a name that no stranger chose."""

    row: ExpenditureRow
    document: DocumentRow

    @property
    def name(self) -> str:
        """Number of the row, kind and the first digits of the hash: unique and harmless."""
        ending = _ENDINGS.get(self.document.media_type, "bin")
        mark = self.document.sha256[:12]
        return f"belege/{self.row.number:05d}_{self.document.kind}_{mark}.{ending}"

    def cells(self, *, kept: bool) -> tuple[Cell, ...]:
        """Its line in the list of hashes; an erased file is named with its hash all the same."""
        one = self.document
        number = self.row.voucher_number
        place = self.name if kept else "gelöscht (RET-06)"
        return self.row.number, number, one.kind, place, one.sha256, one.size


def files_of(session: Session, rows: Sequence[ExpenditureRow]) -> Iterator[Filed]:
    """The files of these rows, by number of the row, oldest first."""
    found = documents_of(session, [row.expenditure_id for row in rows])
    for row in sorted(rows, key=lambda one: one.number):
        for document in found.get(row.expenditure_id, ()):
            yield Filed(row, document)


def write_archive(
    target: SpooledTemporaryFile[bytes],
    files: Sequence[Filed],
    means: Means,
    progress: Callable[[int], None],
) -> None:
    """Writes the ZIP and rewinds it; the bytes of one block are in memory at a time.

    The same files give the same bytes. Raises Unavailable where a kept file cannot be read.
    """
    kept = {one.document.sha256 for one in files if means.files.has(one.document.sha256)}
    with zipfile.ZipFile(target, "w") as archive:
        lines = csv_chunks(_HEADER, [one.cells(kept=one.document.sha256 in kept) for one in files])
        with archive.open(_entry(LIST), "w") as entry:
            entry.writelines(lines)
        for done, one in enumerate(files, start=1):
            if one.document.sha256 in kept:
                _pack(archive, one, means)
            progress(done)
    target.seek(0)


def _pack(archive: zipfile.ZipFile, one: Filed, means: Means) -> None:
    with (
        means.files.open(one.document.sha256) as source,
        archive.open(_entry(one.name), "w", force_zip64=True) as entry,
    ):
        _copy(source, entry)


def _entry(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, _SAME_DAY)


def _copy(source: IO[bytes], target: IO[bytes]) -> None:
    while block := source.read(_BLOCK):
        target.write(block)
