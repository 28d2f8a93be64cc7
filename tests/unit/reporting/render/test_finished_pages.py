"""A finished page is kept as bytes, and these are what reportlab would have written."""

from __future__ import annotations

from typing import Any

from reportlab.pdfgen.canvas import Canvas

from services.reporting.render.pdf.finished_pages import EmptyStream, FinishedPages


def drawn(canvas: Canvas, *, form: str, link: bool = False) -> Any:
    """One more page that shows a form drawn later, and its object."""
    canvas.doForm(form)
    if link:
        canvas.linkURL("https://example.org", (0, 0, 9, 9))
    canvas.showPage()
    page = canvas._doc.Pages.pages[-1]
    page.Contents = canvas._doc.Reference(EmptyStream())
    return page


def written(*, finished: bool) -> tuple[bytes, Canvas]:
    """Three pages whose forms come behind them."""
    canvas = Canvas("unwritten.pdf", invariant=1)
    pages = FinishedPages(canvas._doc)
    for form, link in (("a", False), ("a", True), ("b", False)):
        page = drawn(canvas, form=form, link=link)
        if finished:
            pages.take(page)
    for form in "ab":
        canvas.beginForm(form)
        canvas.endForm()
    return canvas.getpdfdata(), canvas


def test_the_file_is_the_same_to_the_byte() -> None:
    assert written(finished=True)[0] == written(finished=False)[0]


def test_pages_with_the_same_forms_share_their_resources() -> None:
    one, two, other = written(finished=True)[1]._doc.Pages.pages
    assert one._resources is two._resources
    assert other._resources is not one._resources


def test_a_page_of_its_own_colours_keeps_its_resources() -> None:
    canvas = Canvas("unwritten.pdf", invariant=1)
    pages = FinishedPages(canvas._doc)
    for number in range(2):
        canvas._colorsUsed = {f"colour-{number}": f"C{number}"}
        pages.take(drawn(canvas, form="a"))
    one, two = canvas._doc.Pages.pages
    assert one._resources.ColorSpace.keys() == {"C0"}
    assert two._resources.ColorSpace.keys() == {"C1"}
