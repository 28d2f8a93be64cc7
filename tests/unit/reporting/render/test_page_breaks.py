"""Where a table breaks: no row alone on its last page, no total without a row, no head alone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reporting.documents import (
    Approval,
    Audience,
    Block,
    BulletList,
    Chart,
    Column,
    Detail,
    Details,
    Document,
    Frame,
    Light,
    Paragraph,
    Part,
    Row,
    RowKind,
    Section,
    Signature,
    StatusLine,
    Table,
    ValueType,
)
from services.reporting.render.pdf import prose, render_pdf, report, theme
from services.reporting.render.pdf.bars import bar_height
from services.reporting.render.pdf.checkpoint import SIDE, checkpoint_text
from services.reporting.render.pdf.flow import Flow
from services.reporting.render.pdf.rows import RowDrawing
from services.reporting.render.pdf.together import together
from tests.pdf_structure import Reading, Sequence
from tests.unit.reporting.render import samples

CLOSING = (RowKind.SUBTOTAL, RowKind.ROUNDING, RowKind.TOTAL)
COLUMNS = (
    Column("name", "Bezeichnung", row_header=True, expected_chars=30),
    Column("amount", "Betrag", ValueType.MONEY),
)


def row(kind: RowKind, number: int = 0, name: str = "Zeile") -> Row:
    text = f"{name} {number}"
    if kind is RowKind.DATA:
        return Row((text, number))
    return Row((None, None if kind is RowKind.GROUP else number), kind, label=text)


def pieces(rows: list[Row]) -> list[list[Row]]:
    measured = ((one, RowDrawing([], 1.0)) for one in rows)
    return [[one for one, _ in part] for part in together(measured)]


@given(st.lists(st.builds(row, st.sampled_from(RowKind), st.integers(0, 99)), max_size=40))
def test_the_pieces_are_all_rows_in_order_and_small(rows: list[Row]) -> None:
    found = pieces(rows)
    assert [one for part in found for one in part] == rows
    assert all(1 <= len(part) <= 7 for part in found)
    if len(rows) > 1:
        assert len(found[-1]) > 1


@given(st.lists(st.builds(row, st.sampled_from((RowKind.DATA, *CLOSING))), max_size=40))
def test_a_closing_row_begins_no_piece_but_behind_one_of_its_kind(rows: list[Row]) -> None:
    found = pieces(rows)
    for before, part in pairwise(found):
        if part[0].kind in CLOSING:
            assert before[-1].kind is part[0].kind or len(before) >= 6


def test_a_table_is_read_ahead_by_two_pieces_only() -> None:
    read = 0

    def endless() -> Iterator[tuple[Row, RowDrawing]]:
        nonlocal read
        while True:
            read += 1
            yield row(RowKind.DATA), RowDrawing([], 1.0)

    next(together(endless()))
    assert read <= 3


def on_pages(rows: tuple[Row, ...], before: int = 0) -> list[int]:
    """How many rows stand on each page; `before` lines of text stand above the table."""
    table = Table("t", "Zeilen", COLUMNS, rows)
    return [sum(one.tag == "/TH" for one in page) for page in pages(parts_of(table, before))]


def parts_of(block: Block, before: int) -> tuple[Part, ...]:
    """A heading with a block below so many paragraphs."""
    blocks = tuple(Paragraph.of(f"Absatz {number}") for number in range(before))
    return (Part("m", (Section("Überschrift", (block,)),), blocks),)


def pages(parts: tuple[Part, ...]) -> list[list[Sequence]]:
    """What stands on each page."""
    document = Document("x", "T", "S", "G", "g", "P", "p", parts)
    target = io.BytesIO()
    render_pdf(document, samples.frame(document), target)
    with pikepdf.open(target) as pdf:
        reading = Reading(pdf)
    assert reading.findings == []
    return reading.pages


@pytest.mark.parametrize("count", range(34, 48))
def test_no_last_page_has_a_single_row(count: int) -> None:
    rows = tuple(row(RowKind.DATA, number) for number in range(count))
    found = on_pages(rows)
    heads = 2  # both columns of the only tagged head
    assert sum(found) == count + heads
    assert [one for one in found if one][-1] >= 2


def test_without_the_rule_a_row_would_stand_alone() -> None:
    """The counts above cross the edge: for one of them the page breaks before two rows."""
    found = [on_pages(tuple(row(RowKind.DATA, n) for n in range(count))) for count in range(34, 48)]
    assert [2] in [[rows for rows in one[1:] if rows] for one in found]
    fullest = max(one[0] for one in found)
    assert any(one[0] == fullest - 1 and one[1] == 2 for one in found)


@pytest.mark.parametrize("before", range(24, 40))
def test_a_head_never_stands_without_its_first_tall_rows(before: int) -> None:
    tall = tuple(row(RowKind.DATA, number, "Ein langer Name " * 40) for number in range(3))
    found = on_pages(tall, before)
    assert found[0] in (0, 3, 4, 5)  # two heads never without a row
    assert [one for one in found if one][-1] >= 2


@pytest.mark.parametrize("before", range(18, 40))
def test_a_short_table_stands_on_one_page(before: int) -> None:
    """A way of calculation is read as one; a longer table may break."""
    way = tuple(row(RowKind.DATA, number) for number in range(7))
    found = on_pages((*way, row(RowKind.TOTAL)), before)
    assert [one for one in found if one] == [10]


def test_a_longer_table_breaks() -> None:
    way = tuple(row(RowKind.DATA, number) for number in range(11))
    found = [on_pages(way, before) for before in range(18, 40)]
    assert any(len([one for one in rows if one]) > 1 for rows in found)


@pytest.mark.parametrize("before", range(24, 40))
def test_short_details_stand_below_their_heading(before: int) -> None:
    block = Details(tuple(Detail(f"Angabe {number}", "Wert") for number in range(8)))
    found = pages(parts_of(block, before))
    with_details = {
        at for at, page in enumerate(found) if any("Angabe" in one.text for one in page)
    }
    with_heading = {
        at
        for at, page in enumerate(found)
        if any(one.text.startswith("Überschrift") and one.tag.startswith("/H") for one in page)
    }
    assert len(with_details) == 1
    assert with_details <= with_heading


def annexes(
    first_rows: int, audience: Audience = Audience.INTERNAL, last_rows: int = 2
) -> list[list[Sequence]]:
    """A front part for such readers and two annexes, the first with so many rows."""

    def annex(number: int, rows: int) -> Part:
        table = Table(
            f"t{number}", "Zeilen", COLUMNS, tuple(row(RowKind.DATA, n) for n in range(rows))
        )
        return Part(f"a{number}", blocks=(table,), title="Zahlen", annex=f"Anlage {number}")

    front = Part("m", blocks=(Paragraph.of("Vorn"),), audience=audience)
    return pages((front, annex(1, first_rows), annex(2, last_rows)))


def test_an_annex_begins_below_a_short_part_but_never_on_the_pages_of_other_readers() -> None:
    assert [headings(page) for page in annexes(3)] == [["Anlage 1", "Anlage 2"]]
    public = annexes(3, Audience.PUBLIC)
    assert [headings(page) for page in public] == [[], ["Anlage 1", "Anlage 2"]]
    assert [headings(page) for page in annexes(44)][:2] == [["Anlage 1"], ["Anlage 2"]]


def test_a_short_annex_takes_the_last_third_of_a_page_and_a_long_one_does_not() -> None:
    assert headings(annexes(26)[0]) == ["Anlage 1", "Anlage 2"]
    assert headings(annexes(26, last_rows=20)[0]) == ["Anlage 1"]


def headings(page: list[Sequence]) -> list[str]:
    """The annexes whose headings stand on a page."""
    return [one.text[:8] for one in page if one.tag == "/H2" and one.text.startswith("Anlage")]


@pytest.mark.parametrize("before", range(10, 34))
def test_bars_close_up_before_they_leave_a_page_white(before: int) -> None:
    """The chart turns the page only where it does not fit with its bars closer together."""
    chart = samples.bar_chart()
    found = pages(parts_of(chart, before))
    figure = max(at for at, page in enumerate(found) if any(one.tag == "/Figure" for one in page))
    assert figure == next(at for at, page in enumerate(found) if headed(page))


@pytest.mark.parametrize("before", range(10, 40))
def test_a_light_below_a_heading_is_not_all_that_stands_on_the_page(before: int) -> None:
    details = Details(tuple(Detail(f"Angabe {number}", "Wert") for number in range(8)))
    light = StatusLine(Light.GREEN, "Vorschlag des Systems")
    above, blocks = parts_of(details, before)[0].blocks, (light, details)
    found = pages((Part("m", (Section("Überschrift", blocks),), above),))
    (page,) = (one for one in found if headed(one))
    assert any("Angabe 0" in one.text for one in page)


@pytest.mark.parametrize("before", range(20, 38))
def test_signatures_stay_with_what_is_signed(before: int) -> None:
    statements = BulletList((Paragraph.of("Erste Aussage"), Paragraph.of("Zweite Aussage")))
    signed = Approval(Paragraph.of("Wir stehen dafür ein."), (Signature("Kämmerei"),) * 2)
    above = parts_of(signed, before)[0].blocks
    found = pages((Part("m", (Section("Überschrift", (statements, signed)),), above),))
    (page,) = (one for one in found if headed(one))
    assert any("Unterschrift)" in one.text for one in page)


@pytest.mark.parametrize("before", range(4, 34))
def test_a_chart_stands_with_the_table_of_its_numbers(before: int) -> None:
    table = Table("t", "Zeilen", COLUMNS, tuple(row(RowKind.DATA, n) for n in range(4)))
    above = parts_of(table, before)[0].blocks
    found = pages((Part("m", (), (*above, samples.bar_chart(), table)),))
    figures = [
        sum(one.tag == "/Figure" for one in page) > (not at) for at, page in enumerate(found)
    ]
    rows = [any(one.tag == "/TH" for one in page) for page in found]
    assert figures.index(True) == rows.index(True)  # the code is one more on page 1


def test_a_letter_and_what_it_rests_on_share_a_page() -> None:
    """So much room is left below the signatures of a notice; larger print would turn the page."""
    assert len(pages((Part("m", blocks=tuple(map(Paragraph.of, ["Absatz"] * 30))),))) == 1


def test_closed_up_bars_save_a_page_that_wide_ones_would_turn() -> None:
    chart = samples.bar_chart()
    assert bar_height(chart, tight=True) < bar_height(chart)
    many = replace_categories(chart, 8)
    assert bar_height(many) - bar_height(many, tight=True) > 30


def headed(page: list[Sequence]) -> bool:
    return any(one.text.startswith("Überschrift") for one in page)


def replace_categories(chart: Chart, count: int) -> Chart:
    """The chart with so many categories."""
    series = tuple(
        replace(one, values=(1,) * count, facts=one.facts[:1] * count) for one in chart.series
    )
    return replace(chart, categories=tuple(map(str, range(count))), series=series)


def test_text_stands_apart_from_the_checkpoint_above_it(monkeypatch: pytest.MonkeyPatch) -> None:
    ends, begins = list[float](), list[float]()

    def checkpoint(flow: Flow, frame: Frame, width: float) -> None:
        checkpoint_text(flow, frame, width)
        ends.append(flow.y)

    def paragraph(flow: Flow, block: Paragraph) -> None:
        begins.append(flow.y)
        prose.paragraph(flow, block)

    monkeypatch.setattr(report, "checkpoint_text", checkpoint)
    monkeypatch.setitem(report._DRAW, Paragraph, paragraph)
    pages((Part("m", blocks=(Paragraph.of("Die erste Zeile"),)),))
    assert ends[0] - begins[0] >= theme.BODY
    assert theme.PORTRAIT.top - begins[0] >= SIDE + theme.BODY
