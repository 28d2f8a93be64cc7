"""One long word without a space leaves every column of a list on the screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter
from tests.browser.living_house import LivingHouse
from tests.browser.programme import AT, expenditure, file_voucher

CREDITOR = "K" * 200
PURPOSE = "Z" * 1_000


@pytest.fixture(scope="module")
def long_one(house: LivingHouse) -> str:
    fields = expenditure(
        11, creditor=CREDITOR, purpose=PURPOSE, invoice_number="R-L-1", voucher_number="B-L-1"
    )
    at = house.act("sachbearbeitung", f"{AT}/ausgaben/neu", **fields)
    file_voucher(house, at)
    return at


@pytest.mark.parametrize(
    ("user", "path"), [("sachbearbeitung", f"{AT}/ausgaben"), ("sachlich", "/budget/arbeitsliste")]
)
def test_no_column_leaves_the_screen(
    enter: Enter, house: LivingHouse, long_one: str, user: str, path: str
) -> None:
    page = enter(user, viewport={"width": 1280, "height": 900})
    page.goto(house.url + path)
    row = page.locator("tr", has_text=CREDITOR).first
    region = page.locator(".table-region", has=row).first
    wide, seen = region.evaluate("one => [one.scrollWidth, one.clientWidth]")
    assert wide <= seen, (wide, seen)
    box = row.bounding_box()
    assert box and box["height"] < 200, box

    page.goto(house.url + long_one)
    expect(page.locator("main")).to_contain_text(PURPOSE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
