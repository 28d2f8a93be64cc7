"""The package with the files of receipts: the stored one, their list, the files themselves; or, of
a large grant, a further part that holds files only."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, BinaryIO

from services.reporting.documents import Table
from services.reporting.render.z3.data import data_chunks, file_name
from services.reporting.render.z3.index import with_table
from services.reporting.render.z3.package import (
    HASHES,
    INDEX,
    READ_ME,
    add_file,
    listed_hashes,
)

_PIECE = 1 << 20


@dataclass(frozen=True)
class FilesPart:
    """One part: `listed` are all files of the package, `files` the name and bytes of those in this
    part, `left_out` a sentence per reason why some are in none."""

    number: int
    parts: int
    listed: Table
    files: Iterable[tuple[str, Iterator[bytes]]]
    left_out: Sequence[str]


def write_part(stored: BinaryIO, part: FilesPart, target: IO[bytes]) -> None:
    """Writes the ZIP in constant memory. The first part holds all that is stored, byte for byte;
    only its index, hashes and read-me know of the files."""
    with zipfile.ZipFile(stored) as old, zipfile.ZipFile(target, "w") as archive:
        hashes: dict[str, str] = {}
        if part.number == 1:
            for name in old.namelist():
                if name not in (INDEX, HASHES, READ_ME):
                    hashes[name] = add_file(archive, name, _pieces(old, name))
            listed = file_name(part.listed)
            hashes[INDEX] = add_file(archive, INDEX, [with_table(old.read(INDEX), part.listed)])
            hashes[listed] = add_file(archive, listed, data_chunks(part.listed))
        for name, content in part.files:
            hashes[name] = add_file(archive, name, content, zipfile.ZIP_STORED)
        add_file(archive, HASHES, [listed_hashes(hashes)])
        before = old.read(READ_ME) if part.number == 1 else b""
        add_file(archive, READ_ME, [before, _read_me(part).encode()])


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as source:
        while piece := source.read(_PIECE):
            yield piece


def _read_me(part: FilesPart) -> str:
    lines = [
        "",
        f"Mit Belegdateien, Teil {part.number} von {part.parts}.",
        f"„{file_name(part.listed)}“ (in Teil 1) nennt zu jeder Belegdatei Namen, Teil,",
        "Prüfsumme und den letzten Tag der Aufbewahrung. Namen im Ordner „belege“: laufende",
        "Nummer, Art und Anfang der Prüfsumme.",
        *part.left_out,
    ]
    return "\r\n".join([*lines, ""])
