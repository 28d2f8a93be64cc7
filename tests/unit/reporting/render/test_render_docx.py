"""DOCX: every kind of block arrives as words, nothing of a document gets lost."""

from __future__ import annotations

import io
from itertools import pairwise
from zipfile import ZipFile

import docx
import pytest

from services.reporting.documents import Document, Table
from services.reporting.render.docx import MEDIA_TYPE, render_docx
from services.reporting.render.docx.text import plain
from services.reporting.render.wording import cell_text
from tests.unit.reporting.render import samples


def rendered(document: Document) -> bytes:
    target = io.BytesIO()
    assert render_docx(document, samples.frame(document), target).media_type == MEDIA_TYPE
    return target.getvalue()


def words_of(content: bytes) -> str:
    paper = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    footer = [one.text for one in paper.sections[0].footer.paragraphs]
    return "\n".join([*(one.text for one in paper.paragraphs), *cells, *footer])


@pytest.mark.parametrize("make", [samples.quarterly, lambda: samples.voucher_list(30)])
def test_every_cell_and_heading_is_there(make) -> None:
    document = make()
    found = words_of(rendered(document))
    assert document.title in found
    for part in document.parts:
        for section in part.sections:
            assert section.heading in found
    for block in document.blocks():
        if isinstance(block, Table):
            for row in block.rows:
                for column, value in zip(block.columns, row.cells, strict=True):
                    assert plain(cell_text(column.type, value)) in found


def test_headings_are_headings_in_the_right_order() -> None:
    paper = docx.Document(io.BytesIO(rendered(samples.quarterly())))
    levels = [
        int(one.style.name.split()[-1])
        for one in paper.paragraphs
        if one.style.name.startswith("Heading")
    ]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_foot_says_that_it_is_a_draft() -> None:
    document = samples.quarterly()
    assert "Entwurf" in words_of(rendered(document))
    assert samples.frame(document).short_hash in words_of(rendered(document))


def test_what_xml_forbids_is_replaced() -> None:
    assert plain("a\x00b\x0bc\ufffe😀\n") == "a\ufffdb\ufffdc\ufffd😀\n"
    assert rendered(samples.hostile())


def test_the_container_names_no_time_of_its_making() -> None:
    with ZipFile(io.BytesIO(rendered(samples.quarterly()))) as made:
        assert {one.date_time for one in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert rendered(samples.quarterly()) == rendered(samples.quarterly())


def test_text_is_marked_as_german() -> None:
    with ZipFile(io.BytesIO(rendered(samples.quarterly()))) as made:
        assert b'w:lang w:val="de-DE"' in made.read("word/styles.xml")
