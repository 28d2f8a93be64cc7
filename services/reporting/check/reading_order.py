"""Does an eye meet the contents of a page in the order and at the places the structure gives them?

Cells stand in the line of their row and under the head of their column, the texts of a list beside
their labels, all else below what comes before it. Two amounts that change places with their
numbers would agree with the data for every reader's program, and deceive every eye.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .content import Foreign
from .lengths import demand_apart
from .pdf_file import PdfFile
from .pdf_objects import Ref
from .places import NEAR, Column, Placed, Run, Shape, in_order, lines, words

_FIGURE, _FIELD = "Figure", "Form"
_LIGHT = 11.0
"""Width of the coloured sign before the word for a state."""

_MARK = 12.0
"""Width of the mark of a note at an amount, at most."""


@dataclass(frozen=True, slots=True)
class Row:
    """Contents of a row, cell by cell; `named` is the place of the cell that names it."""

    table: int
    cells: tuple[int, ...]
    named: int
    is_head: bool


@dataclass(frozen=True, slots=True)
class Text:
    """One content of running text; `of` numbers the list item it belongs to, else 0."""

    tag: str
    mcid: int
    of: int = 0


@dataclass
class ReadingOrder:
    """What stands on which page, in reading order; pages are checked one by one from the first."""

    pdf: PdfFile
    columns: dict[int, list[Column]] = field(default_factory=dict)
    """By table: where its columns stand."""
    heads: dict[int, list[Run]] = field(default_factory=dict)
    """By table: the words of its head."""
    aside: dict[int, list[list[Run]]] = field(default_factory=dict)
    """By page: the words of each repeated head and each carry, in order."""
    shapes: dict[tuple[int, int], list[Shape]] = field(default_factory=dict)
    """By page and content: what is drawn in each figure."""
    figure_words: dict[tuple[int, int], list[Run]] = field(default_factory=dict)
    """By page and content: the words of each figure, in order."""
    measured: set[int] = field(default_factory=set)
    """Pages whose figures are in `shapes`; the others lie behind a page that was refused."""
    free: set[tuple[int, int]] = field(default_factory=set)
    """Page and content of each figure whose words stand in no order of reading."""
    _pages: dict[int, list[Row | Text]] = field(default_factory=dict)
    _tables: int = 0
    _items: int = 0

    def read(self) -> None:
        """Note what the structure says, before any page is checked."""
        self._walk(self.pdf.root["StructTreeRoot"], "", 0)

    def check(self, page: int, placed: Placed) -> None:
        """Raises Foreign naming the first content of a page that stands elsewhere."""
        demand_apart(placed)
        self.shapes.update({(page, mcid): found for mcid, found in placed.shapes.items()})
        for mcid in placed.shapes:
            self.figure_words[page, mcid] = words(placed.contents.get(mcid, []))
        self.measured.add(page)
        before: list[Run] = []
        labels: dict[int, list[Run]] = {}
        for entry in self._pages.pop(page, ()):
            runs = self._runs(page, entry, placed, labels)
            if before and runs and not _comes_after(runs, _around(before), before[-1]):
                raise Foreign("ein Text an einer anderen Stelle, als die Reihenfolge sagt")
            before = runs or before
        self.aside[page] = [words(runs) for subtype, runs in placed.aside if runs and not subtype]

    def _runs(
        self, page: int, entry: Row | Text, placed: Placed, labels: dict[int, list[Run]]
    ) -> list[Run]:
        if isinstance(entry, Row):
            return self._row(entry, placed)
        runs = placed.contents.get(entry.mcid, [])
        if entry.tag == _FIGURE:  # drawn freely, beside other things
            if not in_order(runs):
                self.free.add((page, entry.mcid))
            return []
        if not in_order(runs):
            raise Foreign("ein Text, den ein Auge anders liest")
        self._item(entry, runs, labels)
        return runs

    def _item(self, entry: Text, runs: list[Run], labels: dict[int, list[Run]]) -> None:
        """The body of a list item stands beside its label, or below it from the same edge."""
        if entry.tag == "Lbl" and runs:
            labels[entry.of] = labels.get(entry.of, []) + runs
        elif entry.tag == "LBody" and runs and entry.of in labels:
            label = labels.pop(entry.of)
            beside = abs(runs[0].y - label[0].y) <= NEAR and runs[0].start > label[0].start
            edge = label[0].left
            below = Column(edge, None, edge, edge).holds(runs[0]) and runs[0].y < label[-1].y
            if not (beside or below):
                raise Foreign("eine Angabe, die nicht neben ihrer Bezeichnung steht")

    def _row(self, row: Row, placed: Placed) -> list[Run]:
        cells = [placed.contents.get(mcid, []) for mcid in row.cells]
        if not all(in_order(runs) for runs in cells):
            raise Foreign("eine Zelle, die anders gelesen wird")
        filled = [runs for runs in cells if runs]
        bases = [runs[-1 if row.is_head else 0].y for runs in filled]
        if any(abs(one - bases[0]) > NEAR for one in bases):
            raise Foreign("eine Zelle neben ihrer Zeile")
        if row.is_head:
            self._head(row.table, cells)
        else:
            self._under_heads(row, cells)
        return [one for runs in filled for one in runs]

    def _head(self, table: int, cells: list[list[Run]]) -> None:
        if table in self.columns or not all(cells):
            raise Foreign("eine Spalte ohne Kopf oder mit zweien")
        columns = self.columns[table] = [Column.of(runs) for runs in cells]
        self.heads[table] = words([one for runs in cells for one in runs])
        if any(after.first < one.last for one, after in itertools.pairwise(columns)):
            raise Foreign("Spaltenköpfe in anderer Reihenfolge")

    def _under_heads(self, row: Row, cells: list[list[Run]]) -> None:
        columns = self.columns.get(row.table, [])
        if len(columns) != len(cells):
            raise Foreign("eine Zeile ohne Spaltenköpfe")
        for place, (column, runs) in enumerate(zip(columns, cells, strict=True)):
            for line in lines(_without_mark(runs, column)):
                held = column.holds(line) or column.holds(line, _LIGHT)
                if not held and not (place == row.named and self.names(columns, place, line)):
                    raise Foreign("eine Zelle neben ihrer Spalte")

    @staticmethod
    def names(columns: list[Column], place: int, line: Run) -> bool:
        """Whether a line may be the name of a row of sums, which begins with its column."""
        edge = columns[place - 1].last if place else 0.0
        return edge <= line.start <= columns[place].first + NEAR

    def _walk(self, element: Any, above: str, item: int) -> None:
        """Note all contents below an element; a word in another language is part of its text."""
        node = self.pdf.resolve(element)
        tag = above if node.get("S") == "Span" else str(node.get("S", ""))
        for one, kid in self._kids(node):
            if isinstance(kid, int):
                self._add(node.get("Pg"), Text(tag, kid, item))
            elif "MCID" in kid:
                self._add(kid.get("Pg", node.get("Pg")), Text(tag, kid["MCID"], item))
            elif kid.get("S") == "TR":
                self._add_row(kid, is_head=tag == "THead")
            elif kid.get("S") == "LI":
                self._items += 1
                self._walk(one, tag, self._items)
            elif "S" in kid and kid["S"] != _FIELD:
                self._walk(one, tag, item)
                self._tables += kid["S"] == "Table"

    def _kids(self, node: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
        kids = self.pdf.resolve(node.get("K"))
        for one in kids if isinstance(kids, list) else [kids]:
            kid = self.pdf.resolve(one)
            if isinstance(kid, (int, dict)):
                yield one, kid

    def _add_row(self, row: dict[str, Any], *, is_head: bool) -> None:
        """A row is drawn on one page, each cell as one content."""
        cells = [cell for _, cell in self._kids(row)]
        contents = [self.pdf.resolve(cell.get("K")) for cell in cells]
        contents = [one[0] if isinstance(one, list) and len(one) == 1 else one for one in contents]
        pages = {one.get("Pg") for one in cells}
        if len(pages) != 1 or not all(isinstance(one, int) for one in contents):
            raise Foreign("eine Zeile aus mehreren Stücken")
        named = next((at for at, one in enumerate(cells) if one["S"] == "TH"), -1)
        self._add(pages.pop(), Row(self._tables, tuple(contents), named, is_head))

    def _add(self, page: Any, entry: Row | Text) -> None:
        if not isinstance(page, Ref):
            raise Foreign("ein Inhalt ohne Seite")
        self._pages.setdefault(page.number, []).append(entry)


def _without_mark(runs: list[Run], column: Column) -> list[Run]:
    """Words of a cell without the mark of a note, which stands right of its column: a short run
    behind the only line of an amount."""
    if len(runs) < 2 or column.right is None:
        return runs
    mark, amount = runs[-1], runs[-2]
    hangs = abs(mark.left - column.right) <= NEAR and mark.right - mark.left <= _MARK
    return runs[:-1] if hangs and abs(mark.y - amount.y) <= NEAR else runs


def _around(runs: list[Run]) -> Run:
    """From the leftmost to the rightmost, on the lowest baseline."""
    lowest = min(one.y for one in runs)
    left, right = min(one.start for one in runs), max(one.ink for one in runs)
    return Run(left, right, left, right, lowest)


def _comes_after(runs: list[Run], before: Run, last: Run) -> bool:
    """Below all of it, right of all of it, or going on in its last line."""
    top, left = max(one.y for one in runs), min(one.start for one in runs)
    goes_on = abs(runs[0].y - last.y) <= NEAR and runs[0].start >= last.ink - NEAR
    return top < before.y - NEAR or left >= before.ink - NEAR or goes_on
