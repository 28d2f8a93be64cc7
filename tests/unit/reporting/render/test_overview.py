"""The table of contents: every heading, its page and the way there, and the check that sees it."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pytest

from services.reporting.check.outcome import Fault
from services.reporting.check.overview import Overview
from services.reporting.check.pdf_file import PdfFile
from services.reporting.check.pdf_text import PageText
from services.reporting.documents import (
    Audience,
    Document,
    Hint,
    HintKind,
    Paragraph,
    Part,
    Run,
    Section,
)
from services.reporting.render.pdf import render_pdf
from services.reporting.render.pdf.flow import Flow
from tests.pdf_structure import Node, Reading
from tests.unit.reporting.render import samples, samples_prose


def annexed() -> Document:
    """A public main part and two annexes of five sections."""
    text = (Paragraph((Run("Ein Absatz."),)),)
    main = Part("main", (Section("Kurz", text),), audience=Audience.PUBLIC)
    sections = tuple(
        Section(f"Abschnitt {n}", text, (Section("Tiefer", text, (Section("Tief", text),)),))
        for n in range(5)
    )
    annexes = tuple(Part(f"a{n}", sections, title="Mehr", annex=f"Anlage {n}") for n in (1, 2))
    return replace(samples.quarterly(), parts=(main, *annexes))


def drawn(document: Document) -> bytes:
    target = io.BytesIO()
    render_pdf(document, samples.frame(document), target)
    return target.getvalue()


def read(data: bytes) -> Reading:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        reading = Reading(pdf)
        assert reading.findings == []
        return reading


def checked(data: bytes) -> str:
    pdf = PdfFile(data)
    return Overview(pdf, PageText(pdf)).check()


def entries(root: Node) -> list[tuple[str, int]]:
    found = [re.fullmatch(r"(.+) (\d+)", one.words) for one in root.all("Link")]
    return [(one[1], int(one[2])) for one in found if one]


def hinted(kind: HintKind) -> str:
    """The words of a report that begins with a hint and has contents, in reading order."""
    document = samples_prose.prose(9)
    first, *others = document.parts
    hint = Hint(Paragraph((Run("Zeitraum noch nicht abgelaufen."),)), kind)
    first = replace(first, blocks=(hint, *first.blocks))
    data = drawn(replace(document, parts=(first, *others)))
    assert checked(data).endswith("stimmen")
    return read(data).root.words


def test_a_warning_in_front_stands_between_the_title_and_the_contents():
    words, title = hinted(HintKind.WARNING), samples_prose.prose(9).title
    assert words.count("Zeitraum noch nicht abgelaufen.") == 1
    assert words.index(title) < words.index("Zeitraum noch") < words.index("Inhalt")


def test_a_note_in_front_stands_below_the_contents():
    words = hinted(HintKind.INFO)
    assert words.index("Inhalt") < words.index("Zeitraum noch")


def test_every_heading_stands_in_the_contents_with_its_page():
    reading = read(drawn(samples_prose.prose(9)))
    listed = entries(reading.root)
    headings = [
        (item.text.strip(), number)
        for number, page in enumerate(reading.pages, start=1)
        for item in page
        if item.tag in ("/H2", "/H3")
    ]
    assert listed == headings
    assert len(listed) > 9 and len({page for _, page in listed}) > 3


def test_contents_are_nested_two_levels_deep():
    (outer, *inner) = read(drawn(annexed())).root.all("TOC")
    assert [kid.tag for kid in outer.kids] == ["Caption", *["TOCI"] * 4]
    assert [[kid.tag for kid in one.kids] for one in inner] == [["TOCI"] * 5] * 2


def test_a_public_part_stays_alone_and_the_contents_lead_to_the_annexes():
    reading = read(drawn(annexed()))
    shown = [any(item.text.strip() == "Inhalt" for item in page) for page in reading.pages]
    assert shown == [False, True, *[False] * (len(shown) - 2)]
    assert not list(read(drawn(annexed().public())).root.all("TOC"))


def test_a_short_report_has_none_and_the_check_says_so():
    document = replace(samples.quarterly(), parts=samples.quarterly().parts[:1])
    assert checked(drawn(document)).startswith("keines")


@pytest.mark.parametrize("make", [lambda: samples_prose.prose(9), annexed])
def test_the_check_agrees(make):
    assert re.match(r"\d\d Überschriften mit Seite und Verweis stimmen", checked(drawn(make())))


def test_another_page_number_is_named(monkeypatch: pytest.MonkeyPatch):
    truly = Flow.begin_heading

    def later(self: Flow) -> str:
        key = truly(self)
        self._headings[-1] += len(self._headings) == 5
        return key

    monkeypatch.setattr(Flow, "begin_heading", later)
    with pytest.raises(Fault, match="steht auf Seite"):
        checked(drawn(samples_prose.prose(9)))


def test_a_link_that_leads_elsewhere_is_named():
    with pikepdf.open(io.BytesIO(drawn(samples_prose.prose(9)))) as pdf:
        pdf.pages[0].Annots[3].Dest[0] = pdf.pages[-1].obj
        forged = io.BytesIO()
        pdf.save(forged)
    with pytest.raises(Fault, match="führt auf eine andere Seite"):
        checked(forged.getvalue())
