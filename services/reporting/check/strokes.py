"""Which lines and dark marks our renderer draws, and where: none of them can write or hide words.

Outside of a chart there are rules (level, never short), frames, bars beside a hint and shapes of
lights. Whatever else is a figure drawn by hand.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from .content import Foreign

Box = tuple[float, float, float, float]
Step = tuple[str, list[float]]
_SHORTEST, _THICKEST, _RING = 20.0, 1.0, 1.2
"""Points of a rule."""
_FRAME = (20.0, 9.0)
_BAR, _BAR_HEIGHT = 2.2, 10.0
_LIGHT_MARK = (5.0, 7.4)
"""Points across the shapes that tell a light: circle, ring, triangle, square."""
_PIECE = 2.0
_NEAR = 0.05


def stroked(path: list[Step], width: float, *, in_chart: bool) -> Iterator[Box]:
    """What the line along a path covers. Raises Foreign for one that we do not draw there."""
    if not in_chart:
        _demand_rule(path, width)
    for first, second in pairwise(_points(path)):
        if first is not None and second is not None:
            yield from _pieces(first, second, width / 2)


def _demand_rule(path: list[Step], width: float) -> None:
    kinds = [kind for kind, _ in path]
    if kinds == ["m", "c", "c", "c", "c"] and width == _RING and _is_round(path):
        return
    if kinds == ["re"]:
        _, _, across, high = path[0][1]
        is_ours = across >= _FRAME[0] and high >= _FRAME[1]
    else:
        is_ours = kinds == ["m", "l"] and _is_level(path[0][1], path[1][1])
    if not is_ours or width > _THICKEST:
        raise Foreign("eine gezeichnete Linie, die keine der Tabellen und Rahmen ist")


def _is_level(start: list[float], end: list[float]) -> bool:
    return abs(start[1] - end[1]) <= _NEAR and abs(start[0] - end[0]) >= _SHORTEST


def _is_round(path: list[Step]) -> bool:
    ends = [values[-2:] for _, values in path]
    across, high = (max(one) - min(one) for one in zip(*ends, strict=True))
    is_even = abs(across - high) <= _NEAR
    return bool(is_even and _LIGHT_MARK[0] <= across <= _LIGHT_MARK[1])


def _points(path: list[Step]) -> Iterator[tuple[float, float] | None]:
    """Corners in order, None where the pen is lifted; curves go through their control points."""
    for kind, values in path:
        if kind == "re":
            x, y, width, height = values
            yield None
            yield from ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
        elif kind == "m":
            yield None
            yield (values[0], values[1])
        else:
            yield from zip(values[::2], values[1::2], strict=True)


def corners_of(path: list[Step]) -> list[tuple[float, float]]:
    """Corners of one line without a gap, in order; of anything else none."""
    kinds = [kind for kind, _ in path]
    if kinds != ["m", *["l"] * (len(path) - 1)]:
        return []
    return [(values[0], values[1]) for _, values in path]


def _pieces(start: tuple[float, float], end: tuple[float, float], half: float) -> Iterator[Box]:
    """Boxes along a line: one where it is level or upright, short ones where it slopes."""
    (x, y), (right, high) = start, end
    straight = x == right or y == high
    count = 1 if straight else max(1, math.ceil(math.dist(start, end) / _PIECE))
    for at in range(count):
        one = (x + (right - x) * at / count, y + (high - y) * at / count)
        two = (x + (right - x) * (at + 1) / count, y + (high - y) * (at + 1) / count)
        yield (
            min(one[0], two[0]) - half, min(one[1], two[1]) - half,
            max(one[0], two[0]) + half, max(one[1], two[1]) + half,
        )  # fmt: skip


def demand_dark_mark(box: Box) -> None:
    """Raises Foreign for a dark filling outside of charts that is no bar of a hint and no light."""
    across, high = box[2] - box[0], box[3] - box[1]
    is_light = all(_LIGHT_MARK[0] <= one <= _LIGHT_MARK[1] for one in (across, high))
    is_bar = abs(across - _BAR) <= _NEAR and high >= _BAR_HEIGHT
    if not is_light and not is_bar:
        raise Foreign("eine dunkle Fläche außerhalb eines Diagramms")
