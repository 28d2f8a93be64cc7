"""The way of money through the house: two persons certify, a call is drafted and released."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Enter
from tests.browser.living_house import LivingHouse
from tests.browser.programme import AT, expenditure, file_voucher
from tests.components.chromium import assert_accessible


def test_two_other_persons_certify(enter: Enter, house: LivingHouse) -> None:
    at = house.act("sachbearbeitung", f"{AT}/ausgaben/neu", **expenditure(11))
    file_voucher(house, at)

    page = enter("sachbearbeitung")
    page.goto(house.url + at)
    expect(page.get_by_text("sachliche Feststellung fehlt")).to_be_visible()
    assert page.get_by_role("button", name="Feststellung treffen").count() == 0

    row = at.rsplit("/", 1)[-1]
    page = enter("sachlich")
    page.goto(f"{house.url}/budget/arbeitsliste")
    page.check(f"input[value='{row}']")
    page.get_by_role("button", name="Für die gewählten").click()
    expect(page.locator(".flash")).to_contain_text("Sachliche Feststellung für 1 Ausgabe")

    page = enter("rechnerisch")
    page.goto(house.url + at)
    page.get_by_role("button", name="Rechnerische Feststellung treffen").click()
    expect(page.locator(".figures")).to_contain_text("abrufbar")
    assert_accessible(page)


def test_a_call_needs_a_second_person(enter: Enter, house: LivingHouse) -> None:
    page = enter("sachbearbeitung")
    page.goto(f"{house.url}{AT}/abrufe")
    page.fill("#period", "2026-H1")
    page.get_by_role("button", name="Entwurf berechnen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1. Halbjahr 2026")
    expect(page.get_by_text("Freigeben werden Kämmerei oder Programmleitung.")).to_be_visible()
    assert_accessible(page)

    page = enter("kaemmerei")
    page.goto(f"{house.url}/budget/arbeitsliste")
    page.get_by_role("link", name="Mittelabruf 1. Halbjahr 2026 über").click()
    page.get_by_role("button", name="freigeben").click()
    expect(page.locator(".flash")).to_contain_text("Der Abruf ist freigegeben.")
    assert_accessible(page)

    page = enter("sachbearbeitung")
    page.goto(f"{house.url}{AT}/abrufe")
    page.get_by_role("link", name="1. Halbjahr 2026").click()
    page.fill("#submitted_on", "03.08.2026")
    page.get_by_role("button", name="Vermerken").click()
    expect(page.locator(".flash")).to_contain_text("Die Einreichung ist vermerkt.")


def test_a_reversal_is_confirmed_and_leaves_both_rows(enter: Enter, house: LivingHouse) -> None:
    at = house.act("sachbearbeitung", f"{AT}/ausgaben/neu", **expenditure(12))
    page = enter("sachbearbeitung")
    page.goto(house.url + at)
    page.get_by_role("link", name="Stornieren").click()
    page.get_by_role("button", name="Endgültig stornieren").click()
    expect(page.get_by_role("alert")).to_contain_text("Grund")
    page.fill("#reason", "falscher Kreditor")
    page.get_by_role("button", name="Endgültig stornieren").click()
    expect(page.locator("main")).to_contain_text("Diese Zeile ist storniert.")


def test_the_trail_tells_what_was_done(enter: Enter, house: LivingHouse) -> None:
    at = house.act("sachbearbeitung", f"{AT}/ausgaben/neu", **expenditure(13))
    house.settle()
    page = enter("pruefung")
    page.goto(house.url + at)
    page.get_by_role("link", name="Verlauf").click()
    expect(page.locator("main")).to_contain_text("expenditure")
    assert_accessible(page)
