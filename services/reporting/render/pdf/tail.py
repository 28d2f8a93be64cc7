"""Third stage: append the structure tree as object streams and write one new xref stream.

No incremental update: qpdf's cross-reference stream at the end of the file is cut off and replaced
by one that knows old and new objects (ISO 32000-1, 7.5.7 and 7.5.8).

The file identifier is the beginning of the SHA-256 over every byte in front of the cross-reference
stream and over that stream's data: whoever changes one changes the other (`check` recomputes it).
"""

import hashlib
import re
import zlib
from collections.abc import Iterator
from itertools import accumulate, chain, count, islice
from typing import BinaryIO, Final

from services.reporting.render.pdf.canvas import DENSE, QUICK
from services.reporting.render.pdf.closing import page_objects
from services.reporting.render.pdf.numbering import number_elements
from services.reporting.render.pdf.structure import Tagger
from services.reporting.render.pdf.tree import TreeWriter

_PER_STREAM: Final = 200
_SHORT: Final = 100
"""So many streams are the structure of a short report, and the beginning of a long one's."""
_STEP: Final = 25
"""Objects begin at multiples of it: their offsets repeat digits and compress better than they grow.
With ``Z_FILTERED``, which spends no bits on short matches among counting numbers, a seventh less.
"""
_ENTRY: Final = 7
"""Bytes of a cross-reference entry: type 1, offset or stream number 4, generation or index 2."""


class TailError(RuntimeError):
    """The file of the second stage does not look like what qpdf is known to write."""


def append_structure(closed: BinaryIO, tagger: Tagger, target: BinaryIO) -> None:
    """Copy ``closed`` to ``target`` with the structure tree of ``tagger``.

    ``target`` is written from its current position, which must be 0.
    """
    pages, annotations, catalog, reserved = page_objects(closed)
    start, number, entries = _read_xref(closed)
    first = len(entries) // _ENTRY
    numbering = number_elements(tagger, first, reserved)
    writer = TreeWriter(tagger, numbering, pages, annotations)
    streams = _ObjectStreams(target, first + writer.count)
    _copy(closed, start, target, streams.digest)
    for index, chunk in enumerate(_chunks(writer.objects())):
        streams.write(first + index * _PER_STREAM, chunk)
    root_stream = streams.write(reserved, [writer.root(reserved)])
    _put(entries, reserved, 2, root_stream, 0)
    tail = _Tail(streams, first, writer.count, number, catalog)
    tail.write(target, entries)


def _chunks(objects: Iterator[str]) -> Iterator[list[str]]:
    while chunk := list(islice(objects, _PER_STREAM)):
        yield chunk


def _copy(source: BinaryIO, length: int, target: BinaryIO, digest: "hashlib._Hash") -> None:
    source.seek(0)
    while length:
        piece = source.read(min(length, 1 << 20))
        if not piece:
            raise TailError("the file ends before its cross-reference stream")
        digest.update(piece)
        target.write(piece)
        length -= len(piece)


class _ObjectStreams:
    """Writes object streams and remembers where each begins."""

    def __init__(self, target: BinaryIO, first_number: int) -> None:
        self._target = target
        self._first = first_number
        self.offsets: list[int] = []
        self.digest = hashlib.sha256()

    @property
    def next_number(self) -> int:
        """Object number after the last stream written."""
        return self._first + len(self.offsets)

    @property
    def first_number(self) -> int:
        """Object number of the first stream."""
        return self._first

    def write(self, first: int, bodies: list[str]) -> int:
        """Write objects numbered from ``first`` as one stream; return the stream's own number."""
        sizes = [len(body) // _STEP * _STEP + _STEP for body in bodies]
        offsets = accumulate(sizes, initial=0)
        pairs = [
            f"{number} {offset}" for number, offset in zip(count(first), offsets, strict=False)
        ]
        head = " ".join(pairs[:-1]) + "\n"
        level = QUICK if len(self.offsets) < _SHORT else DENSE
        data = _packed(head + "".join(map(str.ljust, bodies, sizes)), level)
        number = self.next_number
        self.offsets.append(self._target.tell())
        block = (
            f"{number} 0 obj\n<</Type/ObjStm/N {len(bodies)}/First {len(head)}"
            f"/Filter/FlateDecode/Length {len(data)}>>\nstream\n"
        ).encode() + data
        block += b"\nendstream\nendobj\n"
        self.digest.update(block)
        self._target.write(block)
        return number


class _Tail:
    """The new cross-reference stream and the trailer entries in it."""

    def __init__(
        self, streams: _ObjectStreams, first: int, count: int, number: int, catalog: int
    ) -> None:
        self._streams = streams
        self._first = first
        self._count = count
        self._number = number
        self._catalog = catalog

    def write(self, target: BinaryIO, entries: bytearray) -> None:
        position = target.tell()
        _put(entries, self._number, 1, position, 0)
        size = self._streams.next_number
        packed = zlib.compressobj(9)
        data = b"".join(packed.compress(piece) for piece in self._predicted(entries))
        data += packed.flush()
        self._streams.digest.update(data)
        identity = self._streams.digest.hexdigest()[:32]
        target.write(
            (
                f"{self._number} 0 obj\n<</Type/XRef/Size {size}/Root {self._catalog} 0 R"
                f"/W[1 4 2]/ID[<{identity}><{identity}>]/Filter/FlateDecode"
                f"/DecodeParms<</Columns {_ENTRY}/Predictor 12>>/Length {len(data)}>>\nstream\n"
            ).encode()
            + data
            + f"\nendstream\nendobj\nstartxref\n{position}\n%%EOF\n".encode()
        )

    def _predicted(self, entries: bytearray) -> Iterator[bytes]:
        """Yield all entries with the PNG predictor Up: each byte less the one above it.

        Entries of compressed objects differ from the one above by their index only, so the
        differences of a whole stream are the same bytes for every stream after its first entry.
        """
        above = bytes(_ENTRY)
        old = (bytes(entries[n : n + _ENTRY]) for n in range(0, len(entries), _ENTRY))
        pattern = b"".join(
            _up(_entry(2, 0, index), _entry(2, 0, index - 1)) for index in range(1, _PER_STREAM)
        )
        for one in old:
            yield _up(one, above)
            above = one
        for chunk in range(-(-self._count // _PER_STREAM)):
            held = min(_PER_STREAM, self._count - chunk * _PER_STREAM)
            stream = self._streams.first_number + chunk
            yield _up(_entry(2, stream, 0), above) + pattern[: (held - 1) * (_ENTRY + 1)]
            above = _entry(2, stream, held - 1)
        for one in (_entry(1, offset, 0) for offset in self._streams.offsets):
            yield _up(one, above)
            above = one


def _packed(text: str, level: int) -> bytes:
    packer = zlib.compressobj(level, strategy=zlib.Z_FILTERED)
    return packer.compress(text.encode("latin-1")) + packer.flush()


def _up(entry: bytes, above: bytes) -> bytes:
    return b"\x02" + bytes((a - b) & 255 for a, b in zip(entry, above, strict=True))


def _entry(kind: int, second: int, third: int) -> bytes:
    return bytes([kind]) + second.to_bytes(4, "big") + third.to_bytes(2, "big")


def _put(entries: bytearray, number: int, kind: int, second: int, third: int) -> None:
    entries[number * _ENTRY : (number + 1) * _ENTRY] = _entry(kind, second, third)


def _read_xref(source: BinaryIO) -> tuple[int, int, bytearray]:
    """Return offset and number of qpdf's cross-reference stream and its entries, widened to 7."""
    source.seek(0, 2)
    end = source.tell()
    source.seek(max(0, end - 64))
    found = re.search(rb"startxref\s+(\d+)", source.read())
    if found is None:
        raise TailError("no startxref")
    offset = int(found[1])
    source.seek(offset)
    text = source.read()
    head = re.match(rb"(\d+) 0 obj\s*<<(.*?)>>\s*stream\r?\n", text, re.DOTALL)
    if head is None:
        raise TailError("no cross-reference stream")
    widths = _integers(head[2], rb"/W\s*\[([\d\s]+)\]")
    (length,) = _integers(head[2], rb"/Length\s+(\d+)")
    data = zlib.decompress(text[head.end() : head.end() + length])
    rows = _unpredicted(data, sum(widths)) if b"/Predictor 12" in head[2] else data
    return offset, int(head[1]), _widened(rows, widths)


def _integers(text: bytes, pattern: bytes) -> list[int]:
    found = re.search(pattern, text)
    if found is None:
        raise TailError(f"no {pattern!r} in the cross-reference stream")
    return [int(one) for one in found[1].split()]


def _unpredicted(data: bytes, width: int) -> bytes:
    above, rows = bytes(width), []
    for start in range(0, len(data), width + 1):
        if data[start] != 2:
            raise TailError("another predictor than Up")
        row = data[start + 1 : start + 1 + width]
        above = bytes((a + b) & 255 for a, b in zip(row, above, strict=True))
        rows.append(above)
    return b"".join(rows)


def _widened(rows: bytes, widths: list[int]) -> bytearray:
    one, two, three = widths
    width = one + two + three
    entries = (rows[start : start + width] for start in range(0, len(rows), width))
    return bytearray(
        chain.from_iterable(
            _entry(
                entry[0],
                int.from_bytes(entry[one : one + two], "big"),
                int.from_bytes(entry[one + two :], "big"),
            )
            for entry in entries
        )
    )
