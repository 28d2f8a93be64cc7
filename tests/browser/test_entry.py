"""Entering expenditures: from an invoice file, by keyboard alone, without JavaScript."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.dropping import drop
from tests.browser.living_house import LivingHouse
from tests.browser.programme import AT, expenditure
from tests.components.chromium import assert_accessible

INVOICE = Path(__file__).parent.parent / "samples" / "invoices" / "ubl_invoice.xml"
NEW = f"{AT}/ausgaben/neu"


def test_an_invoice_fills_the_form_and_is_calculated_before_it_is_saved(
    enter: Enter, house: LivingHouse
) -> None:
    page = enter("sachbearbeitung")
    page.goto(house.url + NEW)
    drop(page, "#rechnung", INVOICE)
    number = page.input_value("#invoice_number")
    assert number and page.input_value("#gross_cents") and page.input_value("#creditor")
    expect(page.get_by_text("Inhalt der E-Rechnung")).to_be_visible()

    page.select_option("#budget_line", "Datenplattform")
    expect(page.locator("#measure_id")).to_have_value("M-03")  # the line knows its measure
    page.fill("#voucher_number", "B-9001")
    page.fill("#contract_date", "01.03.2025")
    page.fill("#service_from", "01.05.2025")
    page.fill("#service_to", "31.05.2025")
    page.fill("#purpose", "Betrieb der Plattform")
    calculation = page.locator("#berechnung")
    expect(calculation.get_by_text("Rechnungsbetrag mit Umsatzsteuer")).to_be_visible()
    expect(calculation.get_by_text("nach dieser Ausgabe")).to_be_visible()
    expect(calculation.get_by_text("Die Zahlung ist noch nicht erfasst.")).to_be_visible()
    assert_accessible(page)

    page.get_by_role("button", name="Speichern und ansehen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Beleg Nr.")
    expect(page.get_by_role("link", name="ubl_invoice.xml")).to_be_visible()
    expect(page.locator("main")).to_contain_text(number)


def test_all_reasons_stand_there_before_saving(enter: Enter, house: LivingHouse) -> None:
    page = enter("sachbearbeitung")
    page.goto(house.url + NEW)
    _fill(page, expenditure(14, service_from="01.01.2024", service_to="31.01.2024"))
    page.fill("#contract_date", "01.12.2023")
    calculation = page.locator("#berechnung")
    expect(calculation.get_by_text("ELG-03").first).to_be_visible()
    page.get_by_role("button", name="Speichern und nächste").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Noch nicht gespeichert")
    expect(summary).to_contain_text("ELG-03")
    assert page.input_value("#purpose") == "Leistung für Abschnitt 14"  # nothing typed is lost
    assert_accessible(page)


def test_a_wrong_amount_is_named_at_its_field(enter: Enter, house: LivingHouse) -> None:
    page = enter("sachbearbeitung")
    page.goto(house.url + NEW)
    _fill(page, expenditure(15, gross_cents="1.234"))
    page.get_by_role("button", name="Speichern und nächste").click()
    field = page.locator("#gross_cents")
    expect(field).to_have_attribute("aria-invalid", "true")  # a form is sent a moment later
    assert "gross_cents-error" in (field.get_attribute("aria-describedby") or "")
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(field).to_be_focused()


def test_the_keyboard_is_enough_and_enter_opens_the_next(enter: Enter, house: LivingHouse) -> None:
    page = enter("sachbearbeitung")
    page.goto(house.url + NEW)
    expect(page.locator("#creditor")).to_be_focused()
    wanted = expenditure(16)
    names = list(
        page.eval_on_selector_all(
            "#ausgabe input:not([type=hidden]), #ausgabe select", "all => all.map(one => one.name)"
        )
    )
    last = names.index("payment_reference")
    for name in names[: last + 1]:
        assert page.evaluate("document.activeElement.name") == name
        if wanted.get(name):
            _type(page, name, wanted[name])
        if name != "payment_reference":
            page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".flash").first).to_contain_text("ist gespeichert")
    expect(page.locator("#creditor")).to_be_focused()
    assert page.input_value("#creditor") == ""


def test_without_javascript_everything_works(enter: Enter, house: LivingHouse) -> None:
    page = enter("sachbearbeitung", java_script_enabled=False)
    page.goto(house.url + NEW)
    page.set_input_files("#file", INVOICE.with_name("cii_invoice.xml"))
    page.get_by_role("button", name="Einlesen", exact=True).click()
    assert page.input_value("#invoice_number")

    page.goto(house.url + NEW)
    _fill(page, expenditure(17))
    page.get_by_role("button", name="Probeberechnung").click()
    expect(page.locator("#berechnung")).to_contain_text("zuwendungsfähig")
    page.get_by_role("button", name="Speichern und ansehen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Beleg Nr.")


def test_the_last_entry_is_one_key_away(enter: Enter, house: LivingHouse) -> None:
    house.act("sachbearbeitung", NEW, **expenditure(18))
    page = enter("sachbearbeitung")
    page.goto(house.url + NEW)
    assert page.locator("[accesskey=l]").get_attribute("href") == f"{NEW}?vorlage=letzte"
    _press_alt(page, "l")
    page.wait_for_url("**vorlage=letzte")
    assert page.input_value("#purpose") == "Leistung für Abschnitt 18"
    assert page.input_value("#invoice_number") == ""


def test_a_chosen_file_is_sent_at_once_too(enter: Enter, house: LivingHouse) -> None:
    page = enter("sachbearbeitung")
    page.goto(house.url + NEW)
    page.set_input_files("#file", INVOICE.with_name("cii_invoice.xml"))
    page.wait_for_url("**rechnung=**")
    assert page.input_value("#invoice_number")


def _fill(page: Page, fields: dict[str, str]) -> None:
    for name, text in fields.items():
        if name == "action" or not text:
            continue
        if name in ("budget_line", "measure_id"):
            page.select_option(f"#{name}", text)
        else:
            page.fill(f"#{name}", text)


def _press_alt(page: Page, letter: str) -> None:
    """Alt and a letter as the machine sends them: an access key is found by the bare letter, which
    `keyboard.press` leaves out."""
    page.context.new_cdp_session(page).send(
        "Input.dispatchKeyEvent",
        {
            "type": "keyDown",
            "modifiers": 1,
            "key": letter,
            "code": f"Key{letter.upper()}",
            "unmodifiedText": letter,
            "windowsVirtualKeyCode": ord(letter.upper()),
        },
    )


def _type(page: Page, name: str, text: str) -> None:
    """Into the focused field, by keys; a list is searched by its first letters."""
    page.keyboard.type(text if name != "measure_id" else text[:4])
    if name == "creditor":
        page.keyboard.press("Escape")  # closes the browser's proposals
