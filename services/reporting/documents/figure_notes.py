"""Explanations of single figures: a mark at the figure, the text below its table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from services.reporting.documents.document import Block, Document, Part, Section
from services.reporting.documents.figures import KeyFigure, KeyFigures
from services.reporting.documents.tables import Column, Row, RowKind, Table
from services.reporting.documents.values import ValueType
from services.reporting.domain.figure_address import FigureAddress
from services.reporting.domain.told_texts import FigureNote
from shared.money import format_euro

NOTES: Final = "notes_"
"""How the keys of tables of explanations begin."""
KEY_FIGURES: Final = "key_figures"
"""Stands for the table in the address of a key figure; what explains some bears its name."""
_COLUMNS = (
    Column("mark", "Nr.", expected_chars=4),
    Column("figure", "Zahl", row_header=True, expected_chars=24),
    Column("amount", "Betrag", ValueType.MONEY),
    Column("note", "Erläuterung", expected_chars=50),
)


def note_mark(number: int) -> str:
    """What stands at an explained figure and before its explanation."""
    return f"{number})"


def money_cells(table: Table) -> Iterator[tuple[FigureAddress, str, int]]:
    """Every amount of a table with its address and its name ("1.1 Personal, Ist").

    Long lists (rows made lazily) have none that a person explains.
    """
    for _, address, label, cents in _cells(table):
        yield address, label, cents


def document_amounts(document: Document) -> Iterator[tuple[FigureAddress, str, str, int]]:
    """Every amount a person may explain with its address, the caption it stands under, its name and
    cents: of tables, then of key figures."""
    for table in document.tables():
        for address, label, cents in money_cells(table):
            yield address, table.caption, label, cents
    for block in document.blocks():
        if isinstance(block, KeyFigures):
            for one, address, cents in _amounts(block):
                yield address, "Kennzahlen", one.label, cents


def note_texts(document: Document) -> dict[int, str]:
    """The explanations of a document by their number."""
    found = {}
    for table in document.tables():
        if table.key.startswith(NOTES):
            for row in table.rows:
                found[int(str(row.cells[0]).removesuffix(")"))] = str(row.cells[-1])
    return found


def with_notes(document: Document, notes: Sequence[FigureNote]) -> Document:
    """The document with marks at explained figures and, below each table that has some, their
    explanations, numbered through the document."""
    there = {one.address: one for one in notes if one.address.stands_in(document.type)}
    if not there:
        return document
    return _Noting(document.type, there).document(document)


@dataclass
class _Noting:
    """Numbers the notes in reading order."""

    type: str
    notes: dict[FigureAddress, FigureNote]
    given: int = field(default=0)
    explained: int = field(default=0)

    def document(self, found: Document) -> Document:
        return replace(found, parts=tuple(self._part(one) for one in found.parts))

    def _part(self, part: Part) -> Part:
        blocks = self._blocks(part.blocks)
        return replace(part, blocks=blocks, sections=tuple(map(self._section, part.sections)))

    def _section(self, section: Section) -> Section:
        blocks = self._blocks(section.blocks)
        return replace(section, blocks=blocks, sections=tuple(map(self._section, section.sections)))

    def _blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(one for block in blocks for one in self._noted(block))

    def _noted(self, block: Block) -> tuple[Block, ...]:
        if isinstance(block, KeyFigures):
            return self._noted_key_figures(block)
        if not isinstance(block, Table) or not isinstance(block.rows, tuple):
            return (block,)
        marks: dict[int, list[tuple[str, int]]] = {}
        rows = []
        for place, address, label, cents in _cells(block):
            note = self.notes.get(address.within(self.type))
            if note is not None:
                self.given += 1
                marks.setdefault(place, []).append((address.column, self.given))
                rows.append(Row((note_mark(self.given), label, cents, _text(note, cents))))
        if not rows:
            return (block,)
        marked = tuple(
            replace(row, notes=tuple(marks[place])) if place in marks else row
            for place, row in enumerate(block.rows)
        )
        caption = f"Erläuterungen zu „{block.caption}“"
        below = Table(f"{NOTES}{block.key}", caption, _COLUMNS, tuple(rows))
        return replace(block, rows=marked), below

    def _noted_key_figures(self, block: KeyFigures) -> tuple[Block, ...]:
        """The mark stands behind what qualifies the figure."""
        marked, rows = {}, []
        for one, address, cents in _amounts(block):
            note = self.notes.get(address.within(self.type))
            if note is not None:
                self.given += 1
                mark = note_mark(self.given)
                marked[one] = replace(one, note=f"{one.note} {mark}".lstrip())
                rows.append(Row((mark, one.label, cents, _text(note, cents))))
        if not rows:
            return (block,)
        self.explained += 1
        key = f"{NOTES}{KEY_FIGURES}_{self.explained}"
        below = Table(key, "Erläuterungen zu den Kennzahlen", _COLUMNS, tuple(rows))
        return replace(block, figures=tuple(marked.get(one, one) for one in block.figures)), below


def _amounts(block: KeyFigures) -> Iterator[tuple[KeyFigure, FigureAddress, int]]:
    """The amounts among key figures; one without a key has no address."""
    for one in block.figures:
        if one.key and one.type is ValueType.MONEY and isinstance(one.value, int):
            yield one, FigureAddress(KEY_FIGURES, one.label, one.key), one.value


def _cells(table: Table) -> Iterator[tuple[int, FigureAddress, str, int]]:
    """Number of the row, address, name and cents of every amount."""
    if not isinstance(table.rows, tuple) or table.key.startswith(NOTES):
        return
    for place, (row, name) in enumerate(zip(table.rows, _names(table, table.rows), strict=True)):
        for column, value in zip(table.columns, row.cells, strict=True):
            if name and column.type is ValueType.MONEY and isinstance(value, int):
                address = FigureAddress(table.key, name, column.key)
                yield place, address, f"{name}, {column.label}", value


def _names(table: Table, rows: tuple[Row, ...]) -> list[str]:
    """The name of each row; where two are alike, with the name of their group, else a number."""
    plain = [row.label or str(row.cells[table.header_index] or "") for row in rows]
    seen, group, found = Counter(plain), "", []
    for row, name in zip(rows, plain, strict=True):
        group = name if row.kind is RowKind.GROUP else group
        found.append(f"{group}: {name}" if seen[name] > 1 and group and name else name)
    times: Counter[str] = Counter()
    for place, name in enumerate(found):
        times[name] += 1
        found[place] = f"{name} ({times[name]})" if times[name] > 1 and name else name
    return found


def _text(note: FigureNote, cents: int) -> str:
    """The text; where the figure has moved since, what it was when the text was written."""
    if note.amount_cents in (None, cents):
        return note.text
    return f"{note.text} (Geschrieben, als der Betrag {format_euro(note.amount_cents)} war.)"
