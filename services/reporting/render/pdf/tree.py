"""Structure tree and parent tree as PDF objects, produced one by one in order of their numbers."""

from collections.abc import Iterator

from services.reporting.render.pdf.numbering import Numbering, cell_number, row_number
from services.reporting.render.pdf.structure import (
    Annotation,
    Elem,
    MarkedContent,
    Rows,
    RowSpan,
    Tagger,
)

_LEAF = 256


class TreeWriter:
    """Knows the object numbers of pages and annotations in the file under construction."""

    def __init__(
        self, tagger: Tagger, numbering: Numbering, pages: list[int], annotations: list[list[int]]
    ) -> None:
        self._tagger = tagger
        self._numbering = numbering
        self._pages = pages
        self._annotations = annotations
        self._arrays = numbering.next
        keys = len(pages) + len(tagger.annotations)
        self._leaves = self._arrays + len(pages)
        self._keys = keys
        self.parent_tree = self._leaves + -(-keys // _LEAF)

    @property
    def count(self) -> int:
        """Number of objects that ``objects`` yields."""
        return self.parent_tree + 1 - self._numbering.first

    def root(self, number: int) -> str:
        """Return the structure root, which stands under the reserved number."""
        top = self._numbering.numbers[self._tagger.root]
        return (
            f"<</Type/StructTreeRoot/K[{top} 0 R]/ParentTree {self.parent_tree} 0 R"
            f"/ParentTreeNextKey {self._keys}>>"
        )

    def objects(self) -> Iterator[str]:
        """Yield the bodies of all objects, numbered from ``numbering.first`` without gaps."""
        for number, elem, parent in self._numbering.elems:
            if isinstance(elem, Rows):
                yield self._body(elem, number, parent)
                yield from self._rows(elem, number)
                yield from self._cells(elem, number)
            else:
                yield self._elem(elem, parent)
        for page in range(len(self._pages)):
            yield self._page_array(page)
        yield from self._parent_tree()

    def _elem(self, elem: Elem, parent: int) -> str:
        home = self._home(elem)
        page = f"/Pg {self._pages[home]} 0 R" if home is not None else ""
        kids = " ".join(self._kid(kid, home) for kid in elem.kids)
        return f"<</S/{elem.tag}/P {parent} 0 R{page}{elem.attributes}/K[{kids}]>>"

    def _home(self, elem: Elem) -> int | None:
        """Return the page of the first content: kids on it need only their MCID."""
        return next((kid.page for kid in elem.kids if not isinstance(kid, Elem)), None)

    def _kid(self, kid: Elem | MarkedContent | Annotation, home: int | None) -> str:
        if isinstance(kid, Elem):
            return f"{self._numbering.numbers[kid]} 0 R"
        page = self._pages[kid.page]
        if isinstance(kid, Annotation):
            number = self._annotations[kid.page][kid.index]
            return f"<</Type/OBJR/Pg {page} 0 R/Obj {number} 0 R>>"
        if kid.page == home:
            return str(kid.mcid)
        return f"<</Type/MCR/Pg {page} 0 R/MCID {kid.mcid}>>"

    def _body(self, rows: Rows, number: int, parent: int) -> str:
        kids = " ".join(f"{row_number(number, n)} 0 R" for n in range(rows.count))
        return f"<</S/{rows.tag}/P {parent} 0 R{rows.attributes}/K[{kids}]>>"

    def _rows(self, rows: Rows, number: int) -> Iterator[str]:
        columns = len(rows.cells)
        for row in range(rows.count):
            first = cell_number(number, rows, row)
            kids = " 0 R ".join(map(str, range(first, first + columns)))
            yield f"<</S/TR/P {number} 0 R/K[{kids} 0 R]>>"

    def _cells(self, rows: Rows, number: int) -> Iterator[str]:
        starts = [f"<</S/{tag}{attributes}/P " for tag, attributes in rows.cells]
        row = row_number(number, 0)
        for run in rows.runs:
            end = f" 0 R/Pg {self._pages[run.page]} 0 R/K "
            mcid = run.first_mcid
            for _ in range(run.count):
                middle = f"{row}{end}"
                for start in starts:
                    yield f"{start}{middle}{mcid}>>"
                    mcid += 1
                row += 1

    def _page_array(self, page: int) -> str:
        found: list[int] = []
        for owner in self._tagger.owners[page]:
            if isinstance(owner, RowSpan):
                found.extend(self._cells_of(owner))
            else:
                found.append(self._numbering.numbers[owner])
        return "[" + " ".join(f"{number} 0 R" for number in found) + "]"

    def _cells_of(self, span: RowSpan) -> Iterator[int]:
        body = self._numbering.numbers[span.rows]
        columns = len(span.rows.cells)
        for row in range(span.run.first_row, span.run.first_row + span.run.count):
            first = cell_number(body, span.rows, row)
            yield from range(first, first + columns)

    def _parent_tree(self) -> Iterator[str]:
        """Yield the leaves with at most 256 keys each, then the root over them."""
        values = [self._arrays + page for page in range(len(self._pages))]
        values += [self._numbering.numbers[owner] for _, owner in self._tagger.annotations]
        leaves: list[str] = []
        for first in range(0, len(values), _LEAF):
            part = values[first : first + _LEAF]
            nums = " ".join(f"{first + n} {value} 0 R" for n, value in enumerate(part))
            yield f"<</Limits[{first} {first + len(part) - 1}]/Nums[{nums}]>>"
            leaves.append(f"{self._leaves + len(leaves)} 0 R")
        yield f"<</Kids[{' '.join(leaves)}]>>"
