"""No page for a few lines: format by need, parts that go on, a second way to break the pages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pytest

from services.reporting.documents import (
    Approval,
    BulletList,
    Column,
    Document,
    Paragraph,
    Part,
    Row,
    RowKind,
    Section,
    Signature,
    Table,
    ValueType,
)
from services.reporting.documents.tables import LazyRows
from services.reporting.render.pdf import drawing, render_pdf
from services.reporting.render.pdf.columns import layout, sheet_for
from services.reporting.render.pdf.fonts import BOLD, face
from services.reporting.render.pdf.held import with_short_tables_held
from services.reporting.render.pdf.lines import break_text
from services.reporting.render.pdf.theme import LANDSCAPE, PORTRAIT
from tests.unit.reporting.render import samples

WIDE = (
    Column("name", "Bezeichnung", row_header=True, expected_chars=30),
    *(Column(f"t{number}", "Text", expected_chars=16) for number in range(8)),
)
NARROW = (WIDE[0], Column("amount", "Betrag", ValueType.MONEY))


def wide(rows: int, text: str = "wert", key: str = "wide") -> Table:
    return Table(key, "Breit", WIDE, (Row((f"Zeile {text}", *(text,) * 8)),) * rows)


def narrow(rows: int, key: str = "narrow") -> Table:
    return Table(key, "Schmal", NARROW, tuple(Row((f"Zeile {n}", n)) for n in range(rows)))


def document(*parts: Part) -> Document:
    return Document("x", "Titel", "Stadt", "Zuwendung", "g", "2026", "2026", parts)


def sizes(*parts: Part) -> list[bool]:
    """Whether each page is wider than high."""
    target = io.BytesIO()
    render_pdf(document(*parts), samples.frame(), target)
    with pikepdf.open(target) as pdf:
        boxes = [[float(edge) for edge in page.mediabox] for page in pdf.pages]
    return [box[2] > box[3] for box in boxes]


@pytest.mark.parametrize(
    ("rows", "text", "sheet"),
    [
        (3, "kurz", PORTRAIT),
        (4, "kurz", LANDSCAPE),
        (3, "Donaudampfschifffahrt", LANDSCAPE),
        (0, "", PORTRAIT),
    ],
    ids=["few and short", "one row too many", "few and long", "none"],
)
def test_a_table_of_few_rows_turns_the_page_only_for_what_stands_in_it(
    rows: int, text: str, sheet: object
) -> None:
    assert sheet_for([wide(rows, text)]) is sheet


def test_tables_go_on_where_a_wide_page_is_half_empty_and_text_does_not() -> None:
    list_, tables = Part("a", blocks=(wide(6),)), (narrow(2),)
    annex = Part("b", blocks=tables, title="Summen", annex="Anlage 1")
    assert sizes(list_, annex) == [True]
    told = replace(annex, blocks=(), sections=(Section("Text", (Paragraph.of("Satz"),)),))
    assert sizes(list_, told) == [True, False]
    found = [sizes(Part("a", blocks=(wide(rows),)), annex) for rows in range(14, 24)]
    assert [True, False] in found  # too full for it: a page of its own format


def test_a_short_table_shares_the_wide_page_of_the_annex_behind_it() -> None:
    full, annex = Part("a", blocks=(wide(18),)), Part("b", blocks=(narrow(3),), title="Summen",
                                                      annex="Anlage 1")  # fmt: skip
    last = Part("c", blocks=(wide(6, key="last"),), title="Liste", annex="Anlage 2")
    assert sizes(full, annex, last) == [True, True]
    long = replace(annex, blocks=(narrow(20),))
    assert sizes(full, long, last) == [True, False, True]


def test_the_word_sum_is_not_torn_where_a_number_stands_right_beside_it() -> None:
    columns = (Column("n", "Nr.", ValueType.INTEGER, row_header=True), NARROW[1])
    total = Row((None, 0), RowKind.TOTAL, label="Summe")
    place = layout(columns, (total,), PORTRAIT).places[0]
    assert len(break_text("Summe", face(BOLD), place.width, 8.2)) == 1
    beside = (columns[0], Column("t", "Text", expected_chars=16), NARROW[1])
    over = layout(beside, (Row((None, None, 0), RowKind.TOTAL, label="Summe"),), PORTRAIT)
    assert over.places[0].width < place.width  # an empty column beside it takes the word


def test_a_statement_goes_on_where_all_of_it_fits() -> None:
    signed = Approval(Paragraph.of("Wir stehen ein."), (Signature("Kämmerei"),) * 2)
    statement = Part("s", blocks=(BulletList((Paragraph.of("Eins"),)), signed), title="Erklärung")
    assert len(sizes(Part("a", blocks=(narrow(5),)), statement)) == 1
    assert len(sizes(Part("a", blocks=(narrow(36),)), statement)) == 2
    prose = replace(statement, blocks=(), sections=(Section("Text", (Paragraph.of("Satz"),)),))
    assert len(sizes(Part("a", blocks=(narrow(5),)), prose)) == 2  # a chapter begins a page


def chapters(count: int) -> Document:
    """Short tables that leave white where the next one does not fit any more."""
    sections = tuple(
        Section(f"Abschnitt {number}", (narrow(8, f"t{number}"),)) for number in range(count)
    )
    last = Section("Am Ende", (Paragraph.of("Wort " * 30),))
    return document(Part("a", (*sections, last)))


def ways(whole: Document, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Nearly empty pages of each way that was tried."""
    tried = list[int]()
    way = drawing._way

    def noted(*given: object) -> object:
        found = way(*given)  # type: ignore[arg-type]
        tried.append(found.thin)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(drawing, "_way", noted)
        render_pdf(whole, samples.frame(), io.BytesIO())
    return tried


def test_a_report_with_a_nearly_empty_page_is_drawn_in_the_way_that_has_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    outcomes = [ways(chapters(count), monkeypatch) for count in range(1, 14)]
    assert any(tried == [0] for tried in outcomes)  # nothing to mend, drawn once
    assert any(len(tried) == 3 and min(tried[1:]) < tried[0] for tried in outcomes)
    assert all(len(tried) == 1 for tried in outcomes if tried[0] == 0)


def test_rows_from_a_file_give_the_same_bytes_and_are_read_once() -> None:
    for count in (3, 4, 9, 119, 120, 121, 300):
        held = document(Part("a", blocks=(wide(count), narrow(count))))
        reads = list[int]()

        def rows(table: Table, reads: list[int] = reads) -> LazyRows:
            def again() -> Iterator[Row]:
                reads.append(1)
                return iter(table.rows)

            return LazyRows(again)

        tables = (wide(count), narrow(count))
        lazy = document(Part("a", blocks=tuple(replace(one, rows=rows(one)) for one in tables)))
        found = []
        for one in (held, lazy):
            target = io.BytesIO()
            render_pdf(one, samples.frame(), target)
            found.append(target.getvalue())
        assert found[0] == found[1]
        assert len(reads) == 2, count


def test_a_long_table_is_begun_and_then_read_anew() -> None:
    rows = tuple(narrow(500).rows)
    (table,) = with_short_tables_held(document(Part("a", blocks=(narrow(500),)))).tables()
    assert tuple(table.rows) == tuple(table.rows) == rows
