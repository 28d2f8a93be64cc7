"""Running text on the page: headings, paragraphs, lists, details, hints, lights, signatures."""

from collections.abc import Iterable

from services.reporting.documents import (
    Approval,
    BulletList,
    Details,
    Emphasis,
    Hint,
    HintKind,
    Paragraph,
    Run,
    StatusLine,
)
from services.reporting.render.pdf import attributes, theme
from services.reporting.render.pdf.characters import SHORTENED
from services.reporting.render.pdf.flow import Flow
from services.reporting.render.pdf.fonts import BOLD, ITALIC, MEDIUM, REGULAR, face
from services.reporting.render.pdf.lines import Fragment, Line, break_fragments
from services.reporting.render.pdf.symbols import draw_light

_FACES = {Emphasis.PLAIN: REGULAR, Emphasis.STRONG: BOLD, Emphasis.EMPHASIZED: ITALIC}
_INDENT = 14.0
_LABEL_LINES = 12
_ROLE_LINES = 2


def fragments_of(flow: Flow, runs: Iterable[Run]) -> list[Fragment]:
    """Return the runs as cleaned fragments in their faces."""
    return [
        Fragment(face(_FACES[run.emphasis]), flow.gate.clean(run.text), run.language)
        for run in runs
    ]


def draw_lines(flow: Flow, lines: list[Line], x: float, size: float, leading: float) -> None:
    """Draw lines as content of the current element, over as many pages as it takes.

    A single line never stays alone at the foot of a page when the rest moves on.
    """
    while lines:
        fitting = min(len(lines), int(flow.room // leading))
        if fitting < min(2, len(lines)) and not flow.at_top:
            flow.turn_page()
            flow.fill(theme.INK)
            continue
        fitting = max(1, fitting)
        _draw_stretches(flow, lines[:fitting], x, size, leading)
        lines = lines[fitting:]


def _draw_stretches(flow: Flow, lines: list[Line], x: float, size: float, leading: float) -> None:
    """Draw lines of one page; each stretch of another language becomes a Span of its own."""
    placed = []
    for line in lines:
        left = x
        for fragment in line:
            placed.append((fragment, left, flow.y - leading + (leading - size) / 2 + size * 0.22))
            left += fragment.face.width(fragment.text) * size / 1000
        flow.y -= leading
    while placed:
        language = placed[0][0].language
        count = next(
            (n for n, (one, _, _) in enumerate(placed) if one.language != language), len(placed)
        )
        _draw_stretch(flow, placed[:count], size, language)
        placed = placed[count:]


def _draw_stretch(
    flow: Flow, placed: list[tuple[Fragment, float, float]], size: float, language: str
) -> None:
    if language:
        with flow.tagger.elem("Span", attributes.language(language)):
            _draw_stretch(flow, placed, size, "")
        return
    with flow.canvas.mark():
        for fragment, left, baseline in placed:
            flow.canvas.text(left, baseline, fragment.text, fragment.face, size)


def heading(flow: Flow, text: str, level: int, keep: float, size: float = 0.0) -> None:
    """Draw a heading with bookmark; ``keep`` is the height that must follow on the same page,
    ``size`` another one than that of its level."""
    size = size or theme.HEADINGS[min(level, 4)]
    leading = size * 1.28
    fragment = Fragment(face(BOLD), flow.gate.clean(text))
    lines = break_fragments([fragment], flow.sheet.measure, size)
    flow.gap(size * (1.1 if size == theme.HEADINGS[2] else 0.8))
    flow.need(len(lines) * leading + keep)
    key = flow.begin_heading()
    flow.canvas.bookmarkHorizontal(key, 0, flow.y + 4)
    flow.canvas.addOutlineEntry(fragment.text[:120], key, level=level - 2, closed=level > 2)
    flow.fill(theme.ACCENT if level == 2 else theme.INK)
    with flow.tagger.elem(f"H{min(level, 6)}"):
        draw_lines(flow, lines, flow.sheet.left, size, leading)
    flow.fill(theme.INK)
    flow.y -= size * 0.3


def paragraph(flow: Flow, block: Paragraph, tag: str = "P") -> None:
    """Draw one paragraph over the full measure."""
    lines = _paragraph_lines(flow, block)
    with flow.tagger.elem(tag):
        draw_lines(flow, lines, flow.sheet.left, theme.BODY, theme.LEADING)
    flow.gap(4.5)


def _paragraph_lines(flow: Flow, block: Paragraph) -> list[Line]:
    return break_fragments(fragments_of(flow, block.runs), flow.sheet.measure, theme.BODY)


def paragraph_height(flow: Flow, block: Paragraph) -> float:
    """Height of a paragraph with the white below it."""
    with flow.gate.unheard():  # measured again when it is drawn
        return len(_paragraph_lines(flow, block)) * theme.LEADING + 4.5


def bullet_list(flow: Flow, block: BulletList) -> None:
    """Draw a list; label and body of each item are elements of their own."""
    with flow.tagger.elem("L", attributes.NUMBERED if block.ordered else attributes.BULLETS):
        for number, item in enumerate(block.items, start=1):
            label = f"{number}." if block.ordered else "•"
            body = fragments_of(flow, item.runs)
            _list_item(flow, [Fragment(face(REGULAR), label)], body, _INDENT)
    flow.gap(4.5)


def list_height(flow: Flow, block: BulletList) -> float:
    """Height of a list with the white below it."""
    width = flow.sheet.measure - _INDENT
    with flow.gate.unheard():  # measured again when it is drawn
        bodies = [
            break_fragments(fragments_of(flow, item.runs), width, theme.BODY)
            for item in block.items
        ]
    return sum(map(len, bodies)) * theme.LEADING + 4.5


def _list_item(flow: Flow, label: list[Fragment], body: list[Fragment], indent: float) -> None:
    """Draw label and body side by side; the label may break within its column."""
    size, leading = theme.BODY, theme.LEADING
    shortened = [Fragment(label[0].face, SHORTENED)]
    labels = flow.gate.few(break_fragments(label, indent - 6, size), _LABEL_LINES, shortened)
    bodies = break_fragments(body, flow.sheet.measure - indent, size)
    flow.need(leading * max(len(labels), min(2, len(bodies))))
    with flow.tagger.elem("LI"):
        start, page = flow.y, flow.tagger.page
        with flow.tagger.elem("Lbl"):
            draw_lines(flow, labels, flow.sheet.left, size, leading)
        label_end, flow.y = flow.y, start
        with flow.tagger.elem("LBody"):
            draw_lines(flow, bodies, flow.sheet.left + indent, size, leading)
        if flow.tagger.page == page:
            flow.y = min(flow.y, label_end)


_LABELS = 0.24
"""Part of the measure for the labels of details."""


def details_height(flow: Flow, block: Details) -> float:
    """Height of what stays on one page: all of a short block, else the beginning of a long one."""
    width, lines = flow.sheet.measure * (1 - _LABELS), 0
    with flow.gate.unheard():  # measured again when it is drawn
        for item in block.items:
            body = [Fragment(face(REGULAR), flow.gate.clean(item.text))]
            lines += len(break_fragments(body, width, theme.BODY))
    height = (lines + bool(block.caption)) * theme.LEADING
    return height if height <= flow.page_height / 3 else 2 * theme.LEADING


def details(flow: Flow, block: Details) -> None:
    """Draw labels and texts in two columns; the labels' column is a quarter of the measure."""
    flow.need(details_height(flow, block))
    if block.caption:
        caption(flow, block.caption)
    indent = flow.sheet.measure * _LABELS
    with flow.tagger.elem("L", attributes.UNMARKED):
        for item in block.items:
            label = Fragment(face(MEDIUM), flow.gate.clean(item.label))
            body = Fragment(face(REGULAR), flow.gate.clean(item.text))
            _list_item(flow, [label], [body], indent)
    flow.gap(4.5)


def caption(flow: Flow, text: str) -> None:
    """Draw a small strong line above something."""
    lines = break_fragments(
        [Fragment(face(MEDIUM), flow.gate.clean(text))], flow.sheet.measure, theme.BODY
    )
    flow.need(len(lines) * theme.LEADING + 30)
    with flow.tagger.elem("P"):
        draw_lines(flow, lines, flow.sheet.left, theme.BODY, theme.LEADING)
    flow.y -= 2


def hint(flow: Flow, block: Hint) -> None:
    """Draw a hint behind a bar; its word says what the bar's colour only supports."""
    label = Fragment(face(BOLD), f"{block.kind.label}: ")
    body = [label, *fragments_of(flow, block.paragraph.runs)]
    lines = break_fragments(body, flow.sheet.measure - _INDENT, theme.BODY)
    flow.gap(2)
    flow.need(min(len(lines), 4) * theme.LEADING)
    top, page = flow.y, flow.tagger.page
    with flow.tagger.elem("P"):
        draw_lines(flow, lines, flow.sheet.left + _INDENT, theme.BODY, theme.LEADING)
    if flow.tagger.page == page:
        with flow.canvas.artifact():
            flow.fill(theme.WARNING if block.kind is HintKind.WARNING else theme.ACCENT)
            flow.canvas.rect(flow.sheet.left, flow.y, 2.2, top - flow.y, stroke=0, fill=1)
        flow.fill(theme.INK)
    flow.gap(6)


def status_line(flow: Flow, block: StatusLine) -> None:
    """Draw a light: shape and colour as decoration, its name as text before the sentence."""
    lines = _status_lines(flow, block)
    flow.need(min(len(lines), 3) * theme.LEADING)
    with flow.canvas.artifact():
        draw_light(flow.canvas, block.light, flow.sheet.left + 4, flow.y - theme.LEADING / 2, 3.6)
    flow.fill(theme.INK)
    with flow.tagger.elem("P"):
        draw_lines(flow, lines, flow.sheet.left + _INDENT, theme.BODY, theme.LEADING)
    flow.gap(4.5)


def _status_lines(flow: Flow, block: StatusLine) -> list[Line]:
    name = Fragment(face(BOLD), f"{block.light.label}: ")
    body = [name, Fragment(face(REGULAR), flow.gate.clean(block.text))]
    return break_fragments(body, flow.sheet.measure - _INDENT, theme.BODY)


def status_height(flow: Flow, block: StatusLine) -> float:
    """Height of a light with its sentence and the white below it."""
    with flow.gate.unheard():  # measured again when it is drawn
        return len(_status_lines(flow, block)) * theme.LEADING + 4.5


def approval_height(flow: Flow, block: Approval) -> float:
    """Height of the statement and the places to sign."""
    return paragraph_height(flow, block.statement) + 70.0 * -(-len(block.signatures) // 2)


def approval(flow: Flow, block: Approval) -> None:
    """Draw the statement and, kept together with its last lines, the places to sign."""
    paragraph(flow, block.statement)
    width = (flow.sheet.measure - 24) / 2
    for first in range(0, len(block.signatures), 2):
        flow.need(70)
        flow.y -= 40
        base = flow.y
        for number, one in enumerate(block.signatures[first : first + 2]):
            x = flow.sheet.left + number * (width + 24)
            with flow.canvas.artifact():
                flow.rule(x, base, width, theme.STRONG_RULE, 0.6)
            role = Fragment(face(MEDIUM), flow.gate.clean(one.role) + " ")
            place = Fragment(face(REGULAR), "(Ort, Datum, Unterschrift)")
            flow.y = base - 2
            with flow.tagger.elem("P"):
                lines = break_fragments([role, place], width, theme.SMALL)
                lines = flow.gate.few(lines, _ROLE_LINES, [Fragment(role.face, SHORTENED)])
                draw_lines(flow, lines, x, theme.SMALL, theme.SMALL * 1.4)
    flow.gap(8)
