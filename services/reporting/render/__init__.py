"""Document → files. Every renderer has the same signature and draws the same ``Document``.

``render(document, frame, target) -> Rendering``: writes to an empty binary file, returns media
type, findings and pages. On an exception the target is worthless; the caller writes to a temporary
file and renames it.
"""

from collections.abc import Mapping
from typing import BinaryIO, Protocol

from services.reporting.documents import Document, Frame
from services.reporting.render.csv import render_csv
from services.reporting.render.finding import Finding, Rendering
from services.reporting.render.html import render_html
from services.reporting.render.json import render_json
from services.reporting.render.letter import render_letter
from services.reporting.render.pdf import render_pdf
from services.reporting.render.xlsx import render_xlsx

__all__ = ["RENDERERS", "Finding", "Renderer", "Rendering"]


class Renderer(Protocol):
    """What every format offers."""

    def __call__(self, document: Document, frame: Frame, target: BinaryIO) -> Rendering:
        """Write the document in its frame to ``target``."""


RENDERERS: Mapping[str, Renderer] = {
    "pdf": render_pdf,
    "xlsx": render_xlsx,
    "html": render_html,
    "json": render_json,
    "csv": render_csv,
    "docx": render_letter,
}
"""By the file suffix of ``/document.*`` in the API."""
