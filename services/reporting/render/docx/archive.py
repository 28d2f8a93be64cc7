"""The DOCX container without the time of its making: equal words are equal bytes."""

from __future__ import annotations

from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_NO_TIME = (1980, 1, 1, 0, 0, 0)


def repack(source: BinaryIO, target: BinaryIO) -> None:
    """Copy every member of the archive in its order, each with the same fixed time."""
    with ZipFile(source) as found, ZipFile(target, "w", ZIP_DEFLATED) as made:
        for member in found.infolist():
            plain = ZipInfo(member.filename, _NO_TIME)
            plain.compress_type = ZIP_DEFLATED
            plain.create_system = 3
            made.writestr(plain, found.read(member))
