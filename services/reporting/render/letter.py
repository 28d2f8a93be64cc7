"""The renderer of letters for word processors, loaded when the first letter is drawn: python-docx
brings an XML library of 17 MB, which a process that draws long lists has no use for."""

from typing import BinaryIO

from services.reporting.documents import Document, Frame
from services.reporting.render.finding import Rendering


def render_letter(document: Document, frame: Frame, target: BinaryIO) -> Rendering:
    """Write ``document`` as DOCX to ``target``."""
    from services.reporting.render.docx import render_docx

    return render_docx(document, frame, target)
