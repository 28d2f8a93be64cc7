"""Bars of several series per category, lying, each with its value beside it."""

from typing import NamedTuple

from services.reporting.documents import Chart
from services.reporting.render.axis import Axis
from services.reporting.render.pdf import theme
from services.reporting.render.pdf.flow import Flow
from services.reporting.render.pdf.fonts import REGULAR, face
from services.reporting.render.pdf.patterns import LOOKS, draw_bar

Box = tuple[float, float, float, float]

NO_VALUES = "Noch keine Werte"
_LABEL = theme.SMALL + 2.6
LEGEND = 15.0
_VALUE_ROOM = 44.0


class _Pace(NamedTuple):
    """Height of a bar, white below each bar and below all bars of a category."""

    bar: float
    between: float
    gap: float


_WIDE, _TIGHT = _Pace(6.0, 1.6, 3.5), _Pace(4.6, 1.2, 2.2)
"""Values beside bars of the tight pace still stand apart, so that it is only for pages on which the
chart would not fit else."""


def bar_height(chart: Chart, *, tight: bool = False) -> float:
    """Return the height that ``chart`` takes without its title, at least ``tight``."""
    pace = _TIGHT if tight else _WIDE
    return LEGEND + max(20.0, len(chart.categories) * _category_height(chart, pace))


def _category_height(chart: Chart, pace: _Pace) -> float:
    return _LABEL + len(chart.series) * (pace.bar + pace.between) + pace.gap


def draw_bars(flow: Flow, chart: Chart, axis: Axis, box: Box) -> None:
    """Draw ``chart`` into ``box`` (left, bottom, right, top), whose height says how tight."""
    left, bottom, right, top = box
    pace = _WIDE if top - bottom >= bar_height(chart) - 0.01 else _TIGHT
    legend(flow, chart, axis, (left, right, top))
    if not chart.categories:
        flow.fill(theme.QUIET)
        flow.canvas.text(left, top - LEGEND - theme.SMALL, NO_VALUES, face(REGULAR), theme.SMALL)
    y = top - LEGEND
    for index, category in enumerate(chart.categories):
        flow.fill(theme.INK)
        plain = face(REGULAR)
        shown = flow.fitted(flow.gate.clean(category), plain, theme.SMALL, right - left)
        flow.canvas.text(left, y - theme.SMALL, shown + " ", plain, theme.SMALL)
        bar_top = y - _LABEL
        for one in chart.series:
            draw = (left, bar_top - pace.bar, right - left - _VALUE_ROOM, pace.bar)
            _bar(flow, axis, one.values[index], draw, LOOKS[one.role])
            bar_top -= pace.bar + pace.between
        y -= _category_height(chart, pace)


def _bar(flow: Flow, axis: Axis, value: int | None, room: Box, look: object) -> None:
    if value is None:
        return
    x, y, width, height = room
    zero, end = axis.position(0) * width, axis.position(value) * width
    draw_bar(flow.canvas, look, (x + min(zero, end), y, abs(end - zero), height))  # type: ignore[arg-type]
    flow.fill(theme.INK)
    label = axis.amount(value)
    text_x = x + max(zero, end) + 4
    flow.canvas.text(text_x, y + (height - 3.6) / 2, label + " ", face(REGULAR), theme.FURNITURE)


def legend(flow: Flow, chart: Chart, axis: Axis, place: tuple[float, float, float]) -> None:
    """Name the series with their patterns and the unit between left and right below top."""
    x, right, top = place
    plain = face(REGULAR)
    share = (right - x - 60) / max(1, len(chart.series)) - 26
    y = top - theme.SMALL
    for one in chart.series:
        draw_bar(flow.canvas, LOOKS[one.role], (x, y - 0.6, 14, 6.4))
        flow.fill(theme.INK)
        text = flow.fitted(flow.gate.clean(one.label), plain, theme.SMALL, share) + " "
        flow.canvas.text(x + 18, y, text, plain, theme.SMALL)
        x += 18 + plain.width(text) * theme.SMALL / 1000 + 8
    if axis.unit and chart.categories:
        flow.fill(theme.QUIET)
        flow.canvas.text(x, y, f"in {axis.unit} ", plain, theme.SMALL)
