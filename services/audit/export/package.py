"""Writing the package: a ZIP with entries, leaf hashes, checkpoint, key and a checking script."""

import base64
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from typing import IO

from services.audit.domain.trail import TrailEntry
from shared.csv_text import csv_chunks

CSV_HEADER = (
    "Nummer", "Zeit", "Ereignis", "Bearbeiter-Kennung", "Ausgang", "Gegenstand", "Zuwendung",
    "Ereignis-Kennung", "Vermerk", "Hash (SHA-256)",
)  # fmt: skip
# A fixed time stamp: the same content gives the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Package:
    """What the package says about itself."""

    checkpoint_note: str
    verifier_key: str
    filters: dict[str, str]
    tree_size: int


@dataclass
class EntryCount:
    """How many entries were written."""

    entries: int = 0


def write_package(
    target: IO[bytes],
    package: Package,
    *,
    entries: Iterable[TrailEntry],
    again: Iterable[TrailEntry],
    leaf_hashes: Iterable[bytes],
) -> int:
    """Write the ZIP in constant memory; answers how many entries it holds.

    `entries` and `again` are the same entries, each read once: for the exact bytes and for the
    table. Filters narrow the entries, never the leaf hashes: without all of them no root.
    """
    count = EntryCount()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "eintraege.ndjson", _lines(entries, count))
        _add(archive, "eintraege.csv", csv_chunks(CSV_HEADER, map(_csv_row, again)))
        _add(archive, "blatthashes.bin", leaf_hashes)
        _add(archive, "pruefmarke.txt", [package.checkpoint_note.encode()])
        _add(archive, "schluessel.txt", [f"{package.verifier_key}\n".encode()])
        _add(archive, "LIESMICH.txt", [_readme(package, count.entries).encode()])
        script = resources.files("services.audit.export").joinpath("pruefen.py").read_bytes()
        _add(archive, "pruefen.py", [script])
    return count.entries


def _add(archive: zipfile.ZipFile, name: str, chunks: Iterable[bytes]) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(info, "w", force_zip64=True) as file:
        for chunk in chunks:
            file.write(chunk)


def _lines(entries: Iterable[TrailEntry], count: EntryCount) -> Iterator[bytes]:
    for shown in entries:
        count.entries += 1
        line = {
            "sequence": shown.sequence,
            "stream_offset": shown.stream_offset,
            "mark": shown.mark,
            "entry_hash": shown.entry_hash.hex(),
            **_body(shown.body),
        }
        yield json.dumps(line, ensure_ascii=False).encode() + b"\n"


def _body(body: bytes) -> dict[str, str]:
    """The exact bytes, as text where they are UTF-8."""
    try:
        return {"body": body.decode()}
    except UnicodeDecodeError:
        return {"body_base64": base64.b64encode(body).decode()}


def _csv_row(shown: TrailEntry) -> tuple[str | int | None, ...]:
    return (
        shown.sequence, shown.time, shown.type, shown.actor, shown.outcome, shown.subject,
        shown.grant_id, shown.event_id, shown.mark, shown.entry_hash.hex(),
    )  # fmt: skip


def _readme(package: Package, entries: int) -> str:
    filters = ", ".join(f"{name}={value}" for name, value in package.filters.items()) or "keine"
    return (
        "Auszug aus dem Prüfpfad\r\n\r\n"
        f"Einträge: {entries} (Filter: {filters})\r\n"
        f"Stand: Prüfmarke über {package.tree_size} Einträge; jüngere sind nicht dabei.\r\n"
        f"Öffentlicher Schlüssel: {package.verifier_key}\r\n\r\n"
        "eintraege.ndjson  die Einträge, Byte für Byte wie empfangen, einer je Zeile\r\n"
        "eintraege.csv     dieselben als Tabelle\r\n"
        "blatthashes.bin   SHA-256 aller Einträge des Protokolls, je 32 Byte\r\n"
        "pruefmarke.txt    der unterschriebene Stand des Protokolls\r\n"
        "pruefen.py        prüft das alles: python pruefen.py\r\n"
    )
