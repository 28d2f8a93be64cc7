"""Print forged in the fonts: an eye would see another digit than a search finds."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from services.reporting.check.font_program import FontProgram
from services.reporting.check.outcome import WRONG
from services.reporting.check.report import Trust, check_report
from services.reporting.render.pdf.fonts import REGULAR, face
from tests.contract import glyph_table
from tests.contract.pdf_forging import Change, forged, sealed_by_a_stranger
from tests.driver import House
from tests.reported_house import document, draft, reported_house
from tests.seal_material import Keys

_THREE_SEVEN = bytes.maketrans(b"37", b"73")
_TEXT = re.compile(rb"\((?:[^\\()]|\\.)*\) Tj")
_PLAIN = re.compile(rb"\\\d{3}|[37]")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with reported_house(tmp_path_factory.mktemp("fonts")) as house:
        yield house


@pytest.fixture(scope="module")
def genuine(house: House) -> bytes:
    return document(house, draft(house, "voucher-list"))


@pytest.fixture(scope="module")
def keys() -> Keys:
    return Keys.make()


def fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [
        one
        for one in pdf.objects
        if isinstance(one, Dictionary) and one.get("/Subtype") == Name.TrueType
    ]


def program(change: Callable[[bytearray, dict[bytes, int]], None]) -> Change:
    """Every embedded font with other bytes; `change` gets them and where each table begins."""

    def write(pdf: pikepdf.Pdf) -> None:
        for font in fonts(pdf):
            stream = font.FontDescriptor.FontFile2
            data = bytearray(stream.read_bytes())
            count = struct.unpack_from(">H", data, 4)[0]
            records = (struct.unpack_from(">4sLLL", data, 12 + 16 * one) for one in range(count))
            change(data, {tag: start for tag, _, start, _ in records})
            stream.write(bytes(data))

    return write


def glyph_of(data: bytearray, tables: dict[bytes, int], character: str) -> int:
    return int(struct.unpack_from(">H", data, tables[b"cmap"] + 22 + 2 * ord(character))[0])


def other_codes(data: bytearray, tables: dict[bytes, int]) -> None:
    at = tables[b"cmap"] + 22
    three, seven = at + 2 * ord("3"), at + 2 * ord("7")
    data[three : three + 2], data[seven : seven + 2] = (
        data[seven : seven + 2], data[three : three + 2]
    )  # fmt: skip


def other_outlines(data: bytearray, tables: dict[bytes, int]) -> None:
    """Three is drawn as what follows it: its place is moved on by one glyph."""
    at = tables[b"loca"] + 2 * glyph_of(data, tables, "3")
    data[at : at + 2] = data[at + 2 : at + 4]


def other_bearing(data: bytearray, tables: dict[bytes, int]) -> None:
    at = tables[b"hmtx"] + 4 * glyph_of(data, tables, "3") + 2
    struct.pack_into(">h", data, at, -400)


def other_point(data: bytearray, tables: dict[bytes, int]) -> None:
    place = struct.unpack_from(">H", data, tables[b"loca"] + 2 * glyph_of(data, tables, "3"))[0] * 2
    data[tables[b"glyf"] + place + 40] ^= 1


def other_instructions(data: bytearray, tables: dict[bytes, int]) -> None:
    data[tables[b"prep"] + 9] ^= 1


def other_table(data: bytearray, tables: dict[bytes, int]) -> None:
    data[12:16] = b"CFF "


def words_and_table(pdf: pikepdf.Pdf) -> None:
    """Text and the table that says which characters it is, both with 3 for 7: a search finds the
    data, an eye the opposite."""
    streams = [page.Contents for page in pdf.pages]
    streams += [one for one in pdf.objects if _is_form(one)]
    for stream in streams:
        stream.write(_TEXT.sub(lambda one: _PLAIN.sub(_swapped, one[0]), stream.read_bytes()))
    for font in fonts(pdf):
        table = font.ToUnicode.read_bytes()
        table = table.replace(b"<33> <0033>", b"<33> <0037>").replace(
            b"<37> <0037>", b"<37> <0033>"
        )
        font.ToUnicode.write(table)


def _swapped(one: re.Match[bytes]) -> bytes:
    return one[0].translate(_THREE_SEVEN) if len(one[0]) == 1 else one[0]


def _is_form(one: pikepdf.Object) -> bool:
    return isinstance(one, pikepdf.Stream) and one.get("/Subtype") == Name.Form


def two_meanings(pdf: pikepdf.Pdf) -> None:
    for font in fonts(pdf):
        table = font.ToUnicode.read_bytes()
        more = b"endbfchar\n1 beginbfrange\n<33> <33> <0037>\nendbfrange"
        font.ToUnicode.write(table.replace(b"endbfchar", more))


def second_program(pdf: pikepdf.Pdf) -> None:
    for font in fonts(pdf):
        font.FontDescriptor.FontFile3 = pdf.make_stream(b"", Subtype=Name.OpenType)


def own_encoding(pdf: pikepdf.Pdf) -> None:
    for font in fonts(pdf):
        font.Encoding = Name.WinAnsiEncoding


def other_face(pdf: pikepdf.Pdf) -> None:
    for font in fonts(pdf):
        font.FontDescriptor.FontFile2 = fonts(pdf)[0].FontDescriptor.FontFile2


def other_widths(pdf: pikepdf.Pdf) -> None:
    for font in fonts(pdf):
        font.Widths[ord("3")] = 0


def without_flag(pdf: pikepdf.Pdf) -> None:
    for font in fonts(pdf):
        font.FontDescriptor.Flags = 32


def unknown_code(pdf: pikepdf.Pdf) -> None:
    """A code that stands for no character: nobody compares what is drawn there."""
    page = pdf.pages[0]
    content = page.Contents.read_bytes()
    page.Contents = pdf.make_stream(content.replace(b") Tj", b"\\037) Tj", 1))


FORGERIES: dict[str, tuple[Change, str]] = {
    "codes in the font": (program(other_codes), "„3“ anders aussieht"),
    "words and their table": (words_and_table, "„7“ anders aussieht"),
    "outlines": (program(other_outlines), "anders aussieht"),
    "one point": (program(other_point), "anders aussieht"),
    "bearing": (program(other_bearing), "„3“ anders aussieht"),
    "instructions": (program(other_instructions), "die nur"),
    "tables": (program(other_table), "anderen Tabellen"),
    "two meanings of a code": (two_meanings, "anderer Zuordnung zu Zeichen"),
    "second program": (second_program, "/FontFile3"),
    "encoding": (own_encoding, "/Encoding"),
    "another face": (other_face, "die nur"),
    "widths": (other_widths, "„3“ anders aussieht"),
    "flags": (without_flag, "anderen Angaben"),
    "a code without character": (unknown_code, "ein Zeichen, das die Schrift"),
}


def drawn_wrong(data: bytes) -> str:
    outcome = check_report(data, None, Trust())
    found = [text for name, state, text in outcome.steps if (name, state) == ("Zeichnung", WRONG)]
    return "".join(found)


@pytest.mark.parametrize("name", FORGERIES)
def test_a_glyph_that_is_not_its_character_is_named(genuine: bytes, name: str) -> None:
    change, told = FORGERIES[name]
    found = drawn_wrong(forged(genuine, change))
    assert "enthält etwas, das dieses Programm nicht zeichnet" in found and told in found, found


@pytest.mark.parametrize("name", ["codes in the font", "words and their table"])
def test_a_seal_of_a_stranger_hides_no_glyph(
    genuine: bytes, keys: Keys, tmp_path: Path, name: str
) -> None:
    change, told = FORGERIES[name]
    assert told in drawn_wrong(sealed_by_a_stranger(forged(genuine, change), tmp_path, keys))
    assert drawn_wrong(sealed_by_a_stranger(forged(genuine, lambda _: None), tmp_path, keys)) == ""


def test_words_and_table_forged_together_agree_with_the_data(genuine: bytes) -> None:
    """Only the outlines give such a forgery away."""
    outcome = check_report(forged(genuine, words_and_table), None, Trust())
    assert [name for name, state, _ in outcome.steps if state == WRONG] == ["Zeichnung"]


def test_the_table_of_glyphs_is_that_of_the_fonts() -> None:
    assert glyph_table.PATH.read_text("ascii") == glyph_table.table(), (
        "The fonts have changed: python -m tests.contract.glyph_table"
    )


def test_a_composed_glyph_is_known_in_any_subset() -> None:
    """Its parts have other numbers in each."""
    one = face(REGULAR).font.face
    few, many = (FontProgram(one.makeSubset([*codes, 0xC4])) for codes in ([], range(65, 91)))
    assert few.looks(few.glyphs()[-1]) == many.looks(many.glyphs()[-1])
    assert few.looks(few.glyphs()[-1]) != many.looks(many.glyphs()[0])
