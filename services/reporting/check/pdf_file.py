"""A PDF file: its first revision with the identifier, its objects, its attachments."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import Any

from .limits import ENTRIES, FILE, STREAM, Budget, TooMuch, unfold
from .outcome import Fault
from .pdf_objects import Reader, Ref, Stream
from .xref import Places, Revision, Rows

_END = re.compile(rb"startxref\n(\d+)\n%%EOF\n")
_XREF = re.compile(
    rb"(\d+) 0 obj\n<</Type/XRef/Size (\d+)/Root (\d+) 0 R/W\[1 4 2\]"
    rb"/ID\[<([0-9a-f]{32})><([0-9a-f]{32})>\]/Filter/FlateDecode"
    rb"/DecodeParms<</Columns 7/Predictor 12>>/Length (\d+)>>\nstream\n"
)
_AFTER = b"\nendstream\nendobj\n"
_PACKED = 10_000
"""Objects in one object stream; ours hold 200."""


def check_identifier(data: bytes) -> int:
    """The length of the first revision, once its identifier is that of its bytes.

    The identifier is the beginning of SHA-256 over all bytes before the cross-reference stream
    and over the data of that stream. Raises Fault, naming the region.
    """
    if len(data) > FILE:
        raise TooMuch(f"sie hat mehr als {FILE >> 20} MB")
    if not data.startswith(b"%PDF-1.7\n"):
        raise Fault("Der Dateikopf ist kein PDF 1.7")
    end = _END.search(data)
    if end is None:
        raise Fault("Das Dateiende (startxref) fehlt oder ist verändert")
    start = int(end[1])
    head = _XREF.match(data, start)
    if head is None:
        raise Fault("Das Objektverzeichnis (xref) ist verändert oder nicht an seiner Stelle")
    length = int(head[6])
    table = data[head.end() : head.end() + length]
    if data[head.end() + length : end.start()] != _AFTER or head[4] != head[5]:
        raise Fault("Das Objektverzeichnis (xref) ist verändert")
    digest = hashlib.sha256(data[:start] + table).hexdigest()[:32]
    if digest.encode() != head[4]:
        raise Fault("Der Inhalt der Datei passt nicht zu ihrer Kennung: Bytes sind verändert")
    _check_table(table, head)
    return end.end()


def _check_table(table: bytes, head: re.Match[bytes]) -> None:
    """Number, size and root stand outside of what the identifier covers."""
    rows = Rows(unfold(table), [1, 4, 2], 12)
    if len(rows) != int(head[2]) or rows[int(head[1])] != (1, head.start(), 0):
        raise Fault("Das Objektverzeichnis (xref) widerspricht sich")
    if not 0 < int(head[3]) < len(rows):
        raise Fault("Das Objektverzeichnis (xref) nennt keinen Anfang")


class PdfFile:
    """The newest state of a file, objects read when asked for."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.budget = Budget(len(data))
        self._places = Places()
        ends = list(re.finditer(rb"startxref\s+(\d+)\s+%%EOF", data))
        if not ends:
            raise Fault("Das Dateiende (startxref) fehlt")
        self.trailer: dict[str, Any] = {}
        position: int | None = int(ends[-1][1])
        seen: set[int] = set()
        while position is not None and position not in seen:
            seen.add(position)
            position = self._read_xref(position)
        self.get = lru_cache(None)(self._get)
        root = self.resolve(self.trailer.get("Root"))
        if not isinstance(root, dict) or root.get("Type") != "Catalog":
            raise Fault("Das Wurzelobjekt der Datei fehlt")
        self.root: dict[str, Any] = root

    def resolve(self, value: Any) -> Any:
        """The value itself, behind any reference."""
        for _ in range(ENTRIES):
            if not isinstance(value, Ref):
                return value
            value = self.get(value.number)
        raise TooMuch("ein Objekt verweist auf sich selbst")

    def content(self, stream: Any, most: int = STREAM) -> bytes:
        """The bytes a stream unfolds to, no more than `most`."""
        found = self.resolve(stream)
        if not isinstance(found, Stream):
            raise Fault("Ein Datenstrom fehlt")
        kind = found.entries.get("Filter")
        if "DecodeParms" in found.entries and found.entries.get("Type") != "XRef":
            raise Fault("Ein Datenstrom ist so verpackt, dass nicht alle dasselbe lesen")
        if kind is None:
            return found.raw
        if kind not in ("FlateDecode", ["FlateDecode"]):
            raise Fault(f"Unbekannter Filter {kind}")
        return self.budget.unfold(found.raw, most)

    def _get(self, number: int) -> Any:
        kind, second, third = self._places.of(number)
        if kind == 1:
            return self._object_at(second, number)
        if kind == 2:
            found, value = self._unpacked(second)[third]
            if found != number:
                raise Fault(f"Objekt {number} steht nicht an seiner Stelle")
            return value
        return None

    @property
    def revisions(self) -> list[Revision]:
        """The tables of all revisions, the newest first."""
        return self._places.tables

    def packed_in(self, number: int) -> list[int]:
        """Numbers of the objects in an object stream that the newest table finds there."""
        numbers = (one for one, _ in self._unpacked(number))
        return [one for one in numbers if self._places.of(one)[:2] == (2, number)]

    def _object_at(self, offset: int, number: int) -> Any:
        return self.read_object(Reader(self.data, offset), number)

    def read_object(self, reader: Reader, number: int) -> Any:
        """The object with this number, which begins here; the reader goes behind its bytes."""
        offset = reader.at
        if reader.value() != number or reader.value() != 0 or not reader.takes(b"obj"):
            raise Fault(f"Objekt {number} steht nicht an seiner Stelle")
        value = reader.value()
        self.budget.parse(reader.at - offset)
        if not isinstance(value, dict) or not reader.takes(b"stream"):
            return value
        start = reader.at + (2 if self.data[reader.at : reader.at + 2] == b"\r\n" else 1)
        length = self.resolve(value["Length"])
        reader.at = start + length
        return Stream(value, self.data[start : reader.at])

    def _unpacked(self, number: int) -> list[tuple[int, Any]]:
        """Number and value of each object in an object stream."""
        known = self._streams.get(number)
        if known is None:
            stream = self.get(number)
            data = self.content(stream)
            first = stream.entries["First"]
            if not 0 <= stream.entries["N"] <= _PACKED:
                raise TooMuch(f"mehr als {_PACKED} Objekte in einem Datenstrom")
            head = [int(one) for one in data[:first].split()][: 2 * stream.entries["N"]]
            known = [
                (one, self._object_in(data, first + place))
                for one, place in zip(head[::2], head[1::2], strict=True)
            ]
            self._streams[number] = known
        return known

    def _object_in(self, data: bytes, place: int) -> Any:
        reader = Reader(data, place)
        value = reader.value()
        self.budget.parse(reader.at - place)
        return value

    @property
    def _streams(self) -> dict[int, list[tuple[int, Any]]]:
        streams: dict[int, list[tuple[int, Any]]] = self.__dict__.setdefault("_kept", {})
        return streams

    def _read_xref(self, position: int) -> int | None:
        stream = self._stream_at(position)
        entries = stream.entries
        if entries.get("Type") != "XRef":
            raise Fault("Das Objektverzeichnis (xref) fehlt")
        parameters = entries.get("DecodeParms") or {}
        rows = Rows(self.content(stream), entries["W"], parameters.get("Predictor", 1))
        self._places.add(position, rows, entries.get("Index", [0, entries["Size"]]))
        self.trailer = {**entries, **self.trailer}
        previous = entries.get("Prev")
        return previous if isinstance(previous, int) else None

    def _stream_at(self, position: int) -> Stream:
        reader = Reader(self.data, position)
        number = reader.value()
        found = self._object_at(position, number) if isinstance(number, int) else None
        if not isinstance(found, Stream):
            raise Fault("Das Objektverzeichnis (xref) fehlt")
        return found
