"""Print forged by moving words: the data agree for every reader's program, and deceive the eye."""

from __future__ import annotations

import io
import itertools
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from services.reporting.check.belongings import Belongings
from services.reporting.check.fonts import Fonts
from services.reporting.check.furniture import Furniture
from services.reporting.check.outcome import WRONG, Fault
from services.reporting.check.pdf_file import PdfFile
from services.reporting.check.pdf_text import PageText
from services.reporting.check.reading_order import ReadingOrder
from services.reporting.check.report import Trust, check_report
from services.reporting.documents import Document
from services.reporting.render.json import render_json
from services.reporting.render.pdf import render_pdf
from services.reporting.render.pdf.theme import TABLE_SIZES
from tests.contract.pdf_forging import Change, forged, sealed_by_a_stranger
from tests.driver import House
from tests.reported_house import document, draft, reported_house
from tests.seal_material import Keys
from tests.unit.reporting.render import samples

_CONTENT = re.compile(rb"/(\w+)<</MCID (\d+)>>BDC\n(.*?)EMC", re.DOTALL)
_WORDS = re.compile(rb"\(((?:[^\\()]|\\.)*)\) Tj")
_AMOUNT = re.compile(rb"\d{1,3}(?:\.\d{3})*,\d\d")
_LINES = re.compile(rb"BT [\d.]+ ([\d.]+) Td")

Pair = tuple[int, int]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with reported_house(tmp_path_factory.mktemp("places")) as house:
        yield house


@pytest.fixture(scope="module")
def files(house: House) -> dict[str, bytes]:
    kinds = ("voucher-list", "quarterly", "proof-of-use-b")
    return {kind: document(house, draft(house, kind)) for kind in kinds}


def contents(page: pikepdf.Page) -> dict[int, tuple[str, list[bytes]]]:
    """Tag and words of each content of a page."""
    found = _CONTENT.findall(page.Contents.read_bytes())
    return {int(mcid): (tag.decode(), _WORDS.findall(inner)) for tag, mcid, inner in found}


def exchanged(first: int, second: int, page: pikepdf.Page, pdf: pikepdf.Pdf) -> None:
    """Two contents change places, words and numbers: what the structure says stays true."""
    known = contents(page)

    def other(match: re.Match[bytes]) -> bytes:
        mine = int(match[2])
        if mine not in (first, second):
            return match[0]
        its = second if mine == first else first
        words = iter(known[its][1])
        inner = _WORDS.sub(lambda _: b"(" + next(words) + b") Tj", match[3])
        return b"/%b<</MCID %d>>BDC\n%bEMC" % (match[1], its, inner)

    page.Contents = pdf.make_stream(_CONTENT.sub(other, page.Contents.read_bytes()))


def swap(find: Callable[[dict[int, tuple[str, list[bytes]]]], Pair | None]) -> Change:
    """The first pair that is found on any page exchanged."""

    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            pair = find(contents(page))
            if pair is not None:
                exchanged(*pair, page, pdf)
                return
        raise AssertionError("no page has such a pair")

    return change


def amounts(found: dict[int, tuple[str, list[bytes]]], tag: str) -> list[tuple[int, bytes]]:
    return [
        (mcid, words[0])
        for mcid, (its_tag, words) in found.items()
        if its_tag == tag and len(words) == 1 and _AMOUNT.fullmatch(words[0])
    ]


def of_one_column(found: dict[int, tuple[str, list[bytes]]]) -> Pair | None:
    """Two amounts of a column, as wide as each other: nothing moves by a hair."""
    some = amounts(found, "TD")
    for mcid, words in some:
        for other, others in some:
            columns = _columns(found, mcid)
            same = columns and (other - mcid) % columns == 0
            if other > mcid and same and words != others and len(words) == len(others):
                return mcid, other
    return None


def _columns(found: dict[int, tuple[str, list[bytes]]], mcid: int) -> int:
    """Columns of the table with this cell: contents from one head of a row to the next."""
    heads = [one for one in sorted(found) if found[one][0] == "TH"]
    before = [one for one in heads if one < mcid]
    after = [one for one in heads if one > mcid]
    return after[0] - before[-1] if before and after else 0


def of_one_row(found: dict[int, tuple[str, list[bytes]]]) -> Pair | None:
    some = amounts(found, "TD")
    for (mcid, words), (other, others) in itertools.pairwise(some):
        if words != others and other - mcid < 3:
            return mcid, other
    return None


def of_key_figures(found: dict[int, tuple[str, list[bytes]]]) -> Pair | None:
    some = [
        mcid for mcid, (tag, words) in found.items()
        if tag == "LBody" and len(words) == 1 and re.search(rb",\d\d ", words[0])
    ]  # fmt: skip
    return (some[0], some[1]) if len(some) > 1 else None


def of_details(found: dict[int, tuple[str, list[bytes]]]) -> Pair | None:
    """Texts of two lines of the list about the document."""
    some = [mcid for mcid, (tag, words) in found.items() if tag == "LBody" and len(words) == 1]
    return (some[0], some[-1]) if len(some) > 4 else None


def of_paragraphs(found: dict[int, tuple[str, list[bytes]]]) -> Pair | None:
    some = [mcid for mcid, (tag, words) in found.items() if tag == "P" and len(words) == 1]
    return (some[0], some[1]) if len(some) > 1 else None


def of_heads(found: dict[int, tuple[str, list[bytes]]]) -> Pair | None:
    some = [mcid for mcid, (tag, words) in found.items() if tag == "TH" and len(words) == 1]
    return (some[1], some[2]) if len(some) > 2 else None


def lines_of_a_paragraph(pdf: pikepdf.Pdf) -> None:
    """The second line of a paragraph above its first."""
    page = pdf.pages[0]

    def turned(match: re.Match[bytes]) -> bytes:
        heights = _LINES.findall(match[3])
        if match[1] != b"P" or len(heights) < 2:
            return match[0]
        order = iter(reversed(heights))
        return _LINES.sub(lambda one: one[0].replace(one[1], next(order)), match[0])

    page.Contents = pdf.make_stream(_CONTENT.sub(turned, page.Contents.read_bytes()))


_OF_TABLES = re.compile(rb" (?:%s) Tf" % b"|".join(b"%g" % one for one in TABLE_SIZES))


def other_heads(pdf: pikepdf.Pdf) -> None:
    """Heads that a later page repeats change their places on the line."""
    forms = [one for one in pdf.objects if _is_form(one)]
    heads = next(one for one in forms if len(_OF_TABLES.findall(one.read_bytes())) > 3)
    content = heads.read_bytes()
    one, two = (b"BT %b " % left for left in re.findall(rb"BT ([\d.]+) ", content)[1:3])
    heads.write(content.replace(one, b"<>").replace(two, one).replace(b"<>", two))


def _is_form(one: pikepdf.Object) -> bool:
    return isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form"


def amounts_of_bars(pdf: pikepdf.Pdf) -> None:
    """In a chart of bars the amounts of two categories change places."""
    for page in pdf.pages:
        for match in _CONTENT.finditer(page.Contents.read_bytes()):
            heights = re.findall(rb"BT [\d.]+ ([\d.]+) Td /F\d\+0 7.2 Tf \([\d.,]+ \)", match[3])
            if match[1] == b"Figure" and len(set(heights)) > 1:
                one, two = (b" %b Td" % at for at in (heights[0], heights[-1]))
                inner = match[0].replace(one, b"<>").replace(two, one).replace(b"<>", two)
                content = page.Contents.read_bytes().replace(match[0], inner)
                page.Contents = pdf.make_stream(content)
                return
    raise AssertionError("no chart")


def among_spaces(new: Callable[[bytes], bytes], tag: bytes, words: bytes) -> Change:
    """The first cell of this kind drawn with spaces, which no comparison of texts counts."""
    cell = re.compile(
        rb"(/" + tag + rb"<</MCID \d+>>BDC\n[-\d.]+ [-\d.]+ Td )\((" + words + rb")\) Tj"
    )

    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            content, count = cell.subn(
                lambda one: one[1] + new(one[2]), page.Contents.read_bytes(), count=1
            )
            if count:
                page.Contents = pdf.make_stream(content)
                return
        raise AssertionError("no such cell")

    return change


def left_of_its_column(words: bytes) -> bytes:
    return b"-43.46 0 Td (" + words + b" " * 20 + b") Tj 43.46 0 Td"


def right_of_its_column(words: bytes) -> bytes:
    return b"(" + b" " * 20 + words + b") Tj"


FORGERIES: dict[str, tuple[str, Change, str]] = {
    "before spaces": (
        "voucher-list",
        among_spaces(left_of_its_column, b"TD", rb"\d[\d.]*,\d\d"),
        "ihrer Spalte",
    ),
    "behind spaces": (
        "voucher-list",
        among_spaces(right_of_its_column, b"TD", rb"[A-Z][a-z]+"),
        "ihrer Spalte",
    ),
    "amounts of a column": ("voucher-list", swap(of_one_column), "eine Zelle neben ihrer Zeile"),
    "amounts of a row": ("voucher-list", swap(of_one_row), "eine Zelle neben ihrer Spalte"),
    "key figures": ("quarterly", swap(of_key_figures), "nicht neben ihrer Bezeichnung"),
    "details": ("quarterly", swap(of_details), "nicht neben ihrer Bezeichnung"),
    "paragraphs": ("quarterly", swap(of_paragraphs), "an einer anderen Stelle"),
    "heads": ("voucher-list", swap(of_heads), "Spaltenköpfe in anderer Reihenfolge"),
    "lines": ("quarterly", lines_of_a_paragraph, "den ein Auge anders liest"),
    "repeated heads": ("proof-of-use-b", other_heads, "neben seiner Spalte"),
    "bars": ("quarterly", amounts_of_bars, "stehen nicht bei ihren Namen"),
}


def faults(data: bytes) -> dict[str, str]:
    steps = check_report(data, None, Trust()).steps
    return {name: text for name, state, text in steps if state == WRONG}


@pytest.mark.parametrize("name", FORGERIES)
def test_words_at_another_place_are_named(files: dict[str, bytes], name: str) -> None:
    kind, change, told = FORGERIES[name]
    found = faults(forged(files[kind], change))
    assert len(found) == 1, found  # all else agrees: only the places give it away
    assert told in "".join(found.values())


@pytest.mark.parametrize("name", ["amounts of a column", "key figures"])
def test_a_seal_of_a_stranger_hides_no_move(
    files: dict[str, bytes], tmp_path: Path, name: str
) -> None:
    kind, change, told = FORGERIES[name]
    keys = Keys.make()
    found = faults(sealed_by_a_stranger(forged(files[kind], change), tmp_path, keys))
    assert list(found) == ["Zeichnung"] and told in found["Zeichnung"]
    assert faults(sealed_by_a_stranger(files[kind], tmp_path, keys)) == {}


def other_carries(pdf: pikepdf.Pdf) -> None:
    """The sums that a page carries over change their places."""
    page = pdf.pages[0]
    content = page.Contents.read_bytes()
    line = re.search(rb"bertrag\) Tj ET\nBT ([\d.]+) .*\nBT ([\d.]+) .*\n", content)
    assert line is not None
    new = line[0].replace(line[1], b"<>").replace(line[2], line[1]).replace(b"<>", line[2])
    page.Contents = pdf.make_stream(content.replace(line[0], new))


def furniture(data: bytes, report: dict[str, Any]) -> str:
    pdf = PdfFile(data)
    order, text = ReadingOrder(pdf), PageText(pdf)
    Belongings(pdf, text, Fonts(pdf), order).check()
    return Furniture(pdf, text, order).check(report["document"], report["frame"])


def test_a_carry_stands_under_its_column() -> None:
    made = samples.voucher_list(80)
    frame, drawn, data = samples.frame(made, released=True), io.BytesIO(), io.BytesIO()
    render_pdf(made, frame, drawn)
    render_json(made, frame, data)
    report = json.loads(data.getvalue())
    assert "Überträge nachgerechnet" in furniture(drawn.getvalue(), report)
    with pytest.raises(Fault, match="Übertrag neben seiner Spalte"):
        furniture(forged(drawn.getvalue(), other_carries), report)


@pytest.mark.parametrize("made", [samples.hostile, samples.quarterly])
def test_what_a_hostile_text_does_to_a_page_is_in_order(made: Callable[[], Document]) -> None:
    document, drawn = made(), io.BytesIO()
    render_pdf(document, samples.frame(document), drawn)
    pdf = PdfFile(drawn.getvalue())
    Belongings(pdf, PageText(pdf), Fonts(pdf), ReadingOrder(pdf)).check()
