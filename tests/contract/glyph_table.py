"""Writes the table by which the check of reports knows the glyphs of the fonts: a new version of
the fonts changes it, and reports drawn before then need the check of their own version."""

from __future__ import annotations

from pathlib import Path

from services.reporting.check import fonts
from services.reporting.check.font_program import FontProgram
from services.reporting.render.pdf.fonts import BOLD, ITALIC, MEDIUM, REGULAR, face

PATH = Path(fonts.__file__).with_name(fonts.TABLE)
_SPACE = 0xA0
"""Drawn as a space."""


def table() -> str:
    """A line of names, one of what all subsets of a face share, then one per character."""
    columns: dict[str, dict[str, str]] = {}
    for name in (REGULAR, MEDIUM, BOLD, ITALIC):
        one = face(name).font.face
        codes = sorted(code for code in one.charToGlyph if code != _SPACE)
        program = FontProgram(one.makeSubset(codes))
        looks = map(program.looks, program.glyphs())
        found = dict(zip((f"{code:04X}" for code in codes), looks, strict=True))
        columns[one.name.decode()] = {"": program.fixed, **found}
    codes_of_all = sorted({code for one in columns.values() for code in one})
    rows = [
        " ".join([code, *(one.get(code, "-") for one in columns.values())]) for code in codes_of_all
    ]
    return "\n".join([" ".join(columns), *rows]) + "\n"


if __name__ == "__main__":
    PATH.write_text(table(), "ascii")
