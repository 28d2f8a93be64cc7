"""Bars and lines as SVG. Colours are attributes, not styles, so the strict CSP lets them pass."""

from markupsafe import Markup

from services.reporting.documents import Chart, ChartKind, Series, SeriesRole
from services.reporting.render.axis import Axis, axis_for

WIDTH = 640
_BAR = 12
_PLOT_LEFT = 56
_PLOT_RIGHT = 624
_PLOT_HEIGHT = 220
_COLOURS = {
    SeriesRole.PLAN: "#5c6675",
    SeriesRole.ACTUAL: "#0a336b",
    SeriesRole.RECEIVED: "#056b6b",
    SeriesRole.FORECAST: "#8c4508",
    SeriesRole.POTENTIAL: "#1a7a3d",
}
_FILLINGS = {
    SeriesRole.PLAN: "M0 5L5 0",
    SeriesRole.RECEIVED: "M1 2h2M3.5 4.5h1.5",
    SeriesRole.FORECAST: "M0 0L5 5",
    SeriesRole.POTENTIAL: "M0 5L5 0M0 0L5 5",
}
"""What is drawn in each 5 by 5 of a bar; the roles left out are filled."""
_DASHES = {
    SeriesRole.PLAN: "6 4",
    SeriesRole.ACTUAL: "none",
    SeriesRole.RECEIVED: "10 3",
    SeriesRole.FORECAST: "2 3",
    SeriesRole.POTENTIAL: "6 3 2 3",
}
RULE = "#d8dde5"
TEXT = Markup('<text x="{:.1f}" y="{:.1f}" font-size="13" fill="#1a1f29"{}>{}</text>')
_END = Markup(' text-anchor="end"')
MIDDLE = Markup(' text-anchor="middle"')
PLAIN = Markup("")

Drawing = tuple[Markup, int]


def bars(chart: Chart) -> Drawing:
    """Return lying bars, one group per category, each bar with its value; and the height."""
    axis = _axis(chart).bare(_values(chart))
    pieces = [fillings(chart), *legend(chart, axis)]
    y = 34.0
    for index, category in enumerate(chart.categories):
        pieces.append(TEXT.format(0, y + 10, PLAIN, category))
        y += 16
        for one in chart.series:
            pieces.append(_bar(chart, axis, one, index, y))
            y += _BAR + 3
        y += 8
    return Markup("").join(pieces), int(y) + 4


def _bar(chart: Chart, axis: Axis, one: Series, index: int, y: float) -> Markup:
    value = one.values[index]
    if value is None:
        return PLAIN
    room = WIDTH - 80
    zero, end = axis.position(0) * room, axis.position(value) * room
    label = axis.amount(value)
    bar = patch(chart, one, (min(zero, end), y, abs(end - zero)), _BAR)
    return bar + TEXT.format(max(zero, end) + 6, y + 11, PLAIN, label)


def patch(chart: Chart, one: Series, place: tuple[float, float, float], height: float) -> Markup:
    """Return a rectangle at (x, y, width) in the pattern of the series."""
    patterned = one.role in _FILLINGS
    fill = f"url(#{_filling_id(chart, one.role)})" if patterned else _COLOURS[one.role]
    shape = Markup(
        '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:g}" fill="{}" stroke="{}"/>'
    )
    return shape.format(*place, round(height, 1), fill, _COLOURS[one.role])


def _filling_id(chart: Chart, role: SeriesRole) -> str:
    return f"filling-{chart.key}-{role}"


def fillings(chart: Chart) -> Markup:
    """Define what tells the series apart without colour."""
    roles = sorted({one.role for one in chart.series} & set(_FILLINGS))
    pattern = Markup(
        '<pattern id="{}" width="5" height="5" patternUnits="userSpaceOnUse">'
        '<path d="{}" stroke="{}" stroke-width="1"/></pattern>'
    )
    found = [
        pattern.format(_filling_id(chart, one), _FILLINGS[one], _COLOURS[one]) for one in roles
    ]
    return Markup("<defs>") + Markup("").join(found) + Markup("</defs>")


def curves(chart: Chart) -> Drawing:
    """Return lines over the categories with grid and labels; and the height."""
    axis = _axis(chart)
    pieces = [*legend(chart, axis), *_grid(axis)]
    count = len(chart.categories)
    every = max(1, -(-count // 8))
    for index in range(count - 1, -1, -every):
        x = _x(index, count)
        pieces.append(TEXT.format(x, 40 + _PLOT_HEIGHT + 18, MIDDLE, chart.categories[index]))
    for one in chart.series:
        pieces.append(_curve(axis, one))
    return Markup("").join(pieces), 40 + _PLOT_HEIGHT + 28


def _grid(axis: Axis) -> list[Markup]:
    pieces = []
    for tick in axis.ticks():
        y = _y(axis, tick)
        pieces.append(
            Markup('<path d="M{} {:.1f}H{}" stroke="{}"/>').format(_PLOT_LEFT, y, _PLOT_RIGHT, RULE)
        )
        pieces.append(TEXT.format(_PLOT_LEFT - 6, y + 4, _END, axis.label(tick)))
    return pieces


def _curve(axis: Axis, one: Series) -> Markup:
    count = len(one.values)
    points = [
        (_x(index, count), _y(axis, value))
        for index, value in enumerate(one.values)
        if value is not None
    ]
    path = Markup('<polyline points="{}" fill="none" stroke="{}" stroke-width="2"{}/>').format(
        " ".join(f"{x:.1f},{y:.1f}" for x, y in points), _COLOURS[one.role], _dash(one)
    )
    return path + Markup("").join(_marker(one, x, y) for x, y in points)


def _dash(one: Series) -> Markup:
    dash = _DASHES[one.role]
    return PLAIN if dash == "none" else Markup(' stroke-dasharray="{}"').format(dash)


def _marker(one: Series, x: float, y: float) -> Markup:
    colour = _COLOURS[one.role]
    if one.role is SeriesRole.RECEIVED:
        shape = Markup('<path d="M{:.1f} {:.1f}l4 4l-4 4l-4-4z" fill="{}"/>')
        return shape.format(x, y - 4, colour)
    fill = "#ffffff" if one.role is SeriesRole.FORECAST else colour
    shape = Markup('<circle cx="{:.1f}" cy="{:.1f}" r="3.5" fill="{}" stroke="{}"/>')
    return shape.format(x, y, fill, colour)


def legend(chart: Chart, axis: Axis) -> list[Markup]:
    pieces, x = [], 0
    for one in chart.series:
        if chart.kind is not ChartKind.LINE:
            pieces.append(patch(chart, one, (x, 8, 26), 10))
        else:
            pieces.append(_sample(one, x))
        pieces.append(TEXT.format(x + 34, 18, PLAIN, one.label))
        x += 34 + 8 * len(one.label) + 18
    if axis.unit:
        pieces.append(TEXT.format(x, 18, PLAIN, f"in {axis.unit}"))
    return pieces


def _sample(one: Series, x: float) -> Markup:
    line = Markup('<path d="M{} 13h26" stroke="{}" stroke-width="3"{}/>')
    return line.format(x, _COLOURS[one.role], _dash(one)) + _marker(one, x + 13, 13)


def _axis(chart: Chart) -> Axis:
    return axis_for(_values(chart), chart.type)


def _values(chart: Chart) -> list[int]:
    return [value for one in chart.series for value in one.values if value is not None]


def _x(index: int, count: int) -> float:
    return _PLOT_LEFT + (_PLOT_RIGHT - _PLOT_LEFT) * (index + 0.5) / count


def _y(axis: Axis, value: int) -> float:
    return 40 + (1 - axis.position(value)) * _PLOT_HEIGHT
