"""Do the embedded fonts show the characters they say they show?

What is compared with the data is the text a search finds; an eye sees the outlines. Each glyph
must be the one this program's fonts have for its character: `glyphs.txt` has a hash for each,
made from the fonts themselves (`python -m tests.contract.glyph_table`).
"""

from __future__ import annotations

import pkgutil
import re
import struct
from functools import cache
from typing import Any

from .content import Foreign
from .font_program import FontProgram
from .pdf_file import PdfFile
from .pdf_objects import Ref

_FONT = {
    "Type", "Subtype", "BaseFont", "FirstChar", "LastChar", "FontDescriptor", "Name", "ToUnicode",
    "Widths",
}  # fmt: skip
_DESCRIPTOR = {
    "Type", "FontName", "Flags", "FontBBox", "ItalicAngle", "Ascent", "Descent", "CapHeight",
    "StemV", "MissingWidth", "FontFile2",
}  # fmt: skip
_PROGRAM = {"Filter", "Length", "Length1"}
_SYMBOLIC = 4
"""Flag of a font whose own table says which glyph a code has, for every reader."""
_FACE = re.compile(r"[A-Z]{6}\+(FiraSans-[A-Za-z]+)")
_PAIR = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4})>")
_TO_UNICODE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry ({name})
/Ordering ({name})
/Supplement 0
>> def
/CMapName /{name} def
/CMapType 2 def
1 begincodespacerange
<00> <{last:02X}>
endcodespacerange
{count} beginbfchar
{pairs}
endbfchar
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
TABLE = "glyphs.txt"
Widths = dict[int, float]


class Fonts:
    """The fonts of a file, each checked once."""

    def __init__(self, pdf: PdfFile) -> None:
        self._pdf = pdf
        self._known: dict[int, Widths] = {}

    def widths(self, font: Any) -> Widths:
        """Width of each code that has a glyph, per 1000 em. Raises Foreign for a font in which a
        code has another glyph than its character has."""
        if not isinstance(font, Ref):
            raise Foreign("eine Schrift ohne eigenes Objekt")
        known = self._known.get(font.number)
        if known is None:
            try:
                known = self._known[font.number] = self._checked(self._pdf.resolve(font))
            except (struct.error, IndexError):
                raise Foreign("eine unlesbare Schrift") from None
        return known

    def _checked(self, font: dict[str, Any]) -> Widths:
        _only(font, _FONT, "Schrift")
        name = str(font.get("BaseFont"))
        face = _FACE.fullmatch(name)
        if font.get("Subtype") != "TrueType" or font.get("FirstChar") != 0 or face is None:
            raise Foreign(f"Schrift {name}")
        known = _known().get(face[1])
        program = self._program(font, name)
        if known is None or program.fixed != known[""]:
            raise Foreign(f"eine Schrift, die nur {name} heißt")
        characters = self._characters(font, name)
        glyphs, widths = program.glyphs(), self._pdf.resolve(font["Widths"])
        if not len(characters) == len(glyphs) == len(widths) == font.get("LastChar", 0) + 1:
            raise Foreign(f"Schrift {name} mit anderer Zuordnung")
        found: Widths = {}
        for code, (character, glyph) in enumerate(zip(characters, glyphs, strict=True)):
            if character not in known:
                continue
            if program.looks(glyph) != known[character] or widths[code] != program.advance(glyph):
                raise Foreign(f"Schrift {name}, in der „{character}“ anders aussieht")
            found[code] = float(widths[code])
        return found

    def _program(self, font: dict[str, Any], name: str) -> FontProgram:
        descriptor = self._pdf.resolve(font["FontDescriptor"])
        _only(descriptor, _DESCRIPTOR, "Schrift")
        if str(descriptor.get("FontName")) != name or not descriptor.get("Flags", 0) & _SYMBOLIC:
            raise Foreign(f"Schrift {name} mit anderen Angaben")
        stream = self._pdf.resolve(descriptor.get("FontFile2"))
        data = self._pdf.content(stream)
        _only(stream.entries, _PROGRAM, "Schrift")
        if stream.entries.get("Length1") != len(data):
            raise Foreign(f"Schrift {name} mit anderer Länge")
        return FontProgram(data)

    def _characters(self, font: dict[str, Any], name: str) -> list[str]:
        """The character of each code from 0 on, in a table that no reader can understand in
        another way."""
        table = self._pdf.content(font["ToUnicode"])
        pairs = _PAIR.findall(table)
        lines = [f"<{code:02X}> <{value.decode()}>" for code, (_, value) in enumerate(pairs)]
        count = len(pairs)
        due = _TO_UNICODE.format(name=name, last=count - 1, count=count, pairs="\n".join(lines))
        if table != due.encode():
            raise Foreign(f"Schrift {name} mit anderer Zuordnung zu Zeichen")
        return [chr(int(value, 16)) for _, value in pairs]


@cache
def _known() -> dict[str, dict[str, str]]:
    """By face: the hash of each character's glyph, under "" that of what all subsets share."""
    data = pkgutil.get_data(__package__, TABLE) or b""
    head, *lines = data.decode("ascii").splitlines()
    faces = head.split()
    found: dict[str, dict[str, str]] = {face: {} for face in faces}
    for line in lines:
        code, *hashes = line.split(" ")
        for face, one in zip(faces, hashes, strict=True):
            if one != "-":
                found[face][chr(int(code, 16)) if code else ""] = one
    return found


def _only(entries: dict[str, Any], allowed: set[str], where: str) -> None:
    if strange := entries.keys() - allowed:
        raise Foreign(f"{where} mit /{min(strange)}")
