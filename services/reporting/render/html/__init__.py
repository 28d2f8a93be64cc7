"""Document → HTML fragment for the preview page: semantic, escaped, no inline style (CSP)."""

from typing import BinaryIO

from services.reporting.documents import Document, Frame
from services.reporting.render.finding import Rendering
from services.reporting.render.html.page import document_pieces

__all__ = ["MEDIA_TYPE", "render_html"]

MEDIA_TYPE = "text/html; charset=utf-8"


def render_html(document: Document, frame: Frame, target: BinaryIO) -> Rendering:
    """Write one ``<article>`` in UTF-8 to ``target``, row by row.

    The page around it (language, title, style sheet) is the template's; classes are KERN's and
    those beginning with ``report-``, which ``report.css`` explains.
    """
    for piece in document_pieces(document, frame):
        target.write(str(piece).encode())
    return Rendering(MEDIA_TYPE)
