"""A TrueType font read a table at a time.

reportlab takes characters, widths and places of glyphs out of the file number by number, which for
the four faces is a noticeable part of a short report's time. Here each table is unpacked at once; a
test holds that the result is the same.
"""

import struct
from typing import Any, Final
from weakref import WeakKeyDictionary

from reportlab import rl_config
from reportlab.pdfbase.ttfonts import TTEncoding, TTFont, TTFontFace

_UNICODE: Final = (3, 1)
"""Platform and encoding of the table for the Basic Multilingual Plane."""
_SEGMENTS: Final = 4
"""The format of such a table."""


class FontError(RuntimeError):
    """The installed font is not the one this renderer was written for."""


class QuickFace(TTFontFace):  # type: ignore[misc]  # reportlab has no types
    """reportlab's face but for the reading of what there is one of per character or glyph."""

    def extractInfo(self, charInfo: int = 1) -> None:
        """Read the font; what reportlab reads alone is the little that remains."""
        super().extractInfo(0)
        if not charInfo:
            return
        data, count = self._ttf_data, self.numGlyphs
        metrics = self._metrics(data, count)
        self.hmetrics = metrics
        scale = self._pdfScale
        self.defaultWidth = scale(metrics[0][0])
        glyphs = self.charToGlyph = self._characters(data)
        self.charWidths = {
            code: scale(metrics[glyph][0]) for code, glyph in glyphs.items() if glyph < count
        }
        for known in (glyphs, self.charWidths):
            known[0xA0] = known[0x20]
        self.glyphPos = self._positions(data, count)

    def _metrics(self, data: bytes, count: int) -> list[Any]:
        """Advance and bearing of each glyph; those at the end share the last advance."""
        (own,) = struct.unpack_from(">H", data, self.get_table_pos("hhea")[0] + 34)
        start = self.get_table_pos("hmtx")[0]
        found = list(struct.iter_unpack(">HH", data[start : start + 4 * own]))
        bearings = struct.unpack_from(f">{count - own}H", data, start + 4 * own)
        last = self._pdfScale(found[-1][0])
        return found + [(last, one) for one in bearings]

    def _positions(self, data: bytes, count: int) -> list[int]:
        """Where each glyph begins, and where the last one ends."""
        (long,) = struct.unpack_from(">H", data, self.get_table_pos("head")[0] + 50)
        start = self.get_table_pos("loca")[0]
        if long:
            return list(struct.unpack_from(f">{count + 1}L", data, start))
        return [2 * one for one in struct.unpack_from(f">{count + 1}H", data, start)]

    def _characters(self, data: bytes) -> dict[int, int]:
        """The glyph of each character (OpenType, cmap, format 4)."""
        start = self._table_of_characters(data)
        length, _, twice = struct.unpack_from(">3H", data, start + 2)
        count = twice // 2
        ends = struct.unpack_from(f">{count}H", data, start + 14)
        begins, deltas, ranges = (
            struct.unpack_from(f">{count}{kind}", data, start + 16 + part * twice)
            for part, kind in ((1, "H"), (2, "h"), (3, "H"))
        )
        listed = start + 16 + 3 * twice
        rest = struct.unpack_from(f">{(start + length - listed) // 2}H", data, listed)
        found: dict[int, int] = {}
        for number, (first, last, delta) in enumerate(zip(begins, ends, deltas, strict=True)):
            codes = range(first, last + 1)
            if ranges[number]:
                at = number + ranges[number] // 2
                named = rest[at : at + len(codes)]
                glyphs = [one and (one + delta) & 0xFFFF for one in named]
                glyphs += [0] * (len(codes) - len(glyphs))
            else:
                glyphs = [(code + delta) & 0xFFFF for code in codes]
            found.update(zip(codes, glyphs, strict=True))
        return found

    def _table_of_characters(self, data: bytes) -> int:
        cmap = self.get_table_pos("cmap")[0]
        (count,) = struct.unpack_from(">H", data, cmap + 2)
        for platform, encoding, offset in struct.iter_unpack(
            ">HHL", data[cmap + 4 : cmap + 4 + 8 * count]
        ):
            if (platform, encoding) == _UNICODE:
                (form,) = struct.unpack_from(">H", data, cmap + offset)
                if form == _SEGMENTS:
                    return int(cmap + offset)
        raise FontError(f"{self.filename}: no table of characters in format {_SEGMENTS}")


class QuickFont(TTFont):  # type: ignore[misc]
    """reportlab's font on a `QuickFace`, never shaped."""

    def __init__(self, name: str, path: str) -> None:
        self.fontName = name
        self.face = QuickFace(path)
        self.encoding = TTEncoding()
        self.state: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
        self._asciiReadable = rl_config.ttfAsciiReadable
        self.shapable = False
