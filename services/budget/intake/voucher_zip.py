"""The ZIP of voucher files that comes with a list: one file per voucher, named by Belegnummer.

``4711.pdf`` belongs to Belegnummer 4711. Signs that no file name may hold (``/ \\ : * ? " < > |``)
are written as ``_``: see ``file_stem``. Folders are allowed and ignored.

Nothing is ever written under a name from the archive, and no size stated in it is believed: bytes
are counted while they are unpacked. Files come one at a time; memory holds one of them.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, Final
from unicodedata import normalize

from services.budget.domain.import_row import Rejection
from services.budget.intake.notation import shown
from services.budget.intake.zip_guard import EntryFault, blocks, open_archive

LARGEST_VOUCHER: Final = 25 * 1024 * 1024
LARGEST_TOTAL: Final = 2 * 1024 * 1024 * 1024
_COLUMN: Final = "Datei"
_RULE: Final = "FMT-03"

_KINDS: Final = {
    ".pdf": ("application/pdf", (b"%PDF-",)),
    ".xml": ("application/xml", (b"<", b"\xef\xbb\xbf<")),
    ".jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".tif": ("image/tiff", (b"II*\0", b"MM\0*")),
    ".tiff": ("image/tiff", (b"II*\0", b"MM\0*")),
}
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")
_UNSAFE = re.compile(r'[/\\:*?"<>|]')
_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class VoucherFile:
    """The unpacked file of one voucher; ``stem`` equals ``file_stem(voucher_number)``.

    ``entry`` is its place in the archive, from 1.
    """

    entry: int
    stem: str
    file_name: str
    media_type: str
    content: bytes


def file_stem(voucher_number: str) -> str:
    """Return the file name, without ending, under which the voucher's file is looked for."""
    return normalize("NFC", _UNSAFE.sub("_", voucher_number.strip())).casefold()


def read_vouchers(stream: BinaryIO) -> Iterator[VoucherFile | Rejection]:
    """Yield each voucher file or the reason why it was not taken (``row`` = place in the archive).

    ``stream`` is binary and seekable. Raises ``UnreadableFile`` (``zip_invalid``,
    ``zip_too_large``).
    """
    with open_archive(stream) as archive:
        yield from _entries(archive)


def _entries(archive: zipfile.ZipFile) -> Iterator[VoucherFile | Rejection]:
    seen: set[str] = set()
    left = LARGEST_TOTAL
    for entry, info in enumerate(archive.infolist(), start=1):
        # Not is_dir(): in Python 3.11 it raises IndexError on an empty name.
        if info.filename.endswith("/") or _LITTER.search(info.filename):
            continue
        try:
            stem, media_type, magics = _named(info, seen)
            content = b"".join(blocks(archive, info, min(LARGEST_VOUCHER, left)))
            left -= len(content)
            if not content.startswith(magics):
                raise EntryFault("file_type", "Der Inhalt passt nicht zur Endung der Datei.")
        except EntryFault as fault:
            yield Rejection(entry, _COLUMN, fault.code, str(fault), shown(info.filename), _RULE)
            continue
        seen.add(stem)
        yield VoucherFile(entry, stem, PurePosixPath(info.filename).name, media_type, content)


def _named(info: zipfile.ZipInfo, seen: set[str]) -> tuple[str, str, tuple[bytes, ...]]:
    name = info.orig_filename
    path = PurePosixPath(name)
    if _is_trick(name, path):
        raise EntryFault("path_unsafe", "Der Dateiname enthält einen unzulässigen Pfad.")
    if path.suffix.lower() not in _KINDS:
        raise EntryFault("file_type", f"Erlaubt sind {', '.join(_KINDS)}.")
    stem = file_stem(path.stem)
    if stem in seen:
        raise EntryFault("file_duplicate", "Zu dieser Belegnummer gibt es schon eine Datei.")
    return stem, *_KINDS[path.suffix.lower()]


def _is_trick(name: str, path: PurePosixPath) -> bool:
    return (
        not name.isprintable()
        or "\\" in name
        or path.is_absolute()
        or ".." in path.parts
        or _DRIVE.match(name) is not None
    )
