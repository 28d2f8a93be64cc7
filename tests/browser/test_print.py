"""What comes out of the printer: the content, and nothing one could only click."""

from __future__ import annotations

import io

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.conftest import Enter
from tests.browser.living_house import LivingHouse
from tests.browser.programme import AT

CLICKED = (".main-nav", ".breadcrumb", ".skip-link", ".kern-btn")


def test_a_page_on_paper_has_its_tables_and_no_navigation(enter: Enter, house: LivingHouse) -> None:
    page = enter("sachbearbeitung")
    page.goto(f"{house.url}{AT}/ausgaben")
    expect(page.locator(".main-nav").first).to_be_visible()
    page.emulate_media(media="print")
    for place in CLICKED:
        shown = [one for one in page.locator(place).all() if one.is_visible()]
        assert not shown, place
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("main table").first).to_be_visible()


def test_a_wide_table_is_not_cut_off_on_paper(enter: Enter, house: LivingHouse) -> None:
    page = enter("sachbearbeitung")
    page.goto(f"{house.url}{AT}/plan")
    headings = page.locator("main table th").all_inner_texts()
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    width = float(paper.pages[0].mediabox.width)
    assert abs(width - 595) < 2  # A4
    printed = "".join("".join(one.extract_text().split()) for one in paper.pages)
    for heading in headings:
        assert "".join(heading.split()) in printed, heading
