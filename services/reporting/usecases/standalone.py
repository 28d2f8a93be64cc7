"""A report as one HTML file that needs nothing beside itself, and the article inside it."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from typing import BinaryIO

from services.reporting.documents import Document, Frame
from services.reporting.render import Rendering, html

_STYLE = Path(html.__file__).parent / "static" / "report.css"
_OPENING, _CLOSING = b'<main class="report-file">', b"</main>"


def render_standalone(document: Document, frame: Frame, target: BinaryIO) -> Rendering:
    """Writes a complete page around the article that `render_html` makes."""
    title = escape(f"{document.title} – {document.city}")
    target.write(
        f'<!doctype html>\n<html lang="{escape(document.language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_style()}</style></head><body>\n".encode()
    )
    target.write(_OPENING)
    made = html.render_html(document, frame, target)
    target.write(_CLOSING + b"\n</body></html>\n")
    return made


def article_in(page: bytes) -> str:
    """The article of a stored page, to be shown inside another one. It was escaped when made."""
    start = page.index(_OPENING) + len(_OPENING)
    return page[start : page.rindex(_CLOSING)].decode()


@cache
def _style() -> str:
    return _STYLE.read_text("utf-8")
