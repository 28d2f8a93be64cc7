"""Draws the pages; of a short report once more where a page stayed nearly empty.

Short tables stay on one page. What they leave white above them may push a few lines at the end to
a page of their own: then the same report is drawn with smaller pieces and, in the end, with smaller
gaps, and the first way with the fewest such pages stays. Which one that is depends on the document
alone.
"""

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from typing import BinaryIO

from services.reporting.documents import Document, Frame
from services.reporting.render.finding import Finding
from services.reporting.render.pdf.canvas import TaggedCanvas
from services.reporting.render.pdf.characters import CharacterGate
from services.reporting.render.pdf.contents import PageContents
from services.reporting.render.pdf.flow import DENSE, SPLIT, USUAL, Flow, Furniture, Manner
from services.reporting.render.pdf.held import with_short_tables_held
from services.reporting.render.pdf.report import draw_document, part_sheet
from services.reporting.render.pdf.structure import Tagger
from services.reporting.render.pdf.theme import PORTRAIT
from services.reporting.render.provenance import provenance

_IN_MEMORY = 1 << 20
_SHORT = 400
"""Rows in all tables; a report with more or with a long table is drawn once."""


@dataclass(frozen=True, slots=True)
class Pages:
    """What later steps need of pages that are written: their structure, findings, number."""

    tagger: Tagger
    findings: tuple[Finding, ...]
    count: int


@dataclass(frozen=True, slots=True)
class _Way:
    canvas: TaggedCanvas
    gate: CharacterGate
    count: int
    thin: int

    @property
    def cost(self) -> tuple[int, int]:
        return self.thin, self.count


def draw(document: Document, frame: Frame, target: BinaryIO) -> Pages:
    """Write the pages to ``target``, not yet closed."""
    document = with_short_tables_held(document)
    with ExitStack() as files:
        way = _way(document, frame, USUAL, files)
        if way.thin and _is_short(document):
            others = (_way(document, frame, one, files) for one in (SPLIT, DENSE))
            way = min((way, *others), key=lambda one: one.cost)
        way.canvas.write(target)
    return Pages(way.canvas.tagger, way.gate.findings(), way.count)


def _is_short(document: Document) -> bool:
    """Whether all its rows are at hand, few enough to measure them twice."""
    rows = [one.rows for one in document.tables()]
    held = [one for one in rows if isinstance(one, tuple)]
    return len(held) == len(rows) and sum(map(len, held)) <= _SHORT


def _way(document: Document, frame: Frame, manner: Manner, files: ExitStack) -> _Way:
    contents = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # `files` closes it
    files.enter_context(contents)
    gate = CharacterGate()
    sheet = part_sheet(document.parts[0]) if document.parts else PORTRAIT
    canvas = TaggedCanvas(sheet.size, document.language, PageContents(contents))
    flow = Flow(canvas, gate, Furniture.of(document, frame, gate), sheet, manner)
    draw_document(flow, document, frame, provenance(frame))
    count = flow.finish()
    return _Way(canvas, gate, count, flow.thin)
