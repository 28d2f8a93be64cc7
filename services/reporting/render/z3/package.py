"""The package itself: index, DTD, one file per table, enclosures, hashes of all, a read-me."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from services.reporting.documents import Document, Frame
from services.reporting.render.z3.data import data_chunks, file_name
from services.reporting.render.z3.index import DTD, index_xml

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""A fixed time stamp: the same content gives the same bytes."""
_PIECE: Final = 1 << 20
INDEX, HASHES, READ_ME = "index.xml", "pruefsummen.txt", "LIESMICH.txt"


class Enclosure(NamedTuple):
    """A file that goes with the tables: its name, what it is, where it lies."""

    name: str
    description: str
    path: Path


def write_package(
    document: Document, frame: Frame, enclosures: Sequence[Enclosure], target: BinaryIO
) -> None:
    """Writes the ZIP in constant memory; the read-me comes last and is in no list of hashes."""
    tables = tuple(document.tables())
    hashes: dict[str, str] = {}
    dtd = resources.files("services.reporting.render.z3").joinpath(DTD).read_bytes()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        hashes[INDEX] = add_file(archive, INDEX, [index_xml(document, tables)])
        hashes[DTD] = add_file(archive, DTD, [dtd])
        for one in tables:
            hashes[file_name(one)] = add_file(archive, file_name(one), data_chunks(one))
        for enclosure in enclosures:
            hashes[enclosure.name] = add_file(archive, enclosure.name, _pieces(enclosure.path))
        add_file(archive, HASHES, [listed_hashes(hashes)])
        add_file(archive, READ_ME, [_read_me(document, frame, enclosures).encode()])


def listed_hashes(hashes: Mapping[str, str]) -> bytes:
    """As `sha256sum --check` reads them."""
    return "".join(f"{sha256}  {name}\n" for name, sha256 in hashes.items()).encode()


def add_file(
    archive: zipfile.ZipFile,
    name: str,
    chunks: Iterable[bytes],
    packing: int = zipfile.ZIP_DEFLATED,
) -> str:
    """Writes one file; returns its SHA-256 (hex)."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = packing
    digest = hashlib.sha256()
    with archive.open(info, "w", force_zip64=True) as entry:
        for chunk in chunks:
            digest.update(chunk)
            entry.write(chunk)
    return digest.hexdigest()


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as source:
        while piece := source.read(_PIECE):
            yield piece


def _read_me(document: Document, frame: Frame, enclosures: Sequence[Enclosure]) -> str:
    lines = [
        f"{document.title}, {document.city}",
        document.grant,
        f"Stand: {frame.status.label}, Fassung {frame.version}; Prüfeintrag "
        f"{frame.cut_off_position} ({frame.cut_off_at})",
        f"Inhaltsprüfsumme des Berichts: SHA-256 {frame.content_hash}",
        "",
        "Das Paket folgt dem Beschreibungsstandard für die Datenträgerüberlassung. In IDEA oder",
        "einem anderen Prüfprogramm „index.xml“ öffnen; die Tabellen werden daraus eingelesen.",
        "",
        *(f"{file_name(one)}: {one.caption}" for one in document.tables()),
        "",
        *(f"{one.name}: {one.description}" for one in enclosures),
        f"{HASHES}: SHA-256 jeder Datei; prüfen mit: sha256sum --check {HASHES}",
        "",
        "Texte, die mit = + - @ beginnen, tragen ein Hochkomma davor, damit keine Tabellen-",
        "kalkulation sie ausführt. Zeilenumbrüche in Texten sind Leerzeichen.",
        "„receipt_files.csv“ nennt die Prüfsummen aller Belegdateien; die Dateien selbst liegen in",
        "der Fassung des Pakets mit Belegdateien, Ordner „belege“.",
    ]
    return "\r\n".join([*lines, ""])
