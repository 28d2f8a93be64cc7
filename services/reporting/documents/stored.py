"""A document in a file: written as a stream, read back without holding the rows of its tables.

Canonical JSON has no white space and escapes every quote inside a string, so the bytes
``,"rows":[`` can only be the start of a table's rows. The rows are skipped once on opening and
decoded again, one at a time, whenever a renderer asks for them; whoever wants the canonical bytes
gets those of the file.
"""

import codecs
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from services.reporting.documents.codec import from_json
from services.reporting.documents.content import canonical_chunks
from services.reporting.documents.document import Document
from services.reporting.documents.rows import RowReader
from services.reporting.documents.tables import Column, LazyRows, Row

_ROWS = b',"rows":['
_CHUNK = 1 << 16
_DECODE = json.JSONDecoder().raw_decode

Passed = Callable[[], None]
"""Told of every row that passes."""


def write_document(document: Document, target: BinaryIO) -> None:
    """Write the canonical JSON of ``document`` to ``target`` in constant memory."""
    for chunk in canonical_chunks(document):
        target.write(chunk)


def read_document(path: Path, passed: Passed | None = None) -> Document:
    """Read what ``write_document`` wrote; its tables read their rows from ``path`` when iterated.

    ``passed`` is called for every row, when its place is found here and whenever a reader takes it.
    The file must stay unchanged while the document is used. Raises ``ValueError`` (also as
    ``json.JSONDecodeError``), ``KeyError`` or ``TypeError`` for a damaged file.
    """
    pieces: list[bytes] = []
    places: list[tuple[int, int]] = []
    with path.open("rb") as source:
        position = 0
        while (found := _copy_until_rows(source, position, pieces)) >= 0:
            position = _end_of_rows(path, found, passed)
            pieces.append(_ROWS[:-1] + str(len(places)).encode())
            places.append((found, position))
    raw = json.loads(b"".join(pieces))
    source_rows = _Rows(path, places, passed)
    return from_json(Document, _with_rows(raw, source_rows))  # type: ignore[no-any-return]


def _copy_until_rows(source: BinaryIO, position: int, pieces: list[bytes]) -> int:
    """Copy bytes up to the next table; return the offset of its first row, -1 at the end."""
    source.seek(position)
    held = b""
    while chunk := source.read(_CHUNK):
        held += chunk
        if (index := held.find(_ROWS)) >= 0:
            pieces.append(held[:index])
            return position + index + len(_ROWS)
    pieces.append(held)
    return -1


def _end_of_rows(path: Path, start: int, passed: Passed | None) -> int:
    """Return the offset behind the bracket that closes the rows beginning at ``start``."""
    end = start
    for _, size in _raw_rows(path, start):
        end += size
        if passed is not None:
            passed()
    return max(end, start + 1)  # an empty array is only its closing bracket


def _raw_rows(path: Path, start: int) -> Iterator[tuple[dict[str, Any], int]]:
    """Yield each row object with the bytes it takes including the separator behind it."""
    with path.open("rb") as source:
        source.seek(start)
        text, rest = _next_text(source, "", b"")
        index = 0
        while text[index : index + 1] != "]":
            try:
                row, end = _DECODE(text, index)
                separator = text[end]
            except (json.JSONDecodeError, IndexError):
                longer, rest = _next_text(source, text[index:], rest)
                if len(longer) == len(text) - index:
                    raise ValueError(f"{path.name}: the rows break off") from None
                text, index = longer, 0
                continue
            yield row, len(text[index:end].encode()) + 1
            index = end + 1
            if separator == "]":
                return


def _next_text(source: BinaryIO, text: str, rest: bytes) -> tuple[str, bytes]:
    """Append the next chunk to ``text``; ``rest`` are bytes of a character cut at its end."""
    data = rest + source.read(_CHUNK)
    decoder = codecs.getincrementaldecoder("utf-8")()
    text += decoder.decode(data)
    return text, decoder.getstate()[0]


@dataclass(frozen=True)
class _Rows:
    """Where the rows of each table begin, and where behind their bracket the file goes on."""

    path: Path
    places: list[tuple[int, int]]
    passed: Passed | None

    def lazy(self, table: int, columns: tuple[Column, ...]) -> LazyRows:
        start, end = self.places[table]
        return LazyRows(partial(self._read, start, columns), partial(self._bytes, start, end))

    def _read(self, start: int, columns: tuple[Column, ...]) -> Iterator[Row]:
        reader = RowReader(columns)
        for raw, _ in _raw_rows(self.path, start):
            if self.passed is not None:
                self.passed()
            yield reader(raw)

    def _bytes(self, start: int, end: int) -> Iterator[bytes]:
        with self.path.open("rb") as source:
            source.seek(start - 1)  # its opening bracket
            left = end - start + 1
            while chunk := source.read(min(left, _CHUNK)):
                left -= len(chunk)
                yield chunk


def _with_rows(raw: Any, rows: _Rows) -> Any:
    """Replace the number that stands for a table's rows by what reads them for given columns."""
    if isinstance(raw, list):
        return [_with_rows(one, rows) for one in raw]
    if not isinstance(raw, dict):
        return raw
    found = {key: _with_rows(one, rows) for key, one in raw.items()}
    if raw.get("block") == "table":
        found["rows"] = partial(rows.lazy, raw["rows"])
    return found
