"""Is what stands on a page to be seen? Colours, sizes and what covers what.

Our renderer writes text in four dark colours on white, never turned, clipped or below a filling.
Whatever else would hide true words or paint false ones.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .content import Foreign, Mark, operations
from .limits import TooMuch
from .places import Placed, Run, Shape
from .strokes import Step, corners_of, demand_dark_mark, stroked

Box = tuple[float, float, float, float]
_WORDS = {(0.1, 0.12, 0.16), (0.36, 0.4, 0.46), (0.04, 0.2, 0.42), (0.7, 0.33, 0.02)}
_DARK = {*_WORDS, (0.1, 0.48, 0.24), (0.75, 0.1, 0.12), (0.02, 0.42, 0.42), (0.55, 0.27, 0.03)}
_LIGHT = {(0.85, 0.87, 0.9), (0.95, 0.96, 0.975), (0.89, 0.63, 0.05), (0.55, 0.58, 0.62)}
_WHITE = (1.0, 1.0, 1.0)
_MARKER = 5.0
"""Points across which the only white filling of ours reaches: the ring of a line chart."""
_SIZES, _WIDEST = (5.0, 24.0), 2.0
_PAIRS = 3_000_000
_SLACK = 0.6
_HEIGHT = 0.68
"""Of digits and capitals, per size of the font."""
_DEEPEST = 4


@dataclass
class Sheet:
    """What was drawn so far on one page of this size; `width_of` measures font and bytes."""

    size: tuple[float, float]
    width_of: Callable[[str, bytes], float]
    words: list[Box] = field(default_factory=list)
    below: list[Box] = field(default_factory=list)
    pairs: int = 0
    placed: Placed = field(default_factory=Placed)

    def write(self, box: Box, start: float, ink: float) -> None:
        """Words here, without the spaces around them from `start` to `ink`. Raises Foreign where
        they would not be seen."""
        if not (box[0] >= 0 and box[2] <= self.size[0] and box[1] >= 0 and box[3] <= self.size[1]):
            raise Foreign("Text neben der Seite")
        self._apart(box, self.below, "Text auf einer dunklen Fläche")
        self.words.append(box)
        if self.placed.current is not None:
            self.placed.current.append(Run(box[0], box[2], start, ink, box[1]))

    def fill(self, box: Box, dark: bool) -> None:
        """A filling or picture here. Raises Foreign where it covers words."""
        self._apart(box, self.words, "eine Fläche über Text")
        if dark:
            self.below.append(box)

    def cross(self, box: Box) -> None:
        """A line here. Raises Foreign where it crosses words."""
        self._apart(box, self.words, "eine Linie über Text")

    def _apart(self, box: Box, others: list[Box], what: str) -> None:
        self.pairs += len(others)
        if self.pairs > _PAIRS:
            raise TooMuch("zu viele Flächen auf einer Seite")
        left, low, right, high = box
        for one in others:
            if one[0] < right and left < one[2] and one[1] < high and low < one[3]:
                raise Foreign(what)


@dataclass
class Pen:
    """Follows the operators of one stream, moved by `at`; `show` draws what Do names."""

    sheet: Sheet
    show: Callable[[str, list[float]], None]
    at: tuple[float, float] = (0.0, 0.0)
    fill: tuple[float, ...] = ()
    font: tuple[str, float] = ("", 0.0)
    x: float = 0.0
    y: float = 0.0
    behind: float = 0.0
    """Where the words end that were drawn last; the next begin there unless moved."""
    clipped: bool = False
    matrix: list[float] = field(default_factory=list)
    kept: list[tuple[Any, ...]] = field(default_factory=list)
    path: list[Box] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    whole: bool = True
    thick: float = 1.0
    ink: tuple[float, ...] = ()
    """Colour of lines."""
    dashed: tuple[float, ...] = ()
    in_chart: bool = False

    def follow(self, data: bytes) -> None:
        """Raises Foreign at the first thing our renderer would not draw so."""
        for operator, values in operations(data):
            step = _STEPS.get(operator)
            if step is not None:
                step(self, values)
        if self.kept:
            raise Foreign("unfertige Zeichnung")

    def save(self, _: Any) -> None:
        pens = self.fill, self.ink, self.thick, self.dashed
        self.kept.append((*pens, self.matrix, self.clipped))
        if len(self.kept) > _DEEPEST:
            raise Foreign("zu tief verschachtelte Zeichnung")

    def restore(self, _: Any) -> None:
        if not self.kept:
            raise Foreign("Operator Q an dieser Stelle")
        self.fill, self.ink, self.thick, self.dashed, *rest = self.kept.pop()
        self.matrix, self.clipped = rest

    def move(self, values: list[float]) -> None:
        if values == [1, 0, 0, 1, 0, 0]:
            return
        if not self.kept or self.matrix:
            raise Foreign("gedrehte oder verschobene Zeichnung")
        self.matrix = values

    def clip(self, _: Any) -> None:
        if not self.kept:
            raise Foreign("ein Ausschnitt")
        self.note(self.ink, is_box=self.whole)
        self.path, self.clipped = [], True

    def colour(self, values: list[float]) -> None:
        self.fill = tuple(values)
        if self.fill not in _DARK | _LIGHT | {_WHITE}:
            raise Foreign(f"Farbe {values}")

    def stroke(self, values: list[float]) -> None:
        self.ink = tuple(values)
        if self.ink not in _DARK | _LIGHT:
            raise Foreign(f"Farbe {values}")

    def width(self, values: list[float]) -> None:
        if not 0 < values[0] <= _WIDEST:
            raise Foreign(f"Linie von {values[0]} Punkt")
        self.thick = values[0]

    def dash(self, values: list[Any]) -> None:
        self.dashed = tuple(values[0])

    def begin(self, _: Any) -> None:
        self.x, self.y = self.at
        self.behind = self.x
        if self.clipped or self.matrix:
            raise Foreign("Text an dieser Stelle")

    def choose(self, values: list[Any]) -> None:
        self.font = (values[0], values[1])
        if not _SIZES[0] <= values[1] <= _SIZES[1]:
            raise Foreign(f"Schriftgrad {values[1]}")

    def to(self, values: list[float]) -> None:
        self.x, self.y = self.x + values[0], self.y + values[1]
        self.behind = self.x

    def text(self, values: list[bytes]) -> None:
        if self.fill not in _WORDS:
            raise Foreign(f"Text in der Farbe {list(self.fill)}")
        (text,), (name, size) = values, self.font
        left, bare = self.behind, text.rstrip(b" ")
        self.behind = left + self.sheet.width_of(name, text) * size / 1000
        if bare:
            blank = bare[: len(bare) - len(bare.lstrip(b" "))]
            start, ink = (left + self.sheet.width_of(name, one) * size / 1000
                          for one in (blank, bare))  # fmt: skip
            self.sheet.write((left, self.y, self.behind, self.y + size * _HEIGHT), start, ink)

    def mark(self, values: list[Mark]) -> None:
        self.sheet.placed.begin(values[0].mcid, values[0].subtype, values[0].tag)
        self.in_chart = values[0].tag == "Figure"

    def unmark(self, _: Any) -> None:
        self.sheet.placed.end()
        self.in_chart = False

    def line(self, values: list[float]) -> None:
        points = list(zip(values[::2], values[1::2], strict=True))
        xs, ys = [one for one, _ in points], [one for _, one in points]
        self.path.append((min(xs), min(ys), max(xs), max(ys)))

    def box(self, values: list[float]) -> None:
        self.steps.append(("re", values))
        x, y, width, height = values
        self.line([x, y, x + width, y + height])

    def paint(self, _: Any) -> None:
        """Each rectangle by itself; lines and curves by what is around them all."""
        self.note(self.ink if self.fill == _WHITE else self.fill, is_box=self.whole)
        boxes, self.path, self.steps = self.path, [], []
        if self.matrix:
            raise Foreign("eine verschobene Fläche")
        for left, low, right, high in boxes if self.whole else [_around(boxes)]:
            if self.fill == _WHITE and max(right - left, high - low) > _MARKER:
                raise Foreign("eine weiße Fläche")
            x, y = self.at
            if self.fill in _DARK and not self.in_chart:
                demand_dark_mark((left, low, right, high))
            aside, above = (min(_SLACK, one / 4) for one in (right - left, high - low))
            inner = (left + x + aside, low + y + above, right + x - aside, high + y - above)
            if inner[0] < inner[2] and inner[1] < inner[3]:
                self.sheet.fill(inner, self.fill in _DARK)
        self.whole = True

    def start(self, values: list[float]) -> None:
        self.steps.append(("m", values))
        self.corner(values)

    def draw(self, values: list[float]) -> None:
        self.steps.append(("l", values))
        self.corner(values)

    def bend(self, values: list[float]) -> None:
        self.steps.append(("c", values))
        self.corner(values)

    def corner(self, values: list[float]) -> None:
        self.whole = False
        self.line(values)

    def trace(self, _: Any) -> None:
        """A line along the path: it crosses no words."""
        if self.matrix:
            raise Foreign("eine verschobene Linie")
        x, y = self.at
        if not self.clipped:
            self.note(self.ink, is_box=self.whole)
            for left, low, right, high in stroked(self.steps, self.thick, in_chart=self.in_chart):
                self.sheet.cross((left + x, low + y, right + x, high + y))
        self.nothing(_)

    def note(self, colour: tuple[float, ...], *, is_box: bool) -> None:
        """A figure's shapes: each box by itself, a line by what is around it."""
        x, y = self.at
        corners = tuple((one + x, two + y) for one, two in corners_of(self.steps))
        for left, low, right, high in self.path if is_box else [_around(self.path)]:
            edges = (left + x, low + y, right + x, high + y)
            points = () if is_box else corners
            one = Shape(*edges, is_box, colour, points, self.thick, self.dashed)
            self.sheet.placed.draw(one)

    def nothing(self, _: Any) -> None:
        self.path, self.steps, self.whole = [], [], True

    def stamp(self, values: list[str]) -> None:
        if self.clipped:
            raise Foreign("eine Vorlage in einem Ausschnitt")
        self.show(values[0], self.matrix or [1, 0, 0, 1, 0, 0])


def _around(boxes: list[Box]) -> Box:
    if not boxes:
        return (0, 0, 0, 0)
    lefts, lows, rights, highs = zip(*boxes, strict=True)
    return (min(lefts), min(lows), max(rights), max(highs))


_STEPS: dict[str, Callable[[Pen, list[Any]], None]] = {
    "q": Pen.save, "Q": Pen.restore, "cm": Pen.move, "W*": Pen.clip, "rg": Pen.colour,
    "RG": Pen.stroke, "w": Pen.width, "d": Pen.dash, "BT": Pen.begin, "Tf": Pen.choose,
    "Td": Pen.to, "Tj": Pen.text, "m": Pen.start, "l": Pen.draw, "c": Pen.bend, "re": Pen.box,
    "f": Pen.paint, "f*": Pen.paint, "B*": Pen.paint, "S": Pen.trace, "n": Pen.nothing,
    "Do": Pen.stamp, "BDC": Pen.mark, "EMC": Pen.unmark,
}  # fmt: skip
