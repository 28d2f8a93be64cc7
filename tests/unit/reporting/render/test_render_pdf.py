"""What stands in the PDF, read back from its structure: nothing lost, glued or split."""

import io
import unicodedata

import pikepdf

from services.reporting.documents import (
    Column,
    Document,
    Emphasis,
    LazyRows,
    Paragraph,
    Part,
    Row,
    RowKind,
    Run,
    Section,
    Table,
    ValueType,
)
from services.reporting.render.pdf import render_pdf
from services.reporting.render.pdf.fonts import REGULAR, face
from services.reporting.render.wording import cell_text, column_label
from shared.money import format_amount
from tests.pdf_structure import Node, Reading
from tests.unit.reporting.render import samples


def read(document: Document, *, released: bool = False) -> Reading:
    target = io.BytesIO()
    render_pdf(document, samples.frame(released=released), target)
    with pikepdf.open(target) as pdf:
        return Reading(pdf)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").strip()


def rows_of(table: Node) -> list[list[str]]:
    rows = [[plain(cell.words) for cell in row.kids] for row in table.all("TR")]
    return rows[1:]


def test_every_cell_is_the_text_of_its_source():
    document = samples.voucher_list(150)
    (table,) = document.tables()
    expected = [
        [row.label or cell_text(table.columns[0].type, row.cells[0])]
        + [
            cell_text(one.type, cell)
            for one, cell in zip(table.columns[1:], row.cells[1:], strict=True)
        ]
        for row in table.rows
    ]
    (drawn,) = read(document).root.all("Table")
    assert rows_of(drawn) == [[plain(cell) for cell in row] for row in expected]


def test_head_stands_once_in_the_structure_and_on_every_page_as_artifact():
    reading = read(samples.voucher_list(150))
    (table,) = reading.root.all("Table")
    (head,) = table.all("THead")
    labels = [column_label(one.label, one.type) for one in samples.VOUCHER_COLUMNS]
    assert [plain(cell.words) for cell in head.all("TH")] == labels
    assert len(list(table.all("Caption"))) == 1
    assert all("Empfänger" in reading.artifacts(page) for page in range(1, len(reading.pages) - 1))


def test_page_carry_is_the_sum_of_the_rows_above_it():
    reading = read(samples.voucher_list(150))
    done = 0
    for page in range(len(reading.pages) - 1):
        cells = [one for one in reading.pages[page] if one.mcid is not None]
        numbers = [one.text for one in cells if one.tag == "/TH" and one.text.isdigit()]
        done += len(numbers)
        sums = [
            sum(row.cells[index] for row in samples.voucher_rows(done) if row.kind is RowKind.DATA)
            for index in (7, 8, 9)
        ]
        expected = "Übertrag" + "".join(format_amount(one) for one in sums)
        assert expected in reading.artifacts(page)
        assert expected in reading.artifacts(page + 1)
    assert 100 < done <= 150


def test_pages_are_counted_and_say_whose_they_are():
    reading = read(samples.voucher_list(150))
    count = len(reading.pages)
    for page in range(count):
        furniture = reading.artifacts(page)
        assert f"Seite {page + 1} von {count}" in furniture
        for part in (
            "Stadt Musterstadt · KfW 436",
            "1. Quartal 2026",
            "Entwurf",
            samples.HASH[:16],
        ):
            assert part in furniture
        assert "Prüfeintrag 4711" in furniture
        assert "Prüfmarke CsUYapGGPo4dkMgI" in furniture


def test_the_main_part_of_the_quarterly_report_takes_two_pages():
    reading = read(samples.quarterly())
    annex = next(
        n for n, page in enumerate(reading.pages) if any("Anlage 1" in x.text for x in page)
    )
    assert annex == 2


def test_headings_go_down_one_level_at_a_time():
    reading = read(samples.quarterly())
    assert [one.words for one in reading.root.all("H1")] == ["Quartalsbericht 1. Quartal 2026"]
    assert [one.words for one in reading.root.all("H3")] == ["Einzelheiten"]


def test_charts_are_figures_with_their_message():
    messages = [one.alt.lstrip("\ufeff") for one in read(samples.quarterly()).root.all("Figure")]
    assert messages.pop(0).startswith("QR-Code mit der unterschriebenen Prüfmarke")
    assert messages == [samples.bar_chart().message, samples.line_chart().message]


def test_lights_are_words():
    (table, *_) = read(samples.quarterly()).root.all("Table")
    assert [row[1] for row in rows_of(table)][:4] == [
        "im Plan",
        "gefährdet",
        "gestört",
        "ohne Bewertung",
    ]


def test_words_stay_apart_at_line_ends_and_emphasis_adds_no_space():
    words = "Zuwendungsfähige Ausgaben je Planposition und Jahr " * 30
    block = Paragraph.of(words, Run("wich", Emphasis.STRONG), "tig.")
    section = Section("Text", (block,))
    reading = read(Document("x", "T", "S", "G", "g", "P", "p", (Part("m", (section,)),)))
    assert words + "wichtig." in [one.words for one in reading.root.all("P")]


def test_a_long_paragraph_over_pages_is_one_element():
    words = " ".join(f"Wort{n}" for n in range(4000))
    section = Section("Text", (Paragraph.of(words),))
    reading = read(Document("x", "T", "S", "G", "g", "P", "p", (Part("m", (section,)),)))
    assert len(reading.pages) > 3
    assert words in [one.words for one in reading.root.all("P")]
    assert reading.findings == []


def test_hostile_input_is_drawn_visibly_and_reported():
    target = io.BytesIO()
    rendering = render_pdf(samples.hostile(), samples.frame(), target)
    codes = {one.code: one for one in rendering.findings}
    assert set(codes) == {"character_replaced", "text_shortened", "table_narrow"}
    assert "U+1F600" in codes["character_replaced"].message
    with pikepdf.open(target) as pdf:
        text = Reading(pdf).root.words
    assert "Emoji ▯, CJK ▯▯" in text
    assert "[gekürzt]" in text
    assert "<script>alert(1)</script>" in text


def test_more_characters_than_one_subset_holds():
    text = "".join(sorted(face(REGULAR).widths)[:700])
    text = "".join(one for one in text if one.isprintable() and one not in " \u00a0\u00ad")
    columns = (Column("a", "A", row_header=True), Column("b", "B"))
    pieces = tuple(Row((text[n : n + 20], "x")) for n in range(0, len(text), 20))
    table = Table("t", "Zeichen", columns, pieces)
    blocks = (Paragraph.of(text), table)
    reading = read(Document("x", "T", "S", "G", "g", "P", "p", (Part("m", blocks=blocks),)))
    expected = [plain(unicodedata.normalize("NFC", row.cells[0])) for row in pieces]
    (drawn,) = reading.root.all("Table")
    assert [row[0] for row in rows_of(drawn)] == expected


def test_rows_are_read_once_per_rendering():
    reads = []
    columns = (Column("a", "A", ValueType.INTEGER, row_header=True),)

    def rows():
        reads.append(1)
        return iter([Row((1,))])

    table = Table("t", "T", columns, LazyRows(rows))
    document = Document("x", "T", "S", "G", "g", "P", "p", (Part("m", blocks=(table,)),))
    render_pdf(document, samples.frame(), io.BytesIO())
    assert len(reads) == 1


def test_empty_table_says_so():
    table = Table("t", "T", samples.VOUCHER_COLUMNS, ())
    reading = read(Document("x", "T", "S", "G", "g", "P", "p", (Part("m", blocks=(table,)),)))
    assert rows_of(next(reading.root.all("Table")))[0][0] == "Keine Einträge"
