"""What a workbook must not be, found out before it is opened: a bomb, locked, or full of macros.

Every entry is unpacked once and counted (FMT-03), because the reader behind trusts the archive.
"""

import re
import zipfile
from typing import BinaryIO, Final

from services.budget.intake.csv_encoding import LARGEST_FILE, unreadable
from services.budget.intake.zip_guard import EntryFault, blocks, open_archive

LARGEST_UNPACKED: Final = 300 * 1024 * 1024
LARGEST_TEXTS: Final = 64 * 1024 * 1024
"""Everything together, and the table of texts, which the reader holds in memory as a whole."""

_MACROS = re.compile(r"(?:^|/)(?:vbaProject\.bin|macrosheets/)", re.IGNORECASE)
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3}[0-9]{1,7}):([A-Z]{1,3}[0-9]{1,7})"')
_LONGEST_REF: Final = 80
_MOST_MERGED: Final = 20_000


def merged_ranges(stream: BinaryIO) -> dict[str, list[tuple[str, str]]]:
    """Return the merged ranges by name of the entry; ``stream`` is seekable and left at its start.

    Raises ``UnreadableFile``: ``file_not_csv`` (a ZIP that is no workbook), ``file_too_large``,
    ``workbook_macros``, ``workbook_broken``, ``zip_invalid``, ``zip_too_large``.
    """
    if stream.seek(0, 2) > LARGEST_FILE:
        raise unreadable("file_too_large", f"Die Datei ist größer als {LARGEST_FILE >> 20} MB.")
    with open_archive(stream) as archive:
        names = archive.namelist()
        if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
            raise unreadable("file_not_csv", "Das ist eine ZIP-Datei, aber keine Excel-Mappe.")
        if any(_MACROS.search(name) for name in names):
            raise unreadable(
                "workbook_macros",
                "Die Mappe enthält Makros; bitte als Excel-Arbeitsmappe (.xlsx) speichern.",
            )
        found = _counted(archive)
    stream.seek(0)
    return found


def _counted(archive: zipfile.ZipFile) -> dict[str, list[tuple[str, str]]]:
    left = LARGEST_UNPACKED
    found: dict[str, list[tuple[str, str]]] = {}
    for info in archive.infolist():
        limit = min(left, LARGEST_TEXTS) if "sheets/" not in info.filename else left
        tail = b""
        try:
            for block in blocks(archive, info, limit):
                left -= len(block)
                refs = _MERGED.findall(tail + block)
                # A reference lies in the overlap once more only if it ends there.
                tail = (tail + block)[-_LONGEST_REF:]
                pairs = [(first.decode(), last.decode()) for first, last in refs]
                found.setdefault(info.filename, []).extend(pairs[:_MOST_MERGED])
        except EntryFault as fault:
            code = "file_too_large" if fault.code == "file_too_large" else "workbook_broken"
            raise unreadable(code, f"Die Mappe kann nicht gelesen werden: {fault}") from fault
    return found
