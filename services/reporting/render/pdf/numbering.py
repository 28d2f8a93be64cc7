"""Object numbers of all structure elements, depth first; rows of mass tables by arithmetic."""

from dataclasses import dataclass, field

from services.reporting.render.pdf.structure import Elem, Rows, Tagger


@dataclass(slots=True)
class Numbering:
    """Numbers by element from ``first`` on; ``next`` is the first free one."""

    first: int
    next: int
    elems: list[tuple[int, Elem, int]] = field(default_factory=list)
    """(number, element, number of its parent) in ascending order."""
    numbers: dict[Elem, int] = field(default_factory=dict)


def number_elements(tagger: Tagger, first: int, root_parent: int) -> Numbering:
    """Number the tree below ``root_parent``, the object number of the structure root."""
    found = Numbering(first, first)
    open_elems: list[tuple[Elem, int]] = [(tagger.root, root_parent)]
    while open_elems:
        elem, parent = open_elems.pop()
        number = found.next
        found.numbers[elem] = number
        found.elems.append((number, elem, parent))
        found.next += 1
        if isinstance(elem, Rows):
            found.next += elem.count * (1 + len(elem.cells))
        kids = [(kid, number) for kid in elem.kids if isinstance(kid, Elem)]
        open_elems.extend(reversed(kids))
    return found


def row_number(body_number: int, row: int) -> int:
    """Return the number of TR ``row`` (from 0)."""
    return body_number + 1 + row


def cell_number(body_number: int, rows: Rows, row: int) -> int:
    """Return the number of the first cell of ``row``; the others follow.

    All cells stand behind all rows: with rows among them the numbers of a column would not end
    alike, and the file would be larger by ten bytes a row.
    """
    return body_number + 1 + rows.count + row * len(rows.cells)
