"""Fira Sans with tabular figures, as faces the drawing code can measure and encode quickly.

Fira Sans draws proportional figures by default and reportlab applies no OpenType features, so
columns of money would not line up. The tabular glyphs are in the font ("zero.tf" …, feature tnum);
the faces here show them for the digits, by name from the font's ``post`` table.
"""

import struct
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from services.reporting.render.pdf.font_tables import FontError, QuickFont

REGULAR: Final = "Fira-Regular"
MEDIUM: Final = "Fira-Medium"
BOLD: Final = "Fira-SemiBold"
ITALIC: Final = "Fira-Italic"

_FILES = {REGULAR: "Regular", MEDIUM: "Medium", BOLD: "SemiBold", ITALIC: "Italic"}
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_STANDARD_GLYPHS: Final = 258
"""Names below this index of a format 2 ``post`` table are Apple's standard ones (OpenType spec)."""


class Face:
    """One face: widths per 1000 em and the characters it has."""

    def __init__(self, name: str, font: TTFont) -> None:
        self.name = name
        self.font = font
        self.widths: dict[str, int] = {
            chr(code): font.face.charWidths[code] for code in font.face.charToGlyph
        }
        self.widest = max(self.widths.values())

    def width(self, text: str) -> int:
        """Return the width of ``text`` in thousandths of the font size."""
        return sum(map(self.widths.__getitem__, text))


class Encoder(dict[int, str]):
    """``str.translate`` table from characters to the escaped bytes of one face in one document.

    Nearly all German text lives in the first subset of the font; ``subset`` finds the few
    characters that do not, for which the text is cut into runs.
    """

    def __init__(self, face: Face, document: Any) -> None:
        super().__init__()
        self._face = face
        self._document = document
        self._far: dict[str, int] = {}

    def __missing__(self, code: int) -> str:
        subset, raw = self._face.font.splitString(chr(code), self._document)[0]
        found = "".join(_escaped(byte) for byte in raw)
        if subset:
            self._far[chr(code)] = subset
        self[code] = found
        return found

    def encode(self, text: str) -> str | None:
        """Return the escaped bytes, None where the text needs more than the first subset."""
        encoded = text.translate(self)
        if self._far and not self._far.keys().isdisjoint(text):
            return None
        return encoded

    def runs(self, text: str) -> list[tuple[str, str]]:
        """Return (internal font name, escaped bytes) for each run of one subset."""
        font = self._face.font
        return [
            (
                font.getSubsetInternalName(subset, self._document),
                "".join(_escaped(byte) for byte in raw),
            )
            for subset, raw in font.splitString(text, self._document)
        ]

    @property
    def internal_name(self) -> str:
        """Resource name of the first subset."""
        self[32]
        name: str = self._face.font.getSubsetInternalName(0, self._document)
        return name


def _escaped(byte: int) -> str:
    if byte in b"()\\":
        return "\\" + chr(byte)
    return chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}"


@cache
def face(name: str) -> Face:
    """Return a registered face by name; ``FontError`` when its tabular figures are missing."""
    package = resources.files("fontpkg_fira_sans")
    path = Path(str(package / "files" / f"FiraSans-{_FILES[name]}.ttf"))
    font = QuickFont(name, str(path))
    _use_tabular_figures(font, path.read_bytes())
    pdfmetrics.registerFont(font)
    return Face(name, font)


def _use_tabular_figures(font: TTFont, data: bytes) -> None:
    glyphs = _glyphs_named(data, {f"{name}.tf".encode(): name for name in _DIGITS})
    advances = _advances(data)
    scale = 1000 / font.face.unitsPerEm
    for digit, name in zip("0123456789", _DIGITS, strict=True):
        glyph = glyphs.get(name)
        if glyph is None:
            raise FontError(f"{font.fontName}: no tabular glyph {name}.tf")
        font.face.charToGlyph[ord(digit)] = glyph
        font.face.charWidths[ord(digit)] = round(advances[min(glyph, len(advances) - 1)] * scale)


def _tables(data: bytes) -> dict[bytes, tuple[int, int]]:
    (count,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sLLL", data, 12 + 16 * n) for n in range(count))
    return {tag: (offset, length) for tag, _, offset, length in records}


def _glyphs_named(data: bytes, wanted: dict[bytes, str]) -> dict[str, int]:
    """Return the glyph numbers of some names from a format 2 ``post`` table, which has them all one
    behind the other: thousands, read past once per process and face."""
    offset, length = _tables(data)[b"post"]
    version, count = struct.unpack_from(">L28xH", data, offset)
    if version != 0x20000:
        raise FontError("the font's post table names no glyphs")
    indices = struct.unpack_from(f">{count}H", data, offset + 34)
    position, number, found = offset + 34 + 2 * count, _STANDARD_GLYPHS, dict[str, int]()
    end, sizes = offset + length, frozenset(map(len, wanted))
    while position < end:
        behind = position + 1 + data[position]
        if data[position] in sizes:
            name = wanted.get(data[position + 1 : behind])
            if name is not None and number in indices:
                found[name] = indices.index(number)
                if len(found) == len(wanted):
                    break
        position, number = behind, number + 1
    return found


def _advances(data: bytes) -> list[int]:
    """Return advance widths from ``hmtx``, as many as ``hhea`` announces."""
    tables = _tables(data)
    (count,) = struct.unpack_from(">H", data, tables[b"hhea"][0] + 34)
    return list(struct.unpack_from(">" + "Hh" * count, data, tables[b"hmtx"][0]))[::2]
