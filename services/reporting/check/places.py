"""Where words stand on a page, and whether an eye reads them in the order of the file.

All distances in points; a twentieth of one is lost where our renderer rounds.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

NEAR = 0.3
"""What two places may differ by and be the same."""
_HANG = 8.0
"""What spaces before or behind a line may take: more would move its words to another column."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words drawn at once on the baseline `y`; `start` and `ink` are their edges without the
    spaces before and behind them."""

    left: float
    right: float
    start: float
    ink: float
    y: float


@dataclass(frozen=True, slots=True)
class Shape:
    """What is drawn within a figure: a box (filled, framed or cut to), or what is around a line,
    with its corners in order, colour, width and dash."""

    left: float
    low: float
    right: float
    top: float
    is_box: bool = True
    colour: tuple[float, ...] = ()
    points: tuple[tuple[float, float], ...] = ()
    thick: float = 0.0
    dash: tuple[float, ...] = ()

    @property
    def wide(self) -> float:
        return self.right - self.left

    @property
    def high(self) -> float:
        return self.top - self.low


@dataclass
class Placed:
    """The runs of one page: by content number, and of each artifact in order with its subtype;
    the shapes of each figure, in order."""

    contents: dict[int, list[Run]] = field(default_factory=dict)
    aside: list[tuple[str, list[Run]]] = field(default_factory=list)
    current: list[Run] | None = None
    shapes: dict[int, list[Shape]] = field(default_factory=dict)
    figure: list[Shape] | None = None

    def begin(self, mcid: int | None, subtype: str, tag: str = "") -> None:
        """What is drawn from now on belongs to this content, or to an artifact."""
        self.current = []
        if tag == "Figure" and mcid is not None:
            self.figure = self.shapes.setdefault(mcid, [])
        if mcid is None:
            self.aside.append((subtype, self.current))
        else:
            self.contents[mcid] = self.current

    def end(self) -> None:
        """What is drawn from now on belongs to nothing."""
        self.current = self.figure = None

    def draw(self, one: Shape) -> None:
        """Note a shape, where a figure is open."""
        if self.figure is not None:
            self.figure.append(one)


def follows(one: Run, before: Run) -> bool:
    """Whether an eye reads `one` after `before`: right of it on its line, or on a lower line."""
    if abs(one.y - before.y) <= NEAR:
        return one.start >= before.ink - NEAR
    return one.y < before.y


def in_order(runs: list[Run]) -> bool:
    """Whether an eye reads all of them in this order."""
    return all(follows(one, before) for before, one in itertools.pairwise(runs))


def lines(runs: list[Run]) -> list[Run]:
    """The runs of each line as one."""
    found: list[Run] = []
    for one in runs:
        if found and abs(one.y - found[-1].y) <= NEAR:
            found[-1] = Run(found[-1].left, one.right, found[-1].start, one.ink, found[-1].y)
        else:
            found.append(one)
    return found


def words(runs: list[Run]) -> list[Run]:
    """Runs that touch as one: a text is cut where it needs another part of the font."""
    found: list[Run] = []
    for one in runs:
        touches = found and abs(one.y - found[-1].y) <= NEAR and _near(one.left, found[-1].right)
        if touches:
            found[-1] = Run(found[-1].left, one.right, found[-1].start, one.ink, one.y)
        else:
            found.append(one)
    return found


def are_alike(some: list[Run], others: list[Run]) -> bool:
    """Whether both stand side by side at the same places, higher or lower on the page."""
    return len(some) == len(others) and all(
        _near(one.start, other.start) and _near(one.y - some[0].y, other.y - others[0].y)
        for one, other in zip(some, others, strict=True)
    )


@dataclass(frozen=True)
class Column:
    """Where the head of a column stands: the edges that all its lines share, and those of all."""

    left: float | None
    right: float | None
    first: float
    last: float

    @classmethod
    def of(cls, runs: list[Run]) -> Column:
        """The column under a head drawn with these runs."""
        found = lines(runs)
        at = found[0].left
        left = at if all(_begins(one, at) for one in found) else None
        edges = [edge for one in found for edge in (one.ink, one.right)]
        right = next((at for at in edges if all(_ends(one, at) for one in found)), None)
        first, last = min(one.start for one in found), max(one.ink for one in found)
        return cls(left, right, first, last)

    def holds(self, line: Run, moved: float = 0.0) -> bool:
        """Whether a line begins or ends where this column does; `moved` to the right of it."""
        begins = self.left is not None and _begins(line, self.left + moved)
        return begins or (self.right is not None and _ends(line, self.right))


def _begins(line: Run, edge: float) -> bool:
    return _near(line.left, edge) and line.start - line.left <= _HANG


def _ends(line: Run, edge: float) -> bool:
    """Whether a line ends at an edge, or with few spaces that hang over it."""
    hangs = line.ink - NEAR <= edge <= line.right + NEAR and line.right - line.ink <= _HANG
    return hangs or _near(line.ink, edge)


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= NEAR
