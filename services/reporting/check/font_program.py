"""The program of an embedded TrueType font: what each of its glyphs looks like, as a hash.

A glyph is its outline with those it is composed of, its advance and its bearing. All tables that
are the same in every subset count too: instructions in them may move the points of any outline.
"""

from __future__ import annotations

import base64
import hashlib
import struct
from collections.abc import Iterator

from .content import Foreign

_FREE = {b"head": ((8, 12), (50, 52)), b"hhea": ((34, 36),), b"maxp": ((4, 6),)}
"""Where a table depends on the glyphs of the subset: checksum, format of places, counts."""
_FIXED = (b"OS/2", b"cvt ", b"fpgm", b"head", b"hhea", b"maxp", b"name", b"post", b"prep")
_TAGS = sorted((*_FIXED, b"cmap", b"glyf", b"hmtx", b"loca"))
_LENGTH = 12
"""Bytes of a hash: 96 bits, so that no other outline is found for a given character."""
_DEEPEST = 4
_WORDS, _MORE = 0x0001, 0x0020
_SCALES = {0x0008: 2, 0x0040: 4, 0x0080: 8}
"""Flags of a part of a composed glyph, and bytes that follow for its scale."""


class FontProgram:
    """One font. Raises Foreign (or struct.error, IndexError) where it is not built like ours."""

    def __init__(self, data: bytes) -> None:
        self._tables = _tables(data)
        (self.count,) = struct.unpack_from(">H", self._tables[b"maxp"], 4)
        (is_long,) = struct.unpack_from(">H", self._tables[b"head"], 50)
        places = self._tables[b"loca"]
        form, step = (">%dL", 1) if is_long else (">%dH", 2)
        self._places = [one * step for one in struct.unpack_from(form % (self.count + 1), places)]

    @property
    def fixed(self) -> str:
        """Hash of all that is the same in every subset of a font."""
        digest = hashlib.sha256()
        for tag in _FIXED:
            table = bytearray(self._tables[tag])
            for start, end in _FREE.get(tag, ()):
                table[start:end] = bytes(end - start)
            digest.update(tag + len(table).to_bytes(4, "big") + table)
        return _text(digest.digest())

    def glyphs(self) -> tuple[int, ...]:
        """The glyph of each code from 0 on. Raises Foreign for a table of another form."""
        table = self._tables[b"cmap"]
        count = (len(table) - 22) // 2
        found = struct.unpack_from(f">{count}H", table, 22)
        head = (0, 1, 1, 0, 0, 12, 6, 10 + 2 * count, 0, 0, count)
        if table != struct.pack(f">{11 + count}H", *head, *found):
            raise Foreign("eine Schrift mit anderer Zuordnung")
        return found

    def advance(self, glyph: int) -> int:
        """Units to the next glyph."""
        return self._metrics(glyph)[0]

    def looks(self, glyph: int) -> str:
        """Hash of what the glyph looks like."""
        return _text(self._digest(glyph, 0))

    def _digest(self, glyph: int, depth: int) -> bytes:
        if depth > _DEEPEST or glyph >= self.count:
            raise Foreign("eine Schrift mit anderen Zeichen")
        outline = bytearray(self._tables[b"glyf"][self._places[glyph] : self._places[glyph + 1]])
        digest = hashlib.sha256(struct.pack(">Hh", *self._metrics(glyph)))
        if outline[:1] >= b"\x80":  # a negative number of contours: composed
            for at in list(_parts(bytes(outline))):
                (part,) = struct.unpack_from(">H", outline, at)
                digest.update(self._digest(part, depth + 1))
                outline[at : at + 2] = bytes(2)
        digest.update(outline)
        return digest.digest()

    def _metrics(self, glyph: int) -> tuple[int, int]:
        """Advance and left bearing; the last advance holds for all glyphs behind it."""
        (full,) = struct.unpack_from(">H", self._tables[b"hhea"], 34)
        table = self._tables[b"hmtx"]
        (advance,) = struct.unpack_from(">H", table, 4 * min(glyph, full - 1))
        place = 4 * glyph + 2 if glyph < full else 4 * full + 2 * (glyph - full)
        return advance, struct.unpack_from(">h", table, place)[0]


def _tables(data: bytes) -> dict[bytes, bytes]:
    """Exactly the tables of ours, each once and in order, so that all readers take the same."""
    version, count = struct.unpack_from(">LH", data)
    records = [struct.unpack_from(">4sLLL", data, 12 + 16 * one) for one in range(min(count, 32))]
    if version != 0x10000 or [tag for tag, *_ in records] != _TAGS:
        raise Foreign("eine Schrift mit anderen Tabellen")
    found = {tag: data[start : start + length] for tag, _, start, length in records}
    if any(len(found[tag]) != length for tag, _, _, length in records):
        raise Foreign("eine abgeschnittene Schrift")
    return found


def _parts(outline: bytes) -> Iterator[int]:
    """Where the numbers of the glyphs stand of which one is composed."""
    at, flags = 10, _MORE
    while flags & _MORE:
        (flags,) = struct.unpack_from(">H", outline, at)
        yield at + 2
        at += 8 if flags & _WORDS else 6
        at += next((size for flag, size in _SCALES.items() if flags & flag), 0)


def _text(digest: bytes) -> str:
    return base64.b64encode(digest[:_LENGTH], b"-_").decode()
