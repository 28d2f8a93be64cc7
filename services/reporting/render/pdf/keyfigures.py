"""Key figures side by side: label above, number large, note below."""

from services.reporting.documents import KeyFigure, KeyFigures
from services.reporting.render.pdf import attributes, theme
from services.reporting.render.pdf.characters import SHORTENED
from services.reporting.render.pdf.flow import Flow
from services.reporting.render.pdf.fonts import BOLD, REGULAR, face
from services.reporting.render.pdf.lines import break_text
from services.reporting.render.pdf.prose import caption
from services.reporting.render.wording import figure_text

_PER_ROW = 4
_GUTTER = 12.0
_MOST_LINES = 8
_LINE = theme.SMALL * 1.3


def key_figures(flow: Flow, block: KeyFigures) -> None:
    """Draw the figures as a list, up to four in a row; label and value stay one item."""
    if block.caption:
        caption(flow, block.caption)
    flow.gap(5)
    per_row = _columns(len(block.figures))
    with flow.tagger.elem("L", attributes.UNMARKED):
        for first in range(0, len(block.figures), per_row):
            _row(flow, block.figures[first : first + per_row], per_row)
    flow.gap(4)


def _columns(count: int) -> int:
    """Return how many columns leave no single figure in the last row."""
    if count <= _PER_ROW:
        return max(1, count)
    return 3 if count % _PER_ROW == 1 or count in (5, 6) else _PER_ROW


def _row(flow: Flow, figures: tuple[KeyFigure, ...], per_row: int) -> None:
    width = (flow.sheet.measure - _GUTTER * (per_row - 1)) / per_row
    texts = [
        (
            _broken(flow, one.label, width),
            flow.gate.clean(figure_text(one.type, one.value, one.unit)),
            _broken(flow, one.note, width) if one.note else [],
        )
        for one in figures
    ]
    labels = max(len(label) for label, _, _ in texts)
    notes = max(len(note) for _, _, note in texts)
    height = labels * _LINE + theme.FIGURE * 1.3 + notes * _LINE + 8
    flow.need(height)
    for number, (label, value, note) in enumerate(texts):
        x = flow.sheet.left + number * (width + _GUTTER)
        with flow.canvas.artifact():
            flow.rule(x, flow.y, width, theme.ACCENT, 1.0)
        _figure(flow, x, width, (label, value, note), labels)
    flow.fill(theme.INK)
    flow.y -= height + 2


def _broken(flow: Flow, text: str, width: float) -> list[str]:
    lines = break_text(flow.gate.clean(text), face(REGULAR), width, theme.SMALL)
    return flow.gate.few(lines, _MOST_LINES, SHORTENED)


def _figure(
    flow: Flow, x: float, width: float, texts: tuple[list[str], str, list[str]], labels: int
) -> None:
    label, value, note = texts
    top = flow.y - 3
    with flow.tagger.elem("LI"):
        flow.fill(theme.QUIET)
        with flow.tagger.elem("Lbl"), flow.canvas.mark():
            _lines(flow, x, top, label)
        flow.fill(theme.INK)
        with flow.tagger.elem("LBody"), flow.canvas.mark():
            strong = face(BOLD)
            size = min(theme.FIGURE, width * 1000 / _wide(value))
            base = top - labels * _LINE - theme.FIGURE
            flow.canvas.text(x, base, value + (" " if note else ""), strong, size)
            flow.fill(theme.QUIET)
            _lines(flow, x, base - 4, note)


def _wide(value: str) -> int:
    return max(1, face(BOLD).width(value))


def _lines(flow: Flow, x: float, top: float, lines: list[str]) -> None:
    for number, line in enumerate(lines, start=1):
        flow.canvas.text(x, top - number * _LINE + 2, line, face(REGULAR), theme.SMALL)
