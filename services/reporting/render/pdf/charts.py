"""Charts as vector drawings: one Figure with the chart's message as alternative text."""

from services.reporting.documents import Chart, ChartKind
from services.reporting.render.pdf import attributes, theme
from services.reporting.render.pdf.bars import bar_height, draw_bars
from services.reporting.render.pdf.curves import CURVE_HEIGHT, draw_curves
from services.reporting.render.pdf.flow import Flow
from services.reporting.render.pdf.fonts import MEDIUM, face
from services.reporting.render.pdf.lines import Fragment, break_text
from services.reporting.render.pdf.prose import draw_lines

_GUTTER = 18.0


def charts(flow: Flow, blocks: tuple[Chart, ...]) -> None:
    """Draw one chart over the measure, or two side by side."""
    width = (flow.sheet.measure - _GUTTER * (len(blocks) - 1)) / len(blocks)
    flow.gap(4)
    flow.need(charts_height(flow, blocks))
    top, page = flow.y, flow.tagger.page
    lowest = top
    titles = max(len(_title(flow, one, width)) for one in blocks)
    for number, one in enumerate(blocks):
        flow.y = top
        _chart(flow, one, flow.sheet.left + number * (width + _GUTTER), width, titles)
        lowest = min(lowest, flow.y)
    assert page == flow.tagger.page, "a chart is never split"
    flow.y = lowest
    flow.gap(8)


def charts_height(flow: Flow, blocks: tuple[Chart, ...]) -> float:
    """Return the height of charts drawn side by side."""
    width = (flow.sheet.measure - _GUTTER * (len(blocks) - 1)) / len(blocks)
    titles = max(len(_title(flow, one, width)) for one in blocks)
    return titles * theme.LEADING + max(_height(one) for one in blocks) + 4


def _height(one: Chart) -> float:
    return bar_height(one) if one.kind is ChartKind.BAR else CURVE_HEIGHT


def _title(flow: Flow, one: Chart, width: float) -> list[str]:
    return break_text(flow.gate.clean(one.title), face(MEDIUM), width, theme.BODY)


def _chart(flow: Flow, one: Chart, x: float, width: float, titles: int) -> None:
    top = flow.y
    lines = [[Fragment(face(MEDIUM), line)] for line in _title(flow, one, width)]
    with flow.tagger.elem("P"):
        draw_lines(flow, lines, x, theme.BODY, theme.LEADING)
    flow.y = top - titles * theme.LEADING - 4
    height = _height(one)
    box = (x, flow.y - height, x + width, flow.y)
    with (
        flow.tagger.elem("Figure", attributes.figure(flow.gate.clean(one.message), box)),
        flow.canvas.mark(),
    ):
        flow.canvas.saveState()
        draw = draw_bars if one.kind is ChartKind.BAR else draw_curves
        draw(flow, one, box)
        flow.canvas.restoreState()
    flow.fill(theme.INK)
    flow.y -= height
