"""Charts as vector drawings: one Figure with the chart's message as alternative text."""

from collections.abc import Iterator
from dataclasses import replace

from services.reporting.documents import Chart, ChartKind
from services.reporting.render.axis import Axis, axis_for, column_axis
from services.reporting.render.pdf import attributes, theme
from services.reporting.render.pdf.bars import bar_height, draw_bars
from services.reporting.render.pdf.characters import SHORTENED
from services.reporting.render.pdf.column_chart import (
    COLUMN_HEIGHT,
    draw_columns,
    most_categories,
)
from services.reporting.render.pdf.curves import CURVE_HEIGHT, draw_curves
from services.reporting.render.pdf.flow import Flow
from services.reporting.render.pdf.fonts import MEDIUM, face
from services.reporting.render.pdf.lines import Fragment, break_text
from services.reporting.render.pdf.prose import draw_lines
from services.reporting.render.pdf.structure import StructureError

_GUTTER = 18.0
_TITLE_LINES = 4
_DRAW = {
    ChartKind.BAR: draw_bars,
    ChartKind.LINE: draw_curves,
    ChartKind.COLUMN: draw_columns,
}


def charts(flow: Flow, blocks: tuple[Chart, ...], behind: float = 0.0) -> None:
    """Draw one chart over the measure, two side by side, or one larger than a page in pieces.
    ``behind``: height of what should stand on the same page below."""
    if charts_height(flow, blocks) <= flow.sheet.top - flow.sheet.bottom and not any(
        _is_too_wide(flow, one) for one in blocks
    ):
        _side_by_side(flow, tuple((block, _axis(block)) for block in blocks), behind)
        return
    for block in blocks:
        for piece in _pieces(flow, block):
            _side_by_side(flow, ((piece, _axis(block)),))


def _axis(block: Chart) -> Axis:
    """Return the scale; bars and columns show no ticks and need none."""
    if block.kind is ChartKind.COLUMN:
        return column_axis(block)
    values = [value for one in block.series for value in one.values if value is not None]
    if block.kind is ChartKind.BAR:
        return axis_for(values, block.type).bare(values)
    return axis_for(values, block.type, steps=4)


def _pieces(flow: Flow, block: Chart) -> Iterator[Chart]:
    """Cut a chart with too many categories into charts that each fit a page."""
    per_page, page = len(block.categories), flow.sheet.top - flow.sheet.bottom
    if block.kind is ChartKind.COLUMN:
        per_page = most_categories(flow.sheet.measure)
    while per_page > 1 and charts_height(flow, (_piece(block, 0, per_page),)) > page:
        per_page = per_page * 3 // 4
    for first in range(0, len(block.categories), per_page):
        yield _piece(block, first, first + per_page)


def _is_too_wide(flow: Flow, block: Chart) -> bool:
    fits = most_categories(flow.sheet.measure)
    return block.kind is ChartKind.COLUMN and len(block.categories) > fits


def _piece(block: Chart, first: int, end: int) -> Chart:
    cut = (
        replace(one, values=one.values[first:end], facts=one.facts[first:end])
        for one in block.series
    )
    return replace(block, categories=block.categories[first:end], series=tuple(cut))


def _side_by_side(flow: Flow, scaled: tuple[tuple[Chart, Axis], ...], behind: float = 0.0) -> None:
    blocks = tuple(block for block, _ in scaled)
    width = (flow.sheet.measure - _GUTTER * (len(blocks) - 1)) / len(blocks)
    flow.gap(4)
    room = flow.room - behind
    tight = charts_height(flow, blocks) > room >= charts_height(flow, blocks, tight=True)
    flow.need(charts_height(flow, blocks, tight=tight) + behind)
    top, page = flow.y, flow.tagger.page
    lowest = top
    titles = max(len(_title(flow, one, width)) for one in blocks)
    for number, (one, axis) in enumerate(scaled):
        x = flow.sheet.left + number * (width + _GUTTER)
        flow.y = top
        flow.y = top - _draw_title(flow, one, (x, width), titles)
        bottom = flow.y - _height(one, tight=tight)
        _figure(flow, one, axis, (x, bottom, x + width, flow.y))
        lowest = min(lowest, bottom)
    if page != flow.tagger.page:
        raise StructureError("a chart went over a page break")
    flow.y = lowest
    flow.gap(8)


def charts_height(flow: Flow, blocks: tuple[Chart, ...], *, tight: bool = False) -> float:
    """Return the height of charts drawn side by side; ``tight``: with bars closer together, where
    that saves a page break."""
    width = (flow.sheet.measure - _GUTTER * (len(blocks) - 1)) / len(blocks)
    titles = max(len(_title(flow, one, width)) for one in blocks)
    return titles * theme.LEADING + max(_height(one, tight=tight) for one in blocks) + 4


def _height(one: Chart, *, tight: bool = False) -> float:
    if one.kind is ChartKind.BAR:
        return bar_height(one, tight=tight)
    return COLUMN_HEIGHT if one.kind is ChartKind.COLUMN else CURVE_HEIGHT


def _title(flow: Flow, one: Chart, width: float) -> list[str]:
    lines = break_text(flow.gate.clean(one.title), face(MEDIUM), width, theme.BODY)
    return flow.gate.few(lines, _TITLE_LINES, SHORTENED)


def _draw_title(flow: Flow, one: Chart, place: tuple[float, float], titles: int) -> float:
    """Draw the title at (left, width) and return the height of ``titles`` lines."""
    top = flow.y
    x, width = place
    lines = [[Fragment(face(MEDIUM), line)] for line in _title(flow, one, width)]
    with flow.tagger.elem("P"):
        draw_lines(flow, lines, x, theme.BODY, theme.LEADING)
    flow.y = top
    return titles * theme.LEADING + 4


def _figure(flow: Flow, one: Chart, axis: Axis, box: tuple[float, float, float, float]) -> None:
    alternative = attributes.figure(flow.gate.clean(one.message), box)
    with flow.tagger.elem("Figure", alternative), flow.canvas.mark():
        flow.canvas.saveState()
        _DRAW[one.kind](flow, one, axis, box)
        flow.canvas.restoreState()
    flow.fill(theme.INK)
