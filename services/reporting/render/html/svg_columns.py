"""Columns over spans of time as SVG, drawn as in the PDF: money out beside money in."""

from markupsafe import Markup

from services.reporting.documents import Chart, Series
from services.reporting.render.axis import Axis, column_axis
from services.reporting.render.html.svg import (
    MIDDLE,
    RULE,
    TEXT,
    WIDTH,
    Drawing,
    fillings,
    legend,
    patch,
)

_SLOTS = 64, 92
"""Least and greatest width of a category."""
_PLOT = 200
_TOP = 64
_ROW = 46 + _TOP + _PLOT
_LINE = 14


def columns(chart: Chart) -> Drawing:
    """Return the columns, in rows where they are many, with their amounts; and the height."""
    axis = column_axis(chart)
    pieces = [fillings(chart), *legend(chart, axis)]
    slot = min(_SLOTS[1], max(_SLOTS[0], WIDTH // max(1, len(chart.categories))))
    per_row = WIDTH // slot
    for at, category in enumerate(chart.categories):
        row, place = divmod(at, per_row)
        x, top = place * slot, row * _ROW + _TOP
        if place == 0:
            count = min(per_row, len(chart.categories) - at)
            pieces.append(_line(count * slot, _y(axis, top, 0)))
        pieces += _name(category, x + slot / 2, top + _PLOT)
        for number, stack in enumerate(chart.stacks()):
            parts = [(one, one.values[at] or 0) for one in stack]
            width = (slot - 8) / 2
            pieces += _column(chart, axis, parts, (x + 4 + number * width, top, width))
    rows = -(-len(chart.categories) // per_row)
    return Markup("").join(pieces), max(1, rows) * _ROW + 10


def _name(category: str, middle: float, y: float) -> list[Markup]:
    """The name below its columns, its last word on a line of its own."""
    first, _, last = category.rpartition(" ")
    lines = [one for one in (first, last) if one]
    return [
        TEXT.format(middle, y + 18 + number * 15, MIDDLE, f"{one} ")
        for number, one in enumerate(lines)
    ]


def _line(width: float, y: float) -> Markup:
    return Markup('<path d="M0 {:.1f}H{}" stroke="{}"/>').format(y, width, RULE)


def _y(axis: Axis, top: float, value: int) -> float:
    return top + (1 - axis.position(value)) * _PLOT


def _column(
    chart: Chart, axis: Axis, parts: list[tuple[Series, int]], place: tuple[float, float, float]
) -> list[Markup]:
    """Left edge, upper edge of the plot and width of the column."""
    x, top, width = place
    pieces, up, down = [], 0, 0
    for one, value in parts:
        foot = up if value > 0 else down
        ends = _y(axis, top, foot), _y(axis, top, foot + value)
        if value:
            box = (x + 3, min(ends), width - 6)
            pieces.append(patch(chart, one, box, abs(ends[1] - ends[0])))
        up, down = up + max(value, 0), down + min(value, 0)
    shown = [value for _, value in parts if value]
    for number, value in enumerate(shown):
        amount = axis.amount(value)
        y = _y(axis, top, up) - 5 - _LINE * number
        pieces.append(TEXT.format(x + width / 2, y, MIDDLE, amount))
    return pieces
