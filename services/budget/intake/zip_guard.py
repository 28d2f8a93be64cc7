"""Open strangers' ZIP archives: nothing an archive says about itself is believed."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final

from services.budget.intake.csv_encoding import unreadable

MOST_ENTRIES: Final = 20_000
_LARGEST_DIRECTORY: Final = 8 * 1024 * 1024
_END_RECORD: Final = 22
_LONGEST_TAIL: Final = 65_535 + _END_RECORD
_BLOCK: Final = 256 * 1024
_ENCRYPTED: Final = 0x1

# All the words in which zipfile and the decompressors report broken or contradictory entries.
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


class EntryFault(Exception):
    """One entry of an archive cannot be taken: stable ``code``, German message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def open_archive(stream: BinaryIO) -> zipfile.ZipFile:
    """Open a ZIP for reading; ``stream`` is seekable.

    Raises ``UnreadableFile``: ``zip_invalid``, ``zip_too_large``. The table of contents is measured
    before it is read: ``zipfile`` would load millions of entries into memory.
    """
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _LONGEST_TAIL))
    tail = stream.read()
    stream.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END_RECORD:
        raise unreadable("zip_invalid", "Das ist keine vollständige ZIP-Datei.")
    entries, directory_size = struct.unpack("<HI", tail[at + 10 : at + 16])
    # ZIP64 writes the largest possible numbers here, and is thereby refused as well.
    if entries > MOST_ENTRIES or directory_size > _LARGEST_DIRECTORY:
        raise unreadable("zip_too_large", f"Die ZIP-Datei hat mehr als {MOST_ENTRIES} Einträge.")
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise unreadable("zip_invalid", "Die ZIP-Datei ist beschädigt.") from error


def blocks(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> Iterator[bytes]:
    """Unpack one entry block by block, counting; raises ``EntryFault``.

    Codes: ``file_encrypted``, ``file_too_large`` (beyond ``limit`` bytes), ``file_broken``.
    """
    if info.flag_bits & _ENCRYPTED:
        raise EntryFault("file_encrypted", "Die Datei ist verschlüsselt.")
    size = 0
    try:
        with archive.open(info) as source:
            while block := source.read(_BLOCK):
                size += len(block)
                if size > limit:
                    raise EntryFault(
                        "file_too_large", f"Die Datei ist entpackt größer als {limit >> 20} MB."
                    )
                yield block
    except _BROKEN as error:
        raise EntryFault("file_broken", "Die Datei lässt sich nicht entpacken.") from error
