"""Document and frame → canonical JSON, the form a stranger can recompute the content hash from."""

from dataclasses import replace
from typing import BinaryIO

from services.reporting.documents import Document, Frame, canonical_chunks
from services.reporting.render.finding import Rendering

MEDIA_TYPE = "application/json"


def render_json(document: Document, frame: Frame, target: BinaryIO) -> Rendering:
    """Write ``{"document": …, "frame": …}`` as RFC 8785 JSON in constant memory.

    SHA-256 over the bytes of the value of ``document`` is the frame's ``content_hash``. The logo
    is decoration and stays out.
    """
    data = replace(frame, logo=None)
    target.write(b'{"document":')
    for chunk in canonical_chunks(document):
        target.write(chunk)
    target.write(b',"frame":')
    for chunk in canonical_chunks(data):
        target.write(chunk)
    target.write(b"}")
    return Rendering(MEDIA_TYPE)
