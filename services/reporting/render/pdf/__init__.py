"""Document → one PDF that is PDF/A-3a and PDF/UA-1; the only room that imports reportlab."""

import tempfile
from typing import BinaryIO

from services.reporting.documents import Document, Frame
from services.reporting.render.finding import Rendering
from services.reporting.render.pdf.closing import Attachment, Identity, close
from services.reporting.render.pdf.drawing import draw
from services.reporting.render.pdf.tail import append_structure

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
    arguments and the installed packages only. Rows of long
    tables are read once and never held.
    """
    identity = Identity(
        f"{document.title} – {document.period}" if document.period else document.title,
        document.city or document.title,
        document.language,
        frame.generator,
    )
    with (
        tempfile.SpooledTemporaryFile(_IN_MEMORY) as drawn,
        tempfile.SpooledTemporaryFile(_IN_MEMORY) as closed,
    ):
        pages = draw(document, frame, drawn)  # type: ignore[arg-type]  # typeshed: no BinaryIO
        close(drawn, identity, pages.tagger, closed, attachments)  # type: ignore[arg-type]
        append_structure(closed, pages.tagger, target)  # type: ignore[arg-type]
    return Rendering(MEDIA_TYPE, pages.findings, pages.count)
