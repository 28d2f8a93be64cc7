"""Document → DOCX, for letters that somebody finishes in a word processor.

The only import of python-docx. Plain styles of the word processor, so that a city's own template
can take over; the same document gives the same bytes.
"""

from __future__ import annotations

from io import BytesIO
from typing import BinaryIO

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle

from services.reporting.documents import Document, Frame, Section
from services.reporting.render.docx.archive import repack
from services.reporting.render.docx.blocks import add_block
from services.reporting.render.docx.text import plain
from services.reporting.render.finding import Rendering

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_DEEPEST = 9


def render_docx(document: Document, frame: Frame, target: BinaryIO) -> Rendering:
    """Write the words of ``document`` to ``target``; charts appear as their tables."""
    paper = docx.Document()
    _set_language(paper, document.language)
    paper.core_properties.title = plain(document.title)[:255]
    paper.core_properties.author = plain(document.city)[:255]
    paper.core_properties.language = document.language
    paper.add_heading(plain(document.title), 0)
    paper.add_paragraph(plain(f"{document.city} · {document.grant} · {document.period}"))
    if document.subtitle:
        paper.add_paragraph(plain(document.subtitle))
    for part in document.parts:
        level = 1
        if part.title:
            paper.add_heading(plain(part.heading), level)
            level += 1
        for block in part.blocks:
            add_block(paper, block)
        for section in part.sections:
            _add_section(paper, section, level)
    _add_frame(paper, frame)
    body = BytesIO()
    paper.save(body)
    repack(body, target)
    return Rendering(MEDIA_TYPE)


def _add_section(paper: docx.document.Document, section: Section, level: int) -> None:
    paper.add_heading(plain(section.heading), min(level, _DEEPEST))
    for block in section.blocks:
        add_block(paper, block)
    for below in section.sections:
        _add_section(paper, below, level + 1)


def _add_frame(paper: docx.document.Document, frame: Frame) -> None:
    """State and provenance at the foot of every page."""
    words = [
        frame.status.label,
        f"Fassung {frame.version}",
        f"Datenstand {frame.cut_off_at}",
        frame.rule_pack,
        frame.generator,
        f"Berichtslauf {frame.run_id}" if frame.run_id else "",
        f"Inhalt {frame.short_hash}",
        *(f"freigegeben: {one.name}, {one.at}" for one in frame.releases),
    ]
    paper.sections[0].footer.paragraphs[0].text = plain(" · ".join(word for word in words if word))


def _set_language(paper: docx.document.Document, language: str) -> None:
    """The language of all text, so that a screen reader pronounces it (WCAG 3.1.1)."""
    style = paper.styles["Normal"]
    assert isinstance(style, ParagraphStyle)
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), language)
    style.element.get_or_add_rPr().append(mark)
