"""The whole way in the browser: a real invoice, dropped, certified, reported, released, proven."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from shared.clock import FixedClock
from tests.browser.conftest import Enter
from tests.browser.dropping import drop
from tests.browser.living_house import LivingHouse
from tests.browser.programme import AT, GRANT
from tests.components.chromium import assert_accessible

OWN = Path(__file__).parent.parent / "samples" / "invoices" / "cii_invoice.xml"
REAL = Path(__file__).parents[2] / ".." / "shared" / "data" / "invoices" / "01.01a-INVOICE_ubl.xml"


@pytest.mark.parametrize(
    "invoice",
    [
        OWN,
        pytest.param(
            REAL,
            marks=pytest.mark.skipif(not REAL.exists(), reason="SKIPPED: no ../shared/data here"),
        ),
    ],
    ids=["own", "real"],
)
def test_from_a_dropped_invoice_to_a_proven_entry(
    enter: Enter, house: LivingHouse, invoice: Path
) -> None:
    expenditure = drop_and_save(enter("sachbearbeitung"), house, invoice)
    certify(enter("sachlich"), house, expenditure, "Sachliche")
    certify(enter("rechnerisch"), house, expenditure, "Rechnerische")
    everybody_hears(house)

    report = draft(enter("sachbearbeitung"), house)
    release(enter("kaemmerei"), house, report)
    everybody_hears(house)

    page = enter("pruefung")
    page.goto(house.url + expenditure)
    page.get_by_role("link", name="Verlauf").click()
    page.locator("main table a[href*='/eintraege/']").first.click()
    expect(page.locator("main")).to_contain_text("Im Protokoll enthalten und unterschrieben")
    expect(page.locator("main")).to_contain_text("entspricht dem Schema")
    assert_accessible(page)

    page.goto(f"{house.url}/audit/pruefung")
    # the page first asks whether the session is still there: leaving at once would not start it
    with page.expect_response(lambda one: one.request.method == "POST"):
        page.get_by_role("button", name="Jetzt prüfen").click()
    everybody_hears(house)
    page.goto(f"{house.url}/audit/pruefung")
    expect(page.locator("main")).to_contain_text("Unverändert")


def drop_and_save(page: Page, house: LivingHouse, invoice: Path) -> str:
    """Drops the file, adds what no invoice knows, saves; the path of the expenditure."""
    page.goto(f"{house.url}{AT}/ausgaben/neu")
    drop(page, "#rechnung", invoice)
    number = page.input_value("#invoice_number")
    assert number and page.input_value("#gross_cents")
    page.select_option("#budget_line", "Sensornetz")
    typed = {
        "voucher_number": f"WEG-{number}",
        "contract_date": "01.04.2026",
        "service_from": "01.05.2026",
        "service_to": "15.05.2026",
        "purpose": "Messstellen",
        "payment_date": "20.05.2026",
        "payment_reference": f"Zahlung {number}",
    }
    for name, text in typed.items():
        page.fill(f"#{name}", text)
    page.get_by_role("button", name="Speichern und ansehen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Beleg Nr.")
    expect(page.get_by_role("link", name=invoice.name)).to_be_visible()
    return page.url.removeprefix(house.url)


def certify(page: Page, house: LivingHouse, expenditure: str, kind: str) -> None:
    page.goto(house.url + expenditure)
    page.get_by_role("button", name=f"{kind} Feststellung treffen").click()
    expect(page.locator(".flash")).to_be_visible()


def everybody_hears(house: LivingHouse) -> None:
    """Time passes, so that the log may sign once more, and everything published arrives."""
    clock = house.house.ports["budget"].clock
    assert isinstance(clock, FixedClock)
    house.settle()
    clock.at += timedelta(seconds=2)
    house.settle()


def draft(page: Page, house: LivingHouse) -> str:
    """The quarterly report of the quarter of the payment; the address of the draft."""
    page.goto(f"{house.url}/reporting/zuwendungen/{GRANT}")
    page.select_option("#type", "quarterly")
    page.fill("#period", "2026-Q2")
    page.get_by_role("button", name="Entwurf erstellen").click()
    expect(page.locator("main")).to_contain_text("Was hat es gekostet?")
    expect(page.locator("main")).to_contain_text("Entwurf")
    return page.url


def release(page: Page, house: LivingHouse, report: str) -> None:
    page.goto(report)
    page.get_by_role("link", name="Zur Freigabe").click()
    page.get_by_role("button", name="Ich gebe den Bericht frei").click()
    expect(page.locator("main")).to_contain_text("Freigegeben am")
    file = page.get_by_role("link", name="PDF").first.get_attribute("href")
    answer = page.context.request.get(f"{house.url}{file}")
    assert answer.body().startswith(b"%PDF-")
    assert_accessible(page)
