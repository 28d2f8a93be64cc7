"""Walks a ``Document`` and draws every block at its place in the structure."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import takewhile
from math import inf
from typing import Any

from services.reporting.documents import (
    Approval,
    Block,
    BulletList,
    Chart,
    Details,
    Document,
    Frame,
    Hint,
    HintKind,
    KeyFigures,
    Paragraph,
    Part,
    Section,
    StatusLine,
    Table,
)
from services.reporting.render.pdf import prose, theme
from services.reporting.render.pdf.charts import charts, charts_height
from services.reporting.render.pdf.checkpoint import (
    GUTTER,
    SIDE,
    checkpoint_code,
    checkpoint_text,
    has_code,
)
from services.reporting.render.pdf.columns import sheet_for
from services.reporting.render.pdf.fine_print import fine_print, fine_print_height
from services.reporting.render.pdf.flow import Flow
from services.reporting.render.pdf.fonts import BOLD, REGULAR, face
from services.reporting.render.pdf.keyfigures import key_figures
from services.reporting.render.pdf.lines import Fragment, break_fragments
from services.reporting.render.pdf.logo import draw_logo
from services.reporting.render.pdf.overview import contents_before, draw_contents
from services.reporting.render.pdf.seals import seal_fields
from services.reporting.render.pdf.tables import short_height, table, table_lead
from services.reporting.render.pdf.theme import Sheet

_DRAW: dict[type, Callable[[Flow, Any], None]] = {
    Paragraph: prose.paragraph,
    BulletList: prose.bullet_list,
    Details: prose.details,
    Hint: prose.hint,
    KeyFigures: key_figures,
    StatusLine: prose.status_line,
    Approval: prose.approval,
    Table: table,
}
_LEAD = {KeyFigures: 50.0, Approval: 80.0}
"""Height of the beginning of a block that must stay with the heading above it."""
_HEADING = 28.0
_HEADING_WHOLE = theme.HEADINGS[2] * (1.1 + 1.28 + 0.3)
"""A heading of one line with the white above and below it."""
_BELOW = 14.0
"""White between the checkpoint and what follows it."""
_LEAD_OF_TEXT = 2 * theme.LEADING
_UNDER_HEADING = theme.BODY * 0.3
_GAP_BELOW_CHARTS = 12.0
_COMPARED = 0.75
"""Charts and table that take more of a page than this are not moved to the next for each other."""


def part_sheet(part: Part) -> Sheet:
    """Return the page format of a part: landscape as soon as one of its tables needs it."""
    blocks = [*part.blocks, *(one for section in part.sections for one in _all_blocks(section))]
    return sheet_for([one for one in blocks if isinstance(one, Table)])


def _all_blocks(section: Section) -> Iterator[Block]:
    yield from section.blocks
    for below in section.sections:
        yield from _all_blocks(below)


def draw_document(flow: Flow, document: Document, frame: Frame, last: Section) -> None:
    """Draw title and checkpoint, contents and parts and, at the end, the section ``last`` about
    provenance."""
    _title(flow, document, frame)
    place, entries = contents_before(document, last)
    for number, part in enumerate(document.parts):
        if number and not _continues(flow, document.parts[number - 1], part):
            flow.turn_page(_sheet_with(flow, part, document.parts[number + 1 : number + 2]))
        if number == place and entries:
            warnings = _warnings_in_front(part)
            _blocks(flow, warnings)
            draw_contents(flow, entries)
            part = replace(part, blocks=part.blocks[len(warnings) :])
        with flow.tagger.elem("Sect"):
            _part(flow, part)
    with flow.tagger.elem("Sect"):
        _provenance(flow, last)
        seal_fields(flow, document, frame)


def _provenance(flow: Flow, last: Section) -> None:
    """Draw the section about provenance in one piece: split, it would leave a page almost empty."""
    words = tuple(one for one in last.blocks if isinstance(one, Paragraph))
    facts = [one for one in last.blocks if isinstance(one, Details)]
    height = sum(prose.paragraph_height(flow, one) for one in words)
    height += sum(fine_print_height(flow, one) for one in facts) + _UNDER_HEADING
    with flow.tagger.elem("Sect"):
        prose.heading(flow, last.heading, 2, height, theme.BODY)
        _blocks(flow, words)
        for one in facts:
            fine_print(flow, one)


def _continues(flow: Flow, before: Part, part: Part) -> bool:
    """Whether a part begins on the page where the one before it ended: it is for the same readers,
    fits the format, and all of it fits what is left; of an annex the beginning where half of the
    page is left."""
    if before.audience is not part.audience or not _suits(part, flow.sheet):
        return False
    whole = _short_height(flow, part)
    return flow.room >= (min(flow.page_height / 2, whole) if part.annex else whole)


def _sheet_with(flow: Flow, part: Part, behind: tuple[Part, ...]) -> Sheet:
    """The format of the page that a part begins: its own, or the wider one of the annex behind it
    where that can begin on the same page."""
    for one in behind:
        sheet = part_sheet(one)
        half = (sheet.top - sheet.bottom) / 2
        is_one_reader = one.annex and one.audience is part.audience
        if is_one_reader and _suits(part, sheet) and _short_height(flow, part) <= half:
            return sheet
    return part_sheet(part)


def _suits(part: Part, sheet: Sheet) -> bool:
    """Whether a part can stand on the page: in its own format, or tables where it is wider."""
    own = part_sheet(part)
    is_of_tables = not part.sections and any(isinstance(one, Table) for one in part.blocks)
    return own == sheet or (is_of_tables and sheet.measure > own.measure)


def _short_height(flow: Flow, part: Part) -> float:
    """Height of a part of one short table with words around it, or of a statement with the places
    to sign it; else infinite."""
    tables = sum(isinstance(one, Table) for one in part.blocks)
    if part.sections or tables > 1:
        return inf
    return _HEADING_WHOLE + sum(_height_of(flow, one) for one in part.blocks)


def _height_of(flow: Flow, block: Block) -> float:
    match block:
        case Paragraph():
            return prose.paragraph_height(flow, block)
        case BulletList():
            return prose.list_height(flow, block)
        case Approval():
            return prose.approval_height(flow, block)
        case Table():
            return short_height(flow, block)
    return inf


def _warnings_in_front(part: Part) -> tuple[Block, ...]:
    """What a reader has to know before anything else stands right below the title, before the
    contents; below the heading of the part where it has one, as in the other renderings."""
    if part.heading:
        return ()
    return tuple(takewhile(_is_warning, part.blocks))


def _is_warning(block: Block) -> bool:
    return isinstance(block, Hint) and block.kind is HintKind.WARNING


def _title(flow: Flow, document: Document, frame: Frame) -> None:
    top, coded = flow.y, has_code(frame)
    measure = flow.sheet.measure - (SIDE + GUTTER if coded else 0)
    if frame.logo is not None:
        measure -= draw_logo(flow, frame.logo, flow.sheet.left + measure) + GUTTER
    flow.fill(theme.ACCENT)
    text = Fragment(face(BOLD), flow.gate.clean(document.title))
    lines = break_fragments([text], measure, theme.TITLE)
    with flow.tagger.elem("H1"):
        prose.draw_lines(flow, lines, flow.sheet.left, theme.TITLE, theme.TITLE * 1.22)
    if document.subtitle:
        flow.fill(theme.QUIET)
        text = Fragment(face(REGULAR), flow.gate.clean(document.subtitle))
        lines = break_fragments([text], measure, theme.SUBTITLE)
        with flow.tagger.elem("P"):
            prose.draw_lines(flow, lines, flow.sheet.left, theme.SUBTITLE, theme.SUBTITLE * 1.35)
    flow.fill(theme.INK)
    flow.y -= 6
    if coded and flow.tagger.page == 0:
        checkpoint_text(flow, frame, measure)
        checkpoint_code(flow, frame, top + 4)
        flow.y = min(flow.y, top + 4 - SIDE) - _BELOW


def _part(flow: Flow, part: Part) -> None:
    level = 2
    if part.heading:
        prose.heading(flow, part.heading, level, _lead(flow, part))
        level += 1
    _blocks(flow, part.blocks)
    for section in part.sections:
        _section(flow, section, level)


def _section(flow: Flow, section: Section, level: int) -> None:
    if section.begins_page and not flow.at_top:
        flow.turn_page()
    with flow.tagger.elem("Sect"):
        prose.heading(flow, section.heading, level, _lead(flow, section))
        _blocks(flow, section.blocks)
        for below in section.sections:
            _section(flow, below, level + 1)


def _lead(flow: Flow, above: Part | Section) -> float:
    """Height of what must follow a heading, further headings right below it included."""
    if not above.blocks and above.sections and not above.sections[0].begins_page:
        return _HEADING + _lead(flow, above.sections[0])
    return _signed_height(flow, above.blocks) or _lead_of(flow, above.blocks)


def _signed_height(flow: Flow, blocks: tuple[Block, ...]) -> float:
    """Height of statements with the places to sign them, which stay together; 0 if there are none
    or they would take more than half a page."""
    height = 0.0
    for one in blocks:
        match one:
            case Paragraph():
                height += prose.paragraph_height(flow, one)
            case BulletList():
                height += prose.list_height(flow, one)
            case Approval():
                height += prose.approval_height(flow, one)
                return height if height <= flow.page_height / 2 else 0.0
            case _:
                return 0.0
    return 0.0


def _lead_of(flow: Flow, blocks: tuple[Block, ...]) -> float:
    """Height of the beginning of ``blocks``: a light or a line of text alone below a heading is
    none, what follows it counts too."""
    match blocks:
        case (Chart(), *_):
            row = _chart_row(flow, blocks)
            return charts_height(flow, row, tight=True) + theme.LEADING + _beside(flow, blocks, row)
        case (Table() as one, *_):
            return table_lead(flow, one) + theme.LEADING
        case (Details() as one, *_):
            return prose.details_height(flow, one)
        case (StatusLine() as one, *behind):
            return prose.status_height(flow, one) + _lead_of(flow, tuple(behind))
        case (Paragraph() as one, *behind) if prose.paragraph_height(flow, one) < _LEAD_OF_TEXT:
            return prose.paragraph_height(flow, one) + _lead_of(flow, tuple(behind))
        case (one, *_):
            return _LEAD.get(type(one), _LEAD_OF_TEXT)
    return _LEAD_OF_TEXT


def _beside(flow: Flow, blocks: tuple[Block, ...], row: tuple[Chart, ...]) -> float:
    """Height of the beginning of the table whose numbers the charts at the front show, if both fit
    one page: a reader compares them."""
    behind = blocks[len(row) : len(row) + 1]
    if not behind or not isinstance(behind[0], Table):
        return 0.0
    both = table_lead(flow, behind[0]) + _GAP_BELOW_CHARTS
    whole = both + charts_height(flow, row, tight=True)
    return both if whole <= flow.page_height * _COMPARED else 0.0


def _blocks(flow: Flow, blocks: tuple[Block, ...]) -> None:
    while blocks:
        row = _chart_row(flow, blocks)
        if row:
            charts(flow, row, _beside(flow, blocks, row))
            blocks = blocks[len(row) :]
        else:
            _DRAW[type(blocks[0])](flow, blocks[0])
            blocks = blocks[1:]


def _chart_row(flow: Flow, blocks: tuple[Block, ...]) -> tuple[Chart, ...]:
    """Return the chart at the front, with the one behind it if both fit side by side."""
    found = []
    for block in blocks[:2]:
        if not isinstance(block, Chart):
            break
        found.append(block)
    return tuple(found)
