"""Every block of a document as paragraphs, lists and tables of a word processor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.document import Document as Paper
from docx.oxml import OxmlElement

from services.reporting.documents import (
    Approval,
    Block,
    BulletList,
    Chart,
    Details,
    Emphasis,
    Hint,
    KeyFigures,
    Paragraph,
    Row,
    RowKind,
    StatusLine,
    Table,
)
from services.reporting.documents.chart_table import chart_table
from services.reporting.documents.figure_notes import note_mark
from services.reporting.documents.tables import checked_rows
from services.reporting.render.docx.text import plain
from services.reporting.render.wording import NO_ROWS, cell_text, column_label, figure_text

_GRID = "Table Grid"
_LINE = "_" * 40


def add_block(paper: Paper, block: Block) -> None:
    """Append one block at the end of the paper."""
    _ADD[type(block)](paper, block)


def _paragraph(paper: Paper, block: Paragraph) -> None:
    _write(paper.add_paragraph(), block)


def _list(paper: Paper, block: BulletList) -> None:
    style = "List Number" if block.ordered else "List Bullet"
    for item in block.items:
        _write(paper.add_paragraph(style=style), item)


def _details(paper: Paper, block: Details) -> None:
    _caption(paper, block.caption)
    _pairs(paper, [(one.label, one.text) for one in block.items])


def _hint(paper: Paper, block: Hint) -> None:
    paragraph = paper.add_paragraph()
    paragraph.add_run(plain(f"{block.kind.label}: ")).bold = True
    _write(paragraph, block.paragraph)


def _key_figures(paper: Paper, block: KeyFigures) -> None:
    _caption(paper, block.caption)
    rows = []
    for one in block.figures:
        text = figure_text(one.type, one.value, one.unit)
        rows.append((one.label, f"{text} ({one.note})" if one.note else text))
    _pairs(paper, rows)


def _table(paper: Paper, block: Table) -> None:
    _caption(paper, block.caption)
    grid = paper.add_table(rows=1, cols=len(block.columns), style=_GRID)
    for cell, column in zip(grid.rows[0].cells, block.columns, strict=True):
        cell.paragraphs[0].add_run(plain(column_label(column.label, column.type))).bold = True
    _repeat_head(grid.rows[0])
    is_empty = True
    for row in checked_rows(block):
        is_empty = False
        for cell, text in zip(grid.add_row().cells, _cells(block, row), strict=True):
            cell.paragraphs[0].add_run(plain(text)).bold = row.kind is not RowKind.DATA
    if is_empty:
        paper.add_paragraph(NO_ROWS)


def _chart(paper: Paper, block: Chart) -> None:
    _table(paper, chart_table(block))


def _status(paper: Paper, block: StatusLine) -> None:
    paragraph = paper.add_paragraph()
    paragraph.add_run(plain(f"{block.light.label}: ")).bold = True
    paragraph.add_run(plain(block.text))


def _approval(paper: Paper, block: Approval) -> None:
    _write(paper.add_paragraph(), block.statement)
    for one in block.signatures:
        paper.add_paragraph(_LINE)
        paper.add_paragraph(f"Ort, Tag, Unterschrift ({one.role})")


def _cells(table: Table, row: Row) -> list[str]:
    texts = [
        cell_text(column.type, value)
        for column, value in zip(table.columns, row.cells, strict=True)
    ]
    if row.label:
        texts[table.header_index] = row.label
    notes = dict(row.notes)
    return [
        f"{text} {note_mark(notes[column.key])}" if column.key in notes else text
        for column, text in zip(table.columns, texts, strict=True)
    ]


def _pairs(paper: Paper, rows: list[tuple[str, str]]) -> None:
    grid = paper.add_table(rows=0, cols=2, style=_GRID)
    for label, text in rows:
        head, value = grid.add_row().cells
        head.paragraphs[0].add_run(plain(label)).bold = True
        value.paragraphs[0].add_run(plain(text))
    paper.add_paragraph()


def _caption(paper: Paper, caption: str) -> None:
    if caption:
        paper.add_paragraph(plain(caption), style="Caption")


def _write(paragraph: Any, block: Paragraph) -> None:
    for run in block.runs:
        written = paragraph.add_run(plain(run.text))
        written.bold = run.emphasis is Emphasis.STRONG
        written.italic = run.emphasis is Emphasis.EMPHASIZED


def _repeat_head(row: Any) -> None:
    """The head is repeated on every page and read out as one (WCAG 1.3.1)."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


_ADD: dict[type, Callable[[Paper, Any], None]] = {
    Paragraph: _paragraph,
    BulletList: _list,
    Details: _details,
    Hint: _hint,
    KeyFigures: _key_figures,
    Table: _table,
    Chart: _chart,
    StatusLine: _status,
    Approval: _approval,
}
