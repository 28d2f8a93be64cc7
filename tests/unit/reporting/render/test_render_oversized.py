"""Every text 10,000 characters long, with and without spaces: no crash, nothing off the page."""

import io

import pikepdf

from services.reporting.documents import (
    Approval,
    BulletList,
    Chart,
    ChartKind,
    Column,
    Detail,
    Details,
    Document,
    Hint,
    KeyFigure,
    KeyFigures,
    Light,
    Paragraph,
    Part,
    Row,
    RowKind,
    Section,
    Series,
    SeriesRole,
    Signature,
    StatusLine,
    Table,
    ValueType,
)
from services.reporting.render.pdf import render_pdf
from tests.pdf_structure import Reading
from tests.unit.reporting.render import samples

UNBROKEN = "Lang" * 2500
WORDS = "Wort " * 2000


def chart(key: str, kind: ChartKind) -> Chart:
    series = (
        Series(UNBROKEN, SeriesRole.PLAN, (1, None)),
        Series(WORDS, SeriesRole.ACTUAL, (-1, 3)),
    )
    return Chart(key, kind, WORDS, UNBROKEN, (UNBROKEN, WORDS), series)


def oversized() -> Document:
    many = tuple(f"Position {n}" for n in range(120))
    figures = (
        KeyFigure(UNBROKEN, 1, note=WORDS),
        KeyFigure(WORDS, None, ValueType.TEXT),
        KeyFigure("Text", "x" * 500, ValueType.TEXT),
    )
    columns = (Column("a", UNBROKEN, row_header=True), Column("b", WORDS))
    rows = (Row((None, None), RowKind.GROUP, label=WORDS), Row((WORDS, UNBROKEN)))
    blocks = (
        KeyFigures(figures, WORDS),
        Details((Detail(WORDS, WORDS), Detail(UNBROKEN, UNBROKEN)), WORDS),
        BulletList((Paragraph.of(UNBROKEN),)),
        StatusLine(Light.RED, WORDS),
        Hint(Paragraph.of(WORDS)),
        chart("bars", ChartKind.BAR),
        chart("lines", ChartKind.LINE),
        Chart(
            "many",
            ChartKind.BAR,
            "Viele",
            "Es sind viele.",
            many,
            (Series("Plan", SeriesRole.PLAN, tuple(range(120))),),
        ),
        Table("table", WORDS, columns, rows),
        Approval(Paragraph.of(WORDS), (Signature(UNBROKEN), Signature(WORDS))),
    )
    section = Section(UNBROKEN, blocks, (Section(WORDS),))
    part = Part("main", (section,), title=WORDS, annex="Anlage 1")
    return Document("x", UNBROKEN, WORDS, WORDS, "g", WORDS, "p", (part,), subtitle=WORDS)


def lowest_text(page: pikepdf.Page) -> float:
    """Return the lowest baseline of tagged text on ``page``."""
    lowest, y, tagged = 1000.0, 0.0, False
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "BDC":
            tagged = "/MCID" in operands[1]
        elif name == "BT":
            y = 0.0
        elif name == "Td":
            y += float(operands[1])
        elif name == "Tj" and tagged:
            lowest = min(lowest, y)
    return lowest


def test_oversized_texts_stay_on_the_page_and_are_reported():
    document = oversized()
    target = io.BytesIO()
    rendering = render_pdf(document, samples.frame(document), target)
    assert [one.code for one in rendering.findings] == ["text_shortened"]
    with pikepdf.open(target) as pdf:
        assert Reading(pdf).findings == []
        foot = 50.0
        assert [n for n, page in enumerate(pdf.pages) if lowest_text(page) < foot] == []
        words = "".join(one.words for one in Reading(pdf).root.all("P"))
    assert WORDS.strip() in words
