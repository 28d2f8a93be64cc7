"""Labels and texts in small print: short ones share a line, so that the end of a paper is short."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from services.reporting.documents import Detail, Details
from services.reporting.render.pdf import attributes, theme
from services.reporting.render.pdf.flow import Flow
from services.reporting.render.pdf.fonts import MEDIUM, REGULAR, face
from services.reporting.render.pdf.lines import Fragment, Line, break_fragments
from services.reporting.render.pdf.prose import draw_lines

LEADING: Final = 9.4
_SIZE: Final = theme.FURNITURE
_BESIDE: Final = 4.0
"""White between a label and its text."""
_APART: Final = 16.0
"""White between two that share a line."""


@dataclass(frozen=True, slots=True)
class _Item:
    """A label and the lines of its text; both begin ``line`` lines below the first, ``left`` and
    ``inner`` from the margin."""

    line: int
    left: float
    inner: float
    label: Line
    body: list[Line]


def fine_print_height(flow: Flow, block: Details) -> float:
    """Height of all of it."""
    with flow.gate.unheard():  # measured again when it is drawn
        return max(one.line + len(one.body) for one in _placed(flow, block)) * LEADING


def fine_print(flow: Flow, block: Details) -> None:
    """Draw all of it; whoever calls has seen to the room."""
    start, page, lowest = flow.y, flow.tagger.page, flow.y
    with flow.tagger.elem("L", attributes.UNMARKED):
        for one in _placed(flow, block):
            if flow.tagger.page == page:
                flow.y = start - one.line * LEADING
            with flow.tagger.elem("LI"):
                top = flow.y
                with flow.tagger.elem("Lbl"):
                    _draw(flow, [one.label], one.left)
                if flow.tagger.page == page:
                    flow.y = top
                with flow.tagger.elem("LBody"):
                    _draw(flow, one.body, one.inner)
            lowest = min(lowest, flow.y) if flow.tagger.page == page else flow.y
    flow.y = lowest
    flow.gap(4.5)


def _draw(flow: Flow, lines: list[Line], left: float) -> None:
    draw_lines(flow, lines, flow.sheet.left + left, _SIZE, LEADING)


def _placed(flow: Flow, block: Details) -> Iterator[_Item]:
    """Place one behind the other; what does not fit what is left of a line begins the next."""
    line, pen = 0, 0.0
    for item in block.items:
        label, text = _pieces(flow, item)
        inner = _wide(label) + _BESIDE
        fits = pen + inner + _wide(text) <= flow.sheet.measure
        if pen and not fits:
            line, pen = line + 1, 0.0
        body = break_fragments([text], flow.sheet.measure - pen - inner, _SIZE)
        yield _Item(line, pen, pen + inner, [label], body)
        pen += inner + _wide(text) + _APART
        if len(body) > 1:
            line, pen = line + len(body), 0.0


def _pieces(flow: Flow, item: Detail) -> tuple[Fragment, Fragment]:
    return (
        Fragment(face(MEDIUM), flow.gate.clean(item.label)),
        Fragment(face(REGULAR), flow.gate.clean(item.text)),
    )


def _wide(one: Fragment) -> float:
    return one.face.width(one.text) * _SIZE / 1000
