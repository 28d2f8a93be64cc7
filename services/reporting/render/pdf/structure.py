"""The structure tree of a tagged PDF while it is drawn (ISO 32000-1, 14.7 and 14.8).

``Elem`` is one structure element. ``Rows`` is the body of a table whose rows all have the same
cells: its TR, TH and TD elements are never held as objects, since their numbers, their marked
content and their places in the parent tree follow from where a run of rows begins.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


class StructureError(RuntimeError):
    """The drawing code left a bracket open or drew where the structure forbids it: a bug."""


@dataclass(frozen=True, slots=True)
class MarkedContent:
    """Kid of an element: sequence ``mcid`` on page ``page`` (both from 0)."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """Kid of an element: annotation number ``index`` of page ``page`` (both from 0)."""

    page: int
    index: int


@dataclass(slots=True, eq=False)
class Elem:
    """Structure element; ``attributes`` is the finished PDF syntax of its further entries."""

    tag: str
    attributes: str = ""
    kids: list["Elem | MarkedContent | Annotation"] = field(default_factory=list)


@dataclass(slots=True)
class Run:
    """``count`` rows drawn one after the other on ``page``, the first cell at ``first_mcid``."""

    page: int
    first_mcid: int
    count: int
    first_row: int


@dataclass(slots=True, eq=False)
class Rows(Elem):
    """TBody of uniform rows; ``cells`` are (tag, attributes) per column."""

    cells: tuple[tuple[str, str], ...] = ()
    runs: list[Run] = field(default_factory=list)
    count: int = 0


@dataclass(frozen=True, slots=True)
class RowSpan:
    """Owners of consecutive MCIDs of a page: the cells of some rows of a ``Rows``."""

    rows: Rows
    run: Run


Owner = Elem | RowSpan


class Tagger:
    """Keeps the current element, hands out MCIDs and remembers who owns each.

    ``begin`` and ``end`` emit operators through ``emit``, which appends to the page content.
    """

    def __init__(self) -> None:
        self.root = Elem("Document")
        self.owners: list[list[Owner]] = [[]]
        self.annotations: list[tuple[Annotation, Elem]] = []
        self._stack = [self.root]
        self._mcid = 0
        self._mark = ""

    @property
    def page(self) -> int:
        """Index of the current page from 0."""
        return len(self.owners) - 1

    def turn_page(self) -> None:
        """Start the next page; an open mark would reach over the page break."""
        if self._mark:
            raise StructureError(f"page break inside {self._mark}")
        self.owners.append([])
        self._mcid = 0

    @contextmanager
    def elem(self, tag: str, attributes: str = "") -> Iterator[Elem]:
        """Make a new element below the current one the current one."""
        made = Elem(tag, attributes)
        self._stack[-1].kids.append(made)
        with self.inside(made):
            yield made

    @contextmanager
    def inside(self, elem: Elem) -> Iterator[None]:
        """Return to an element made before, e.g. a paragraph that goes on after a page break."""
        if self._mark:
            raise StructureError(f"element {elem.tag} inside {self._mark}")
        self._stack.append(elem)
        yield
        if self._stack.pop() is not elem:
            raise StructureError(f"element {elem.tag} is not closed in order")

    def open_mark(self) -> str:
        """Return the operator that begins marked content of the current element."""
        owner = self._stack[-1]
        operator = f"/{owner.tag}<</MCID {self._mcid}>>BDC"
        self._enter(owner.tag)
        owner.kids.append(MarkedContent(self.page, self._mcid))
        self.owners[-1].append(owner)
        self._mcid += 1
        return operator

    def open_artifact(self, kind: str, subtype: str = "") -> str:
        """Return the operator that begins ink which is no content (14.8.2.2)."""
        self._enter("Artifact")
        sub = f"/Subtype/{subtype}" if subtype else ""
        return f"/Artifact<</Type/{kind}{sub}>>BDC"

    def close_mark(self) -> str:
        """Return the operator that ends marked content or artifact."""
        if not self._mark:
            raise StructureError("no mark to close")
        self._mark = ""
        return "EMC"

    def _enter(self, what: str) -> None:
        if self._mark:
            raise StructureError(f"{what} inside {self._mark}")
        self._mark = what

    def rows(self, cells: tuple[tuple[str, str], ...]) -> Rows:
        """Add the body of a mass table below the current element."""
        made = Rows("TBody", cells=cells)
        self._stack[-1].kids.append(made)
        return made

    def next_row(self, rows: Rows) -> int:
        """Claim one row of ``rows`` on this page; return the MCID of its first cell."""
        if self._mark:
            raise StructureError(f"row inside {self._mark}")
        first = self._mcid
        self._mcid += len(rows.cells)
        last = rows.runs[-1] if rows.runs else None
        if last and last.page == self.page and _end(last, rows) == first:
            last.count += 1
        else:
            run = Run(self.page, first, 1, rows.count)
            rows.runs.append(run)
            self.owners[-1].append(RowSpan(rows, run))
        rows.count += 1
        return first

    def annotate(self, index: int) -> None:
        """Record annotation ``index`` of this page as the current element's; must be Link/Form."""
        owner = self._stack[-1]
        if owner.tag not in ("Link", "Form"):
            raise StructureError(f"annotation inside {owner.tag}")
        found = Annotation(self.page, index)
        owner.kids.append(found)
        self.annotations.append((found, owner))

    def finish(self) -> None:
        """Check that everything opened was closed."""
        if self._mark or len(self._stack) != 1:
            raise StructureError(f"still open: {self._mark or self._stack[-1].tag}")


def _end(run: Run, rows: Rows) -> int:
    return run.first_mcid + run.count * len(rows.cells)
