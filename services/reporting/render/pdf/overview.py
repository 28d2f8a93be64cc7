"""The table of contents: every heading of the two upper levels with link and page number.

It is drawn before the headings it names, in one pass with them: places are kept for the page
numbers, which the flow knows at its end.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from services.reporting.documents import Audience, Document, Section
from services.reporting.render.pdf import theme
from services.reporting.render.pdf.flow import Flow
from services.reporting.render.pdf.fonts import BOLD, MEDIUM, REGULAR, face
from services.reporting.render.pdf.lines import Fragment, Line, break_fragments
from services.reporting.render.pdf.prose import draw_lines

TITLE = "Inhalt"
_MANY = 10
"""So many headings are not seen at a glance."""
_FEWEST = 3
"""So many are worth it where a list runs over many pages."""
_INDENT = 12.0
_NUMBER = 40.0
"""Width kept free for the page number."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading: its place among all headings of the document from 0, and those below it."""

    text: str
    number: int
    below: tuple["Entry", ...] = ()


def contents_before(document: Document, last: Section) -> tuple[int, tuple[Entry, ...]]:
    """Return the part in front of which the contents stand, and the entries; none if it is short.

    A public part with annexes is a paper of its own: there the contents lead to the annexes.
    """
    entries = tuple(_entries(document, last))
    count = sum(1 + len(one.below) for one in entries)
    runs_on = count >= _FEWEST and any(table.carry for table in document.tables())
    long = count >= _MANY or runs_on
    audiences = [one.audience for one in document.parts]
    apart = audiences[:1] == [Audience.PUBLIC] and Audience.INTERNAL in audiences
    place = audiences.index(Audience.INTERNAL) if apart else 0
    return place, entries if long else ()


def _entries(document: Document, last: Section) -> Iterator[Entry]:
    number = 0
    for part in document.parts:
        if not part.heading:
            for section in part.sections:
                below = tuple(_below(section.sections, number + 1))
                yield Entry(section.heading, number, below)
                number += _count(section)
            continue
        yield Entry(part.heading, number, tuple(_below(part.sections, number + 1)))
        number += 1 + sum(_count(one) for one in part.sections)
    yield Entry(last.heading, number)


def _below(sections: tuple[Section, ...], number: int) -> Iterator[Entry]:
    for one in sections:
        yield Entry(one.heading, number)
        number += _count(one)


def _count(section: Section) -> int:
    return 1 + sum(_count(one) for one in section.sections)


def draw_contents(flow: Flow, entries: tuple[Entry, ...]) -> None:
    """Draw the entries; the lower ones stand indented within the one above them."""
    flow.gap(theme.HEADINGS[3])
    flow.need(4 * theme.LEADING)
    flow.fill(theme.ACCENT)
    with flow.tagger.elem("TOC"):
        with flow.tagger.elem("Caption"):
            lines = [[Fragment(face(BOLD), TITLE)]]
            draw_lines(flow, lines, flow.sheet.left, theme.HEADINGS[3], theme.LEADING)
        flow.y -= 2
        for entry in entries:
            with flow.tagger.elem("TOCI"):
                _draw_entry(flow, entry, 0)
                if entry.below:
                    with flow.tagger.elem("TOC"):
                        for below in entry.below:
                            with flow.tagger.elem("TOCI"):
                                _draw_entry(flow, below, _INDENT)
    flow.gap(theme.LEADING)


def _draw_entry(flow: Flow, entry: Entry, indent: float) -> None:
    strong = face(REGULAR if indent else MEDIUM)
    text = Fragment(strong, flow.gate.clean(entry.text) + " ")
    width = flow.sheet.measure - indent - _NUMBER
    lines = break_fragments([text], width, theme.BODY)
    flow.need(len(lines) * theme.LEADING)
    top, left = flow.y, flow.sheet.left + indent
    with flow.tagger.elem("Reference"), flow.tagger.elem("Link"):
        flow.fill(theme.INK)
        with flow.canvas.mark():
            _draw_text(flow, lines, left)
            flow.number_of_page(entry.number, flow.y + theme.LEADING * 0.32)
        flow.link(text.text.strip(), entry.number, (left, flow.y, flow.sheet.right, top))


def _draw_text(flow: Flow, lines: list[Line], left: float) -> None:
    for line in lines:
        flow.y -= theme.LEADING
        for one in line:
            flow.canvas.text(left, flow.y + theme.LEADING * 0.32, one.text, one.face, theme.BODY)
