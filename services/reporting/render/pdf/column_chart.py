"""Columns over spans of time: in each category money out beside money in, what is still to come on
top of what was, every part in its own pattern and with its amount above the column."""

from services.reporting.documents import Chart, Series
from services.reporting.render.axis import Axis
from services.reporting.render.pdf import theme
from services.reporting.render.pdf.bars import LEGEND, NO_VALUES, legend
from services.reporting.render.pdf.flow import Flow
from services.reporting.render.pdf.fonts import REGULAR, face
from services.reporting.render.pdf.patterns import LOOKS, draw_bar

Box = tuple[float, float, float, float]

COLUMN_HEIGHT = 176.0
_LEAST = 46.0
"""Width of a category in which its name and two amounts side by side can be read."""
_WIDEST = 92.0
_AMOUNT = 7.6
_FOOT = 13.0


def most_categories(measure: float) -> int:
    """How many categories fit side by side on this width."""
    return max(1, int(measure // _LEAST))


def draw_columns(flow: Flow, chart: Chart, axis: Axis, box: Box) -> None:
    """Draw ``chart`` into ``box`` (left, bottom, right, top)."""
    left, bottom, right, top = box
    legend(flow, chart, axis, (left, right, top))
    if not chart.categories:
        flow.fill(theme.QUIET)
        flow.canvas.text(left, top - LEGEND - theme.SMALL, NO_VALUES, face(REGULAR), theme.SMALL)
        return
    room = (bottom + _FOOT, top - LEGEND - 2 * _AMOUNT - 4)
    wide = min(_WIDEST, (right - left) / len(chart.categories))
    zero = _height(axis, room, 0)
    flow.rule(left, zero, wide * len(chart.categories), theme.STRONG_RULE, 0.6)
    for at, category in enumerate(chart.categories):
        slot = left + at * wide
        flow.fill(theme.INK)
        _centred(flow, flow.gate.clean(category), (slot, wide), bottom + 2)
        for number, stack in enumerate(chart.stacks()):
            column = (slot + 3 + number * (wide - 6) / 2, (wide - 6) / 2)
            _column(flow, axis, [(one, one.values[at] or 0) for one in stack], (column, room))


Place = tuple[tuple[float, float], tuple[float, float]]
"""Left edge and width of a column; lower and upper edge of the room for all columns."""


def _height(axis: Axis, room: tuple[float, float], value: int) -> float:
    return room[0] + axis.position(value) * (room[1] - room[0])


def _column(flow: Flow, axis: Axis, parts: list[tuple[Series, int]], place: Place) -> None:
    """The parts from the line up (or down), and their amounts above in the same order."""
    (x, wide), room = place
    up = down = 0
    for one, value in parts:
        foot = up if value > 0 else down
        ends = _height(axis, room, foot), _height(axis, room, foot + value)
        draw_bar(flow.canvas, LOOKS[one.role], (x + 2, min(ends), wide - 4, abs(ends[1] - ends[0])))
        up, down = up + max(value, 0), down + min(value, 0)
    shown = [value for _, value in parts if value]
    y = _height(axis, room, up) + 3 + _AMOUNT * (len(shown) - 1)
    flow.fill(theme.INK)
    for value in reversed(shown):
        amount = axis.amount(value)
        _centred(flow, amount, (x, wide), y)
        y -= _AMOUNT


def _centred(flow: Flow, text: str, place: tuple[float, float], y: float) -> None:
    plain, (x, wide) = face(REGULAR), place
    shown = flow.fitted(text, plain, theme.FURNITURE, wide)
    inset = (wide - plain.width(shown) * theme.FURNITURE / 1000) / 2
    flow.canvas.text(x + inset, y, shown + " ", plain, theme.FURNITURE)
