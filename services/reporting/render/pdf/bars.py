"""Bars of several series per category, lying, each with its value beside it."""

from services.reporting.documents import Chart
from services.reporting.render.axis import Axis
from services.reporting.render.pdf import theme
from services.reporting.render.pdf.flow import Flow
from services.reporting.render.pdf.fonts import REGULAR, face
from services.reporting.render.pdf.patterns import LOOKS, draw_bar

Box = tuple[float, float, float, float]

NO_VALUES = "Noch keine Werte"
_BAR = 6.0
_BETWEEN = 1.6
_LABEL = theme.SMALL + 2.6
_GAP = 3.5
LEGEND = 15.0
_VALUE_ROOM = 44.0


def bar_height(chart: Chart) -> float:
    """Return the height that ``chart`` takes without its title."""
    return LEGEND + max(20.0, len(chart.categories) * _category_height(chart))


def _category_height(chart: Chart) -> float:
    return _LABEL + len(chart.series) * (_BAR + _BETWEEN) + _GAP


def draw_bars(flow: Flow, chart: Chart, axis: Axis, box: Box) -> None:
    """Draw ``chart`` into ``box`` (left, bottom, right, top)."""
    left, _, right, top = box
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
            draw = (left, bar_top - _BAR, right - left - _VALUE_ROOM, _BAR)
            _bar(flow, axis, one.values[index], draw, LOOKS[one.role])
            bar_top -= _BAR + _BETWEEN
        y -= _category_height(chart)


def _bar(flow: Flow, axis: Axis, value: int | None, room: Box, look: object) -> None:
    if value is None:
        return
    x, y, width, height = room
    zero, end = axis.position(0) * width, axis.position(value) * width
    draw_bar(flow.canvas, look, (x + min(zero, end), y, abs(end - zero), height))  # type: ignore[arg-type]
    flow.fill(theme.INK)
    label = axis.amount(value)
    text_x = x + max(zero, end) + 4
    flow.canvas.text(text_x, y + 1.2, label + " ", face(REGULAR), theme.FURNITURE)


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
