"""Whatever the renderer can draw is known to the checker: operators, colours, forms, fields."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image

from services.reporting.check.belongings import Belongings
from services.reporting.check.fonts import Fonts
from services.reporting.check.pdf_file import PdfFile
from services.reporting.check.pdf_text import PageText
from services.reporting.check.reading_order import ReadingOrder
from services.reporting.documents import Document, Frame, Logo
from services.reporting.render.pdf import render_pdf
from tests.unit.reporting.render import samples


def belongings(document: Document, frame: Frame) -> str:
    target = io.BytesIO()
    render_pdf(document, frame, target)
    pdf = PdfFile(target.getvalue())
    return Belongings(pdf, PageText(pdf), Fonts(pdf), ReadingOrder(pdf)).check()


def logo() -> Logo:
    target = io.BytesIO()
    Image.new("RGB", (80, 40), (120, 0, 0)).save(target, "PNG")
    return Logo(target.getvalue(), "Wappen")


@pytest.mark.parametrize("document", [samples.quarterly(), samples.hostile()], ids=["all", "odd"])
def test_what_the_renderer_draws_is_known(document: Document) -> None:
    frame = samples.frame(document)
    assert "Seiten" in belongings(document, frame)
    shown = replace(frame, logo=logo(), seal_fields=("Freigabe1", "Freigabe2"))
    assert "Seiten" in belongings(document, shown)


def test_a_list_over_many_pages_is_known() -> None:
    document = samples.voucher_list(400)
    assert "Seiten" in belongings(document, samples.frame(document))
