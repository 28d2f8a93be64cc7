"""The ZIP beside a long report. What is large in it, the events, is read line by line and never
held as a whole; the rest is held up to a limit. The sizes a ZIP states are not believed."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator

from . import limits
from .limits import TooMuch
from .outcome import Fault

EVENTS = "ereignisse.ndjson"
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_PIECE = 1 << 18


class Lines:
    """The lines of a file in a ZIP, read anew each time."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive, self._name = archive, name

    def __iter__(self) -> Iterator[bytes]:
        rest = b""
        for piece in self._pieces():
            *whole, rest = (rest + piece).split(b"\n")
            yield from whole
            if len(rest) > limits.LINE:
                raise TooMuch(f"eine Zeile in {self._name} ist länger als {_mb(limits.LINE)}")
        if rest:
            raise Fault(f"Die Anlage {self._name} endet mitten in einer Zeile")

    def sha256(self) -> str:
        """Of the whole file."""
        digest = hashlib.sha256()
        for piece in self._pieces():
            digest.update(piece)
        return digest.hexdigest()

    def _pieces(self) -> Iterator[bytes]:
        left = limits.STREAMED
        with self._archive.open(self._name) as opened:
            while piece := opened.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise TooMuch(
                        f"{self._name} entfaltet sich auf mehr als {_mb(limits.STREAMED)}"
                    )
                yield piece


Events = bytes | Lines
"""The events of a report: as they lie in the PDF, or in the file beside it."""


def lines_of(events: Events) -> Iterator[bytes]:
    """One event after the other. Raises Fault where the last is cut."""
    if isinstance(events, Lines):
        yield from events
        return
    *whole, rest = events.split(b"\n")
    yield from whole
    if rest:
        raise Fault(f"Die Anlage {EVENTS} endet mitten in einer Zeile")


def opened(data: bytes) -> tuple[dict[str, bytes], Lines | None]:
    """The files of a ZIP by name, no name twice, and apart from them its events."""
    if len(data) > limits.FILE:
        raise TooMuch(f"die Begleitdatei hat mehr als {_mb(limits.FILE)}")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        return _files(archive), Lines(archive, EVENTS) if EVENTS in archive.namelist() else None
    except zipfile.BadZipFile:
        raise Fault("Die Begleitdatei ist kein lesbares ZIP") from None


def _files(archive: zipfile.ZipFile) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    entries, left = archive.infolist(), limits.HELD
    if len(entries) > limits.SIDE_FILES:
        raise TooMuch(f"die Begleitdatei enthält mehr als {limits.SIDE_FILES} Dateien")
    names = [one.filename for one in entries]
    for one in entries:
        if names.count(one.filename) > 1:
            raise Fault(f"Die Begleitdatei enthält {one.filename} zweimal")
        if one.compress_type not in _PACKINGS:
            raise Fault(f"In der Begleitdatei ist {one.filename} anders gepackt, als es sein darf")
        if one.filename == EVENTS:
            continue
        with archive.open(one) as stream:
            found[one.filename] = stream.read(left + 1)
        left -= len(found[one.filename])
        if left < 0:
            raise TooMuch(f"die Begleitdatei entfaltet sich auf mehr als {_mb(limits.HELD)}")
    return found


def _mb(size: int) -> str:
    return f"{size >> 20} MB"
