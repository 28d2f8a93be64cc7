"""Fonts are read a table at a time, and say the same as reportlab's own reading."""

from __future__ import annotations

import struct
from importlib import resources
from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFont, TTFontFace

from services.reporting.render.pdf.font_tables import FontError, QuickFace, QuickFont

FILES = ("Regular", "Medium", "SemiBold", "Italic")
_NOT_NEEDED = {"glyphToChar", "_pdfScale", "_pos"}
"""For shaping; a function; where the last number was read."""


def path_of(file: str) -> str:
    return str(resources.files("fontpkg_fira_sans") / "files" / f"FiraSans-{file}.ttf")


@pytest.mark.parametrize("file", FILES)
def test_a_face_is_what_reportlab_makes_of_the_file(file: str) -> None:
    ours, theirs = vars(QuickFace(path_of(file))), vars(TTFontFace(path_of(file)))
    assert len(theirs["charToGlyph"]) > 1_500
    assert list(ours["charToGlyph"]) == list(theirs["charToGlyph"])
    for name in theirs.keys() - _NOT_NEEDED:
        assert ours[name] == theirs[name], name


def test_a_font_has_what_reportlab_gives_one() -> None:
    ours = QuickFont("Fira-Test", path_of("Regular"))
    theirs = TTFont("Fira-Test", path_of("Regular"), shapable=False)
    assert vars(ours).keys() == vars(theirs).keys()
    for name in ("fontName", "shapable", "_asciiReadable"):
        assert getattr(ours, name) == getattr(theirs, name)


def test_a_font_whose_characters_are_listed_otherwise_is_refused(tmp_path: Path) -> None:
    data = bytearray(Path(path_of("Regular")).read_bytes())
    (count,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sLLL", data, 12 + 16 * n) for n in range(count))
    cmap = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (offset,) = struct.unpack_from(">L", data, cmap + 4 + 4)
    struct.pack_into(">H", data, cmap + offset, 6)
    changed = tmp_path / "changed.ttf"
    changed.write_bytes(data)
    with pytest.raises(FontError, match="no table of characters"):
        QuickFace(str(changed))
