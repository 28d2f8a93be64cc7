"""Document → one PDF that is PDF/A-3a and PDF/UA-1; the only room that imports reportlab."""

import tempfile
from typing import BinaryIO

from services.reporting.documents import Document, Frame
from services.reporting.render.finding import Rendering
from services.reporting.render.pdf.canvas import TaggedCanvas
from services.reporting.render.pdf.characters import CharacterGate
from services.reporting.render.pdf.closing import Attachment, Identity, close
from services.reporting.render.pdf.contents import PageContents
from services.reporting.render.pdf.flow import Flow, Furniture
from services.reporting.render.pdf.report import draw_document, part_sheet
from services.reporting.render.pdf.tail import append_structure
from services.reporting.render.pdf.theme import PORTRAIT
from services.reporting.render.provenance import provenance

__all__ = ["MEDIA_TYPE", "Attachment", "render_pdf"]

MEDIA_TYPE = "application/pdf"
_IN_MEMORY = 1 << 20


def render_pdf(
    document: Document,
    frame: Frame,
    target: BinaryIO,
    attachments: tuple[Attachment, ...] = (),
) -> Rendering:
    """Draw ``document`` with its ``frame`` and write the finished file to ``target``.

    ``target`` must be empty and know its position; on any exception its content is worthless and
    the caller discards it (write to a temporary file, then rename). The bytes depend on the
    arguments and the installed packages only. Rows are read once and never held.
    """
    gate = CharacterGate()
    sheet = part_sheet(document.parts[0]) if document.parts else PORTRAIT
    identity = Identity(
        f"{document.title} – {document.period}" if document.period else document.title,
        document.city or document.title,
        document.language,
        frame.generator,
    )
    with (
        tempfile.SpooledTemporaryFile(_IN_MEMORY) as pages,
        tempfile.SpooledTemporaryFile(_IN_MEMORY) as drawn,
        tempfile.SpooledTemporaryFile(_IN_MEMORY) as closed,
    ):
        canvas = TaggedCanvas(sheet.size, document.language, PageContents(pages))
        flow = Flow(canvas, gate, Furniture.of(document, frame, gate), sheet)
        draw_document(flow, document, frame, provenance(frame))
        count = flow.finish()
        canvas.write(drawn)  # type: ignore[arg-type]  # typeshed: spooled files are no BinaryIO
        tagger = canvas.tagger
        del canvas, flow  # thousands of page objects, no longer needed
        close(drawn, identity, tagger, closed, attachments)  # type: ignore[arg-type]
        append_structure(closed, tagger, target)  # type: ignore[arg-type]
    return Rendering(MEDIA_TYPE, gate.findings(), count)
