"""Are bars and columns as long as what they stand for, and is nothing else drawn among them?

In a chart of bars or columns every box is a sign of the legend or stands for one value, in the
order of the data, in the colour of its series, from one line, and all of one scale.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .content import Foreign
from .curves import LOOKS
from .places import Placed, Run, Shape

BAR, COLUMN = "bar", "column"
_SIGN = (14.0, 6.4)
_NEAR, _LEVEL = 0.12, 0.06
"""Points lost where our renderer rounds: of a length, of an edge."""
_STACKS = (("actual", "forecast"), ("received", "potential"))
_AROUND, _CAPITAL = 1.5, 5.0
"""White around a figure; height of small words above their baseline."""


def check_lengths(chart: dict[str, Any], first: int, end: int, shapes: list[Shape]) -> None:
    """One figure with the categories from `first` to before `end`. Raises Foreign."""
    where = f"im Diagramm „{chart['title']}“"
    drawn = list(_once(one for one in shapes if one.is_box))
    lines = [one for one in shapes if not one.is_box]
    if len(lines) != (chart["kind"] == COLUMN and end > first):
        raise Foreign(f"eine Linie {where}")
    signs, boxes = drawn[: len(chart["series"])], drawn[len(chart["series"]) :]
    roles = [one["role"] for one in chart["series"]]
    if any(not _is_sign(one) for one in signs):
        raise Foreign(f"ein anderes Zeichen der Legende {where}")
    named = list(_values(chart, first, end))
    values = [value for _, value in named]
    if len(boxes) != len(values):
        raise Foreign(f"{len(boxes)} statt {len(values)} Balken {where}")
    due = [LOOKS[role][0] for role in (*roles, *(role for role, _ in named))]
    if [one.colour for one in drawn] != due:
        raise Foreign(f"ein Balken {where} in der Farbe einer anderen Reihe")
    sizes = [
        (one.wide, one.high) if chart["kind"] == BAR else (one.high, one.wide) for one in boxes
    ]
    lengths = [length for length, _ in sizes]
    if any(abs(thick - sizes[0][1]) > _LEVEL for _, thick in sizes):
        raise Foreign(f"ein Balken {where}, der dicker oder dünner ist als andere")
    _demand_scale(lengths, values, where)
    if chart["kind"] == BAR:
        _demand_one_line(boxes, values, where)


def _is_sign(one: Shape) -> bool:
    return abs(one.wide - _SIGN[0]) <= _LEVEL and abs(one.high - _SIGN[1]) <= _LEVEL


def _once(boxes: Iterator[Shape]) -> Iterator[Shape]:
    """A pattern is cut to its box and framed by it: the same box twice, one behind the other."""
    before = None
    for one in boxes:
        if one != before:
            yield one
        before = one


def _values(chart: dict[str, Any], first: int, end: int) -> Iterator[tuple[str, int]]:
    """Role and value of what boxes stand for, as they are drawn; nothing is drawn for nothing."""
    for place in range(first, end):
        series = chart["series"]
        if chart["kind"] == COLUMN:
            series = [
                one
                for roles in _STACKS
                for role in roles
                for one in chart["series"]
                if one["role"] == role
            ]
        found = ((one["role"], one["values"][place]) for one in series)
        yield from ((role, value) for role, value in found if value)


def _demand_scale(lengths: list[float], values: list[int], where: str) -> None:
    if not values:
        return
    longest = max(range(len(values)), key=lambda at: abs(values[at]))
    scale = lengths[longest] / abs(values[longest])
    for length, value in zip(lengths, values, strict=True):
        if abs(length - abs(value) * scale) > _NEAR:
            raise Foreign(f"ein Balken {where}, der länger oder kürzer ist als sein Wert")


def _demand_one_line(boxes: list[Shape], values: list[int], where: str) -> None:
    """All begin at one upright line, those below nothing end there, and each stands lower."""
    feet = [one.left if value > 0 else one.right for one, value in zip(boxes, values, strict=True)]
    tops = [one.top for one in boxes]
    if any(abs(one - feet[0]) > _NEAR for one in feet) or tops != sorted(tops, reverse=True):
        raise Foreign(f"ein Balken {where} an anderer Stelle")


def demand_apart(placed: Placed) -> None:
    """No figure reaches to words that are not its own: a line beside an amount would change it."""
    others = [run for _, runs in placed.aside for run in runs]
    for mcid, shapes in placed.shapes.items():
        if shapes:
            around = _around(shapes, placed.contents.get(mcid, []))
            words = [run for key, runs in placed.contents.items() if key != mcid for run in runs]
            if any(_meets(around, run) for run in (*words, *others)):
                raise Foreign("ein Diagramm, das an einen anderen Text reicht")


def _around(shapes: list[Shape], own: list[Run]) -> Shape:
    return Shape(
        min([one.left for one in shapes] + [one.start for one in own]),
        min([one.low for one in shapes] + [one.y for one in own]),
        max([one.right for one in shapes] + [one.ink for one in own]),
        max([one.top for one in shapes] + [one.y + _CAPITAL for one in own]),
    )


def _meets(box: Shape, run: Run) -> bool:
    beside = run.start < box.right + _AROUND and run.ink > box.left - _AROUND
    return beside and run.y < box.top + _AROUND and run.y + _CAPITAL > box.low - _AROUND
