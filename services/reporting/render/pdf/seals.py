"""Fields for seals that show: drawn and tagged by the document, signed later without touching them.

A field that the signing library makes is no part of the structure and brings fonts of its own, both
forbidden (PDF/UA-1, 7.18.4; PDF/A-3, 6.2.11).
"""

from __future__ import annotations

from typing import Final

from reportlab.pdfbase import pdfdoc

from services.reporting.documents import Document, Frame
from services.reporting.render.pdf import attributes, theme
from services.reporting.render.pdf.flow import Flow
from services.reporting.render.pdf.fonts import MEDIUM, REGULAR, face

_WIDTH: Final = 78 * theme.MM
_HEIGHT: Final = 15 * theme.MM
_GAP: Final = 5 * theme.MM


def seal_fields(flow: Flow, document: Document, frame: Frame) -> None:
    """Draw one field per name side by side at the end of the document."""
    if not frame.seal_fields:
        return
    flow.gap(8)
    flow.need(_HEIGHT)
    for number, name in enumerate(frame.seal_fields):
        who = frame.releases[number].name if number < len(frame.releases) else ""
        x = flow.sheet.left + number * (_WIDTH + _GAP)
        _field(flow, name, x, (f"Elektronisches Siegel: {document.city}", f"Freigabe: {who}"))
    flow.y -= _HEIGHT
    flow.fill(theme.INK)


def _field(flow: Flow, name: str, x: float, lines: tuple[str, str]) -> None:
    canvas, words = flow.canvas, tuple(flow.gate.clean(one) for one in lines)
    form = f"seal-{name}"
    canvas.beginForm(form, 0, 0, _WIDTH, _HEIGHT)
    canvas.setStrokeColorRGB(*theme.ACCENT)
    canvas.setLineWidth(0.8)
    canvas.rect(0.5, 0.5, _WIDTH - 1, _HEIGHT - 1, stroke=1, fill=0)
    for place, (text, weight) in enumerate(zip(words, (MEDIUM, REGULAR), strict=True)):
        flow.fill(theme.INK)
        shown = flow.fitted(text, face(weight), theme.SMALL, _WIDTH - 16)
        canvas.text(8, _HEIGHT - 16 - place * 12, shown, face(weight), theme.SMALL)
    canvas.endForm()
    box = (x, flow.y - _HEIGHT, x + _WIDTH, flow.y)
    entries = {
        "Type": pdfdoc.PDFName("Annot"),
        "Subtype": pdfdoc.PDFName("Widget"),
        "FT": pdfdoc.PDFName("Sig"),
        "T": pdfdoc.PDFString(name),
        "TU": pdfdoc.PDFString(f"{words[0]}. {words[1]}"),
        "Rect": pdfdoc.PDFArray([round(one, 2) for one in box]),
        "AP": pdfdoc.PDFDictionary({"N": pdfdoc.PDFObjectReference(pdfdoc.xObjectName(form))}),
    }
    with flow.tagger.elem("Form", attributes.alternative(f"{words[0]}. {words[1]}")):
        canvas._addAnnotation(pdfdoc.PDFDictionary(entries))
