"""Are the curves of a chart where their values are, against a scale that is the one of the data?

Legend, scale and curves are drawn in one order: every line and every marker stands for something,
is drawn in the colour and dash of its series, and lies between the ticks where its value belongs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .chart_words import axis_words, shown_categories, ticks_of, unit_of
from .content import Foreign
from .places import Run, Shape

Look = tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]
LOOKS: dict[str, tuple[tuple[float, ...], tuple[float, ...], float]] = {
    "plan": ((0.36, 0.4, 0.46), (4, 2.5), 1.8),
    "actual": ((0.04, 0.2, 0.42), (), 2.0),
    "received": ((0.02, 0.42, 0.42), (7, 2), 2.5),
    "forecast": ((0.55, 0.27, 0.03), (1.2, 2), 1.9),
    "potential": ((0.1, 0.48, 0.24), (3, 1.5, 1, 1.5), 1.8),
}
"""By role: colour, dash of a line, points from the middle of a marker to its edge."""
_THICK, _SIGN, _NEAR = 1.4, 18.0, 0.12
_BELOW, _HANG = 2.4, 8.0
"""Points from a line of the scale down to its word; right of the scale where a name may end."""


def check_curves(chart: dict[str, Any], shapes: list[Shape], words: list[Run]) -> None:
    """Raises Foreign naming what stands elsewhere than its value."""
    where = f"im Diagramm „{chart['title']}“"
    ticks = ticks_of(chart)
    rest = iter(shapes)
    for series in chart["series"]:
        _demand_sign(series, rest, where)
    scale = [_taken(rest, where) for _ in ticks]
    _demand_scale(scale, where)
    for series in chart["series"]:
        _demand_curve(chart, series, rest, (scale, ticks), where)
    if next(rest, None) is not None:
        raise Foreign(f"etwas {where}, das zu keiner Reihe gehört")
    _demand_words(chart, scale, words, where)


def _taken(rest: Iterator[Shape], where: str) -> Shape:
    found = next(rest, None)
    if found is None:
        raise Foreign(f"zu wenig {where}")
    return found


def _demand_sign(series: dict[str, Any], rest: Iterator[Shape], where: str) -> None:
    """Line and marker before the name of a series."""
    line, marker = _taken(rest, where), _taken(rest, where)
    if not _is_line(line, series, 2) or line.high > _NEAR or abs(line.wide - _SIGN) > _NEAR:
        raise Foreign(f"ein anderes Zeichen der Legende {where}")
    _demand_marker(marker, series, ((line.left + line.right) / 2, line.low), where)


def _is_line(one: Shape, series: dict[str, Any], points: int) -> bool:
    colour, dash, _ = LOOKS[series["role"]]
    looks = (one.colour, one.dash, one.thick) == (colour, dash, _THICK)
    return not one.is_box and len(one.points) == points and looks


def _demand_marker(one: Shape, series: dict[str, Any], at: tuple[float, float], where: str) -> None:
    colour, _, reach = LOOKS[series["role"]]
    middle = (one.left + one.right) / 2, (one.low + one.top) / 2
    sizes = (one.wide / 2, one.high / 2)
    if one.colour != colour or any(abs(size - reach) > _NEAR for size in sizes):
        raise Foreign(f"ein anderes Zeichen an einem Wert {where}")
    if any(abs(a - b) > _NEAR for a, b in zip(middle, at, strict=True)):
        raise Foreign(f"ein Punkt {where}, der höher oder tiefer liegt als sein Wert")


def _demand_scale(scale: list[Shape], where: str) -> None:
    """Level lines over the same width, each as far above the last as all others."""
    first, last = scale[0], scale[-1]
    step = (last.low - first.low) / (len(scale) - 1)
    for number, one in enumerate(scale):
        ends = (one.left - first.left, one.right - first.right)
        is_level = not one.is_box and len(one.points) == 2 and one.high <= _NEAR and not one.dash
        if step <= 1 or not is_level or any(abs(end) > _NEAR for end in ends):
            raise Foreign(f"eine andere Linie der Skala {where}")
        if abs(one.low - first.low - number * step) > _NEAR:
            raise Foreign(f"eine Linie der Skala {where} an anderer Stelle")


def _demand_curve(
    chart: dict[str, Any],
    series: dict[str, Any],
    rest: Iterator[Shape],
    scale: tuple[list[Shape], list[int]],
    where: str,
) -> None:
    points = list(_points(chart, series, *scale))
    if len(points) > 1:
        line = _taken(rest, where)
        if not _is_line(line, series, len(points)):
            raise Foreign(f"eine andere Linie der Reihe „{series['label']}“ {where}")
        for found, due in zip(line.points, points, strict=True):
            if any(abs(a - b) > _NEAR for a, b in zip(found, due, strict=True)):
                raise Foreign(f"eine Kurve {where}, die anders läuft als ihre Werte")
    for due in points:
        _demand_marker(_taken(rest, where), series, due, where)


def _points(
    chart: dict[str, Any], series: dict[str, Any], scale: list[Shape], ticks: list[int]
) -> Iterator[tuple[float, float]]:
    """Where the values belong between the lines of the scale."""
    first, last = scale[0], scale[-1]
    slot = first.wide / len(chart["categories"])
    for number, value in enumerate(series["values"]):
        if value is not None:
            share = (value - ticks[0]) / (ticks[-1] - ticks[0])
            yield first.left + slot * (number + 0.5), first.low + share * (last.low - first.low)


def _demand_words(chart: dict[str, Any], scale: list[Shape], words: list[Run], where: str) -> None:
    """Each word of the scale stands at its line, each name below its point."""
    count = len(chart["series"]) + bool(unit_of(chart))
    marks, names = words[count : count + len(scale)], words[count + len(scale) :]
    if len(marks) != len(axis_words(chart)):
        raise Foreign(f"ein anderes Wort der Skala {where}")
    for line, word in zip(scale, marks, strict=True):
        is_left = word.ink <= line.left + _NEAR
        if abs(line.low - _BELOW - word.y) > _NEAR or not is_left:
            raise Foreign(f"eine Zahl neben ihrer Linie der Skala {where}")
    places = shown_categories(chart, len(names))
    slot = scale[0].wide / max(1, len(chart["categories"]))
    for at, word in zip(places, names, strict=True):
        middle = scale[0].left + slot * (at + 0.5)
        hangs = abs(word.ink - scale[0].right - _HANG) <= 2 * _NEAR and word.start < middle
        if word.y >= scale[0].low or not (abs(_middle(word) - middle) <= 1 or hangs):
            raise Foreign(f"ein Name {where}, der nicht unter seinem Wert steht")


def _middle(word: Run) -> float:
    return (word.start + word.ink) / 2
