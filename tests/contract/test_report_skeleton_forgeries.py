"""The frame of a file forged: pages, headings, links, fonts, attachments, the code to scan."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from services.reporting.check.content import Foreign
from services.reporting.check.outcome import WRONG
from services.reporting.check.places import Shape
from services.reporting.check.qr_code import read_code
from services.reporting.check.report import Trust, check_report
from services.reporting.render.pdf.checkpoint import _squares
from tests.contract.pdf_forging import Change, forged
from tests.reported_house import document, draft, reported_house


@pytest.fixture(scope="module")
def genuine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[bytes]:
    with reported_house(tmp_path_factory.mktemp("skeletons")) as house:
        yield document(house, draft(house, "quarterly"))


def element(pdf: pikepdf.Pdf, tag: str) -> Any:
    """The first element of the structure with this tag."""
    found = (one for one in pdf.objects if isinstance(one, Dictionary))
    return next(one for one in found if one.get("/S") == Name("/" + tag))


def with_root(**entries: Any) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            pdf.Root[f"/{key}"] = value

    return change


def of_page(**entries: Any) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            pdf.pages[0].obj[f"/{key}"] = value

    return change


def of_element(tag: str, **entries: Any) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            element(pdf, tag)[f"/{key}"] = value

    return change


def of_link(**entries: Callable[[Any], Any]) -> Change:
    """The first link, its entries made anew from what they were."""

    def change(pdf: pikepdf.Pdf) -> None:
        links = (one for page in pdf.pages for one in page.obj.get("/Annots", ()))
        link = next(one for one in links if one.get("/Subtype") == Name.Link)
        for key, make in entries.items():
            link[f"/{key}"] = make(link[f"/{key}"])

    return change


def of_file(**entries: Any) -> Change:
    """The stream of the first attachment."""

    def change(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            pdf.Root.AF[0].EF.F[f"/{key}"] = value

    return change


def other_relation(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AF[0].AFRelationship = Name.Alternative


def bookmark_elsewhere(pdf: pikepdf.Pdf) -> None:
    goal = pdf.Root.Outlines.First.Dest
    pdf.Root.Outlines.First.Dest = Array([pdf.pages[-1].obj, *list(goal)[1:]])


def nested_pages(pdf: pikepdf.Pdf) -> None:
    kids, top = list(pdf.Root.Pages.Kids), pdf.Root.Pages
    below = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=kids, Count=len(kids), Parent=top))
    top.Kids = Array([below])


def pages_swapped(pdf: pikepdf.Pdf) -> None:
    first, second, *rest = list(pdf.Root.Pages.Kids)
    pdf.Root.Pages.Kids = Array([second, first, *rest])


def wrong_count(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Count = 1


def other_way_back(pdf: pikepdf.Pdf) -> None:
    """Contents of a page lead to their neighbours' elements."""
    tree = pdf.Root.StructTreeRoot.ParentTree
    while "/Nums" not in tree:
        tree = tree.Kids[0]
    owners = next(one for one in tree.Nums if isinstance(one, Array) and len(one) > 3)
    turned = [owners[-1], *list(owners)[:-1]]
    for place, one in enumerate(turned):
        owners[place] = one


def bold_for_regular(pdf: pikepdf.Pdf) -> None:
    fonts = (one for one in pdf.objects if isinstance(one, Dictionary))
    next(one for one in fonts if one.get("/Type") == Name.FontDescriptor).Flags = 32


def packet_of_a_seal(pdf: pikepdf.Pdf) -> None:
    told = b'<xmp:ModifyDate xmlns:xmp="http://ns.adobe.com/xap/1.0/">2020-01-01</xmp:ModifyDate>'
    packet = pdf.Root.Metadata.read_bytes()
    changed = packet.replace(b"</rdf:Description>", told + b"</rdf:Description>", 1)
    pdf.Root.Metadata = pdf.make_stream(changed, Type=Name.Metadata, Subtype=Name.XML)


def hidden_object(pdf: pikepdf.Pdf) -> None:
    pdf.make_indirect(Dictionary(Told=String("Niemand nennt das")))


def figure_elsewhere(pdf: pikepdf.Pdf) -> None:
    element(pdf, "Figure").A.BBox = Array([0, 0, 1, 1])


def other_code(pdf: pikepdf.Pdf) -> None:
    """One square less in the code to scan, in the middle of the data."""
    page = pdf.pages[0]
    content = page.Contents.read_bytes()
    squares = list(re.finditer(rb"[\d.]+ [\d.]+ [\d.]+ [\d.]+ re ", content))
    gone = squares[len(squares) // 2]
    page.Contents = pdf.make_stream(content[: gone.start()] + content[gone.end() :])


FORGED: dict[str, tuple[Change, str]] = {
    "pages in another order": (pages_swapped, "Inhaltsverzeichnis"),
    "pages within pages": (nested_pages, "Gerüst"),
    "fewer pages than there are": (wrong_count, "Gerüst"),
    "a larger page": (of_page(MediaBox=Array([0, 0, 2000, 2000])), "Gerüst"),
    "another order of fields": (of_page(Tabs=Name.R), "Gerüst"),
    "another page of the structure": (of_page(StructParents=1), "Gerüst"),
    "a full screen": (with_root(PageMode=Name.FullScreen), "Gerüst"),
    "suspects": (with_root(MarkInfo=Dictionary(Marked=True, Suspects=True)), "Gerüst"),
    "another version": (with_root(Version=Name("/2.0")), "Gerüst"),
    "a seal's form": (
        with_root(AcroForm=Dictionary(Fields=Array([]), SigFlags=3)), "Gerüst"
    ),
    "a seal's packet": (packet_of_a_seal, "Angaben der Datei"),
    "the title as a paragraph": (of_element("H1", S=Name.P), "Gerüst"),
    "a heading at another level": (of_element("H2", S=Name.H3), "Gerüst"),
    "a cell over two columns": (
        of_element("TD", A=Dictionary(O=Name.Table, ColSpan=2)), "Gerüst"
    ),
    "the way back": (other_way_back, "Gerüst"),
    "a link over the page": (of_link(Rect=lambda _: Array([0, 0, 595, 842])), "Gerüst"),
    "a link with a zoom": (of_link(Dest=lambda one: Array([*list(one)[:4], 9])), "Gerüst"),
    "a bookmark elsewhere": (bookmark_elsewhere, "Gerüst"),
    "a program as attachment": (of_file(Subtype=Name("/application/x-msdownload")), "Gerüst"),
    "a day of an attachment": (
        of_file(Params=Dictionary(Size=1, ModDate=String("D:20300101"))), "Gerüst"
    ),
    "another use of an attachment": (other_relation, "Gerüst"),
    "another face": (bold_for_regular, "Gerüst"),
    "an object that nothing names": (hidden_object, "Aufbau"),
    "a figure elsewhere": (figure_elsewhere, "Diagramme"),
    "another code": (other_code, "Diagramme"),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_frame_is_named(genuine: bytes, name: str) -> None:
    change, step = FORGED[name]
    outcome = check_report(forged(genuine, change, is_tidy=False), None, Trust())
    assert step in [one for one, state, _ in outcome.steps if state == WRONG], outcome.lines()


def test_the_frame_itself_is_in_order(genuine: bytes) -> None:
    assert check_report(forged(genuine, lambda _: None), None, Trust()).is_sound


# --- the code to scan -------------------------------------------------------------------------


def drawn(text: str) -> list[Shape]:
    found = []
    for one in _squares(text, 50.0, 700.0):
        x, y, wide, high, _ = one.split()
        left, low = float(x), float(y)
        found.append(Shape(left, low, left + float(wide), low + float(high)))
    return found


@pytest.mark.parametrize("length", [1, 14, 40, 110, 180, 230, 300, 400, 520, 590])
def test_a_code_says_the_note_byte_by_byte(length: int) -> None:
    """Of every size a note may have, with the dash of its signature."""
    some = random.Random(length)
    text = "— " + "".join(some.choices(string.ascii_letters + "+/=\n", k=length))
    assert read_code(drawn(text)) == text.encode()


@pytest.mark.parametrize("place", [3, 60, 200, -4])
def test_a_code_that_a_reader_would_correct_is_none(place: int) -> None:
    """A telephone corrects some wrong squares; to what, the checker does not ask."""
    shapes = drawn("foerder.example/log\n12\nroot\n\n— foerder.example/log signature\n")
    del shapes[place]
    with pytest.raises(Foreign):
        read_code(shapes)
