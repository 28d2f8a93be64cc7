"""What a report carries within: its data, the checkpoint, the proof, the key, a list of them all.

Beyond 10,000 rows a PDF would carry more data than pages; then everything lies in a ZIP beside it,
and the PDF carries the list with its hash.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import rfc8785

from services.reporting.documents import Document, Frame
from services.reporting.documents.compliance_matrix import RULES_FILE
from services.reporting.render.figures_csv import write_figures
from services.reporting.render.pdf import Attachment
from services.reporting.usecases.log_evidence import DraftEvidence, LogEvidence
from services.reporting.usecases.rules_file import rules_file

MOST_ROWS = 10_000
SIDE = "zip"
INDEX = "inhalt.json"
FORMAT = "foerdernachweis-bericht-1"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""A fixed time stamp: the same content gives the same bytes."""

JSON, CSV, TEXT, LINES = "application/json", "text/csv", "text/plain", "application/x-ndjson"


@dataclass(frozen=True)
class Data:
    """A document in its frame with the files of its data, drawn before."""

    document: Document
    frame: Frame
    json: Path
    csv: Path


class Enclosed(NamedTuple):
    """What goes into the PDF; `side_file` is the SHA-256 of the ZIP beside it, empty if none."""

    attachments: tuple[Attachment, ...]
    side_file: str


class File(NamedTuple):
    """A file with what a reader of the package is told of it."""

    name: str
    media_type: str
    description: str
    relationship: str
    path: Path


def enclosed(
    data: Data, evidence: LogEvidence | None, *, with_events: bool, folder: Path, side: Path
) -> Enclosed:
    """Collects the files; `with_events` for readers who may see single vouchers."""
    figures = folder / f"{data.json.stem}-figures.csv"
    with figures.open("wb") as target:
        rows = write_figures(data.document, data.frame.rule_pack, target)
    files = [
        *_data_files(data, figures),
        *_rules(data.document, folder),
        *log_files(evidence, folder, with_events=with_events),
    ]
    side_hash = ""
    if rows > MOST_ROWS:
        _zip(files, side)
        side_hash = _hash(side)
    index = _index(data, evidence, files, side_hash)
    carried = [] if side_hash else [_attachment(one) for one in files]
    listed = Attachment(INDEX, JSON, "Verzeichnis aller Anlagen mit Prüfsummen", index, "Data")
    return Enclosed((*carried, listed), side_hash)


def _data_files(data: Data, figures: Path) -> Iterator[File]:
    yield File("bericht.json", JSON, "Der Bericht als Daten", "Data", data.json)
    yield File("bericht.csv", CSV, "Die Tabellen des Berichts", "Data", data.csv)
    described = "Jede Zahl mit den Kennungen, aus denen sie entsteht, und dem Regelwerk"
    yield File("zahlen.csv", CSV, described, "Data", figures)


def _rules(document: Document, folder: Path) -> Iterator[File]:
    content = rules_file(document)
    if content is not None:
        path = folder / RULES_FILE
        path.write_bytes(content)
        described = "Jede Regel mit ihren Funktionen und jedem Szenario, das sie nachweist"
        yield File(RULES_FILE, JSON, described, "Data", path)


def log_files(evidence: LogEvidence | None, folder: Path, *, with_events: bool) -> Iterator[File]:
    if evidence is None:
        return
    texts = (
        ("pruefmarke.txt", TEXT, "Unterschriebener Stand des Prüfprotokolls", evidence.checkpoint),
        ("protokollschluessel.txt", TEXT, "Öffentlicher Schlüssel des Protokolls", evidence.key),
    )
    for name, media_type, description, text in texts:
        path = folder / name
        path.write_bytes(text.encode())
        yield File(name, media_type, description, "Supplement", path)
    described = "Nachweis, dass jedes verwendete Ereignis im Protokoll steht"
    yield File("nachweis.json", JSON, described, "Supplement", evidence.proof)
    if with_events:
        described = "Die verwendeten Ereignisse, Byte für Byte"
        yield File("ereignisse.ndjson", LINES, described, "Source", evidence.events)
    if with_events and evidence.draft is not None:
        yield from _draft_files(evidence.draft, folder)


def _draft_files(draft: DraftEvidence, folder: Path) -> Iterator[File]:
    """Of a release: the event of its draft, which names the hash of all that is printed."""
    path = folder / "entwurf-pruefmarke.txt"
    path.write_bytes(draft.checkpoint.encode())
    described = "Unterschriebener Stand des Prüfprotokolls nach dem Entwurf"
    yield File(path.name, TEXT, described, "Supplement", path)
    described = "Nachweis, dass der Entwurf im Protokoll steht"
    yield File("entwurf-nachweis.json", JSON, described, "Supplement", draft.proof)
    described = "Das Ereignis des Entwurfs, Byte für Byte"
    yield File("entwurf.ndjson", LINES, described, "Source", draft.event)


def _attachment(one: File) -> Attachment:
    return Attachment(
        one.name, one.media_type, one.description, one.path.read_bytes(), one.relationship
    )


def _index(data: Data, evidence: LogEvidence | None, files: list[File], side_hash: str) -> bytes:
    return rfc8785.dumps(
        {
            "format": FORMAT,
            "content_hash": data.frame.content_hash,
            "rule_pack": data.frame.rule_pack,
            "log_key_sha256": evidence.key_fingerprint if evidence else None,
            "side_file_sha256": side_hash or None,
            "files": [{"name": one.name, "sha256": _hash(one.path)} for one in files],
        }
    )


def _hash(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _zip(files: list[File], target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in files:
            info = zipfile.ZipInfo(one.name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w", force_zip64=True) as entry, one.path.open("rb") as source:
                while piece := source.read(1 << 20):
                    entry.write(piece)
