"""Lines over time: one point per category, series told apart by dash and marker."""

from services.reporting.documents import Chart, Series
from services.reporting.render.axis import Axis
from services.reporting.render.pdf import theme
from services.reporting.render.pdf.flow import Flow
from services.reporting.render.pdf.fonts import REGULAR, face
from services.reporting.render.pdf.patterns import LOOKS, Look, draw_marker

Box = tuple[float, float, float, float]

CURVE_HEIGHT = 168.0
_LEGEND_LINE = 11.0
_FOOT = 14.0
_LABEL_WIDTH = 60.0


def draw_curves(flow: Flow, chart: Chart, axis: Axis, box: Box) -> None:
    """Draw ``chart`` into ``box`` (left, bottom, right, top)."""
    left, bottom, right, top = box
    used = _legend(flow, chart, axis, (left, bottom, right, top))
    plain = face(REGULAR)
    widest = max(plain.width(axis.label(tick)) for tick in axis.ticks()) * theme.FURNITURE / 1000
    plot = (left + widest + 5, bottom + _FOOT, right - 8, top - used - 6)
    _grid(flow, axis, plot, left + widest)
    _categories(flow, chart, plot)
    for one in chart.series:
        _curve(flow, chart, one, axis, plot)


def _legend(flow: Flow, chart: Chart, axis: Axis, box: Box) -> float:
    """Name the series with line and marker, breaking into rows; return the height used."""
    plain = face(REGULAR)
    left, _, right, top = box
    entries = [
        flow.fitted(flow.gate.clean(one.label), plain, theme.SMALL, right - left - 34)
        for one in chart.series
    ]
    x, y = left, top - theme.SMALL
    for one, label in zip(chart.series, entries, strict=True):
        wide = 24 + plain.width(label) * theme.SMALL / 1000 + 9
        if x > left and x + wide > right:
            x, y = left, y - _LEGEND_LINE
        look = LOOKS[one.role]
        _stroke(flow, look, [(x, y + 2.6), (x + 18, y + 2.6)])
        draw_marker(flow.canvas, look, x + 9, y + 2.6)
        flow.fill(theme.INK)
        flow.canvas.text(x + 22, y, label + " ", plain, theme.SMALL)
        x += wide
    if axis.unit:
        unit = f"in {axis.unit} "
        if x + plain.width(unit) * theme.SMALL / 1000 > right:
            x, y = left, y - _LEGEND_LINE
        flow.fill(theme.QUIET)
        flow.canvas.text(x, y, unit, plain, theme.SMALL)
    return top - y + 4


def _grid(flow: Flow, axis: Axis, plot: Box, label_right: float) -> None:
    left, bottom, right, top = plot
    plain = face(REGULAR)
    for tick in axis.ticks():
        y = bottom + axis.position(tick) * (top - bottom)
        flow.canvas.setDash()
        flow.rule(left, y, right - left, theme.STRONG_RULE if tick == 0 else theme.RULE, 0.5)
        label = axis.label(tick)
        x = label_right - plain.width(label) * theme.FURNITURE / 1000
        flow.fill(theme.QUIET)
        flow.canvas.text(x, y - 2.4, label + " ", plain, theme.FURNITURE)


def _x(plot: Box, index: int, count: int) -> float:
    left, _, right, _ = plot
    slot = (right - left) / count
    return left + slot * (index + 0.5)


def _categories(flow: Flow, chart: Chart, plot: Box) -> None:
    """Label as many categories as fit without touching, always the last."""
    plain = face(REGULAR)
    count = len(chart.categories)
    labels = [
        flow.fitted(flow.gate.clean(one), plain, theme.FURNITURE, _LABEL_WIDTH)
        for one in chart.categories
    ]
    if not labels:
        return
    widest = max(plain.width(one) for one in labels) * theme.FURNITURE / 1000 + 6
    every = max(1, -int(-widest * count // (plot[2] - plot[0])))
    flow.fill(theme.QUIET)
    for index in range(count - 1, -1, -every):
        wide = plain.width(labels[index]) * theme.FURNITURE / 1000
        x = min(_x(plot, index, count) - wide / 2, plot[2] + 8 - wide)
        flow.canvas.text(x, plot[1] - 11, labels[index] + " ", plain, theme.FURNITURE)


def _curve(flow: Flow, chart: Chart, one: Series, axis: Axis, plot: Box) -> None:
    count = len(chart.categories)
    points = [
        (_x(plot, n, count), plot[1] + axis.position(value) * (plot[3] - plot[1]))
        for n, value in enumerate(one.values)
        if value is not None
    ]
    look = LOOKS[one.role]
    if len(points) > 1:
        _stroke(flow, look, points)
    for x, y in points:
        draw_marker(flow.canvas, look, x, y)


def _stroke(flow: Flow, look: Look, points: list[tuple[float, float]]) -> None:
    canvas = flow.canvas
    canvas.setStrokeColorRGB(*look.colour)
    canvas.setLineWidth(1.4)
    canvas.setDash(list(look.dash))
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.setDash()
