"""Explanations of single figures: they stand below the table whose figure they explain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from services.reporting.documents.document import Block, Document, Part, Section
from services.reporting.documents.tables import Column, Row, Table
from services.reporting.documents.values import ValueType
from services.reporting.domain.figure_address import FigureAddress
from services.reporting.domain.told_texts import FigureNote
from shared.money import format_euro

_COLUMNS = (
    Column("figure", "Zahl", row_header=True, expected_chars=24),
    Column("amount", "Betrag", ValueType.MONEY),
    Column("note", "Erläuterung", expected_chars=50),
)


def money_cells(table: Table) -> Iterator[tuple[FigureAddress, str, int]]:
    """Every amount of a table with its address and its name ("1.1 Personal, Ist").

    Long lists (rows made lazily) have none that a person explains.
    """
    if not isinstance(table.rows, tuple):
        return
    for row in table.rows:
        name = row.label or str(row.cells[table.header_index] or "")
        for column, value in zip(table.columns, row.cells, strict=True):
            if name and column.type is ValueType.MONEY and isinstance(value, int):
                yield FigureAddress(table.key, name, column.key), f"{name}, {column.label}", value


def with_notes(document: Document, notes: Sequence[FigureNote]) -> Document:
    """The document with a table of explanations below each table that has explained figures."""
    if not notes:
        return document
    by_address = {one.address: one for one in notes}
    parts = tuple(_part(part, by_address) for part in document.parts)
    return replace(document, parts=parts)


def _part(part: Part, notes: dict[FigureAddress, FigureNote]) -> Part:
    sections = tuple(_section(one, notes) for one in part.sections)
    return replace(part, blocks=_blocks(part.blocks, notes), sections=sections)


def _section(section: Section, notes: dict[FigureAddress, FigureNote]) -> Section:
    below = tuple(_section(one, notes) for one in section.sections)
    return replace(section, blocks=_blocks(section.blocks, notes), sections=below)


def _blocks(blocks: tuple[Block, ...], notes: dict[FigureAddress, FigureNote]) -> tuple[Block, ...]:
    found: list[Block] = []
    for block in blocks:
        found.append(block)
        if isinstance(block, Table):
            rows = tuple(_rows(block, notes))
            if rows:
                caption = f"Erläuterungen zu „{block.caption}“"
                found.append(Table(f"notes_{block.key}", caption, _COLUMNS, rows))
    return tuple(found)


def _rows(table: Table, notes: dict[FigureAddress, FigureNote]) -> Iterator[Row]:
    for address, label, cents in money_cells(table):
        note = notes.get(address)
        if note is not None:
            yield Row((label, cents, _text(note, cents)))


def _text(note: FigureNote, cents: int) -> str:
    """The text; where the figure has moved since, what it was when the text was written."""
    if note.amount_cents in (None, cents):
        return note.text
    return f"{note.text} (Geschrieben, als der Betrag {format_euro(note.amount_cents)} war.)"
