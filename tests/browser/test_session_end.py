"""The session ends while somebody types: nothing typed is lost, with and without JavaScript."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Dialog, Page, expect

from tests.browser.conftest import Enter
from tests.browser.living_house import LivingHouse
from tests.browser.programme import AT, expenditure
from tests.components.chromium import assert_accessible

NEW = f"{AT}/ausgaben/neu"
USER = "sachbearbeitung"


def fill(page: Page, fields: dict[str, str]) -> None:
    for name, text in fields.items():
        if name == "action" or not text:
            continue
        if name in ("budget_line", "measure_id"):
            page.select_option(f"#{name}", text)
        else:
            page.fill(f"#{name}", text)


def log_in_elsewhere(context: BrowserContext, house: LivingHouse) -> None:
    tab = context.new_page()
    house.log_in(tab, USER)
    tab.close()


def test_with_javascript_the_page_stays_and_the_form_is_sent_after_a_new_log_in(
    enter: Enter, house: LivingHouse
) -> None:
    page = enter(USER)
    page.goto(house.url + NEW)
    page.context.clear_cookies()
    fill(
        page,
        expenditure(
            12, invoice_number="R-E-1", voucher_number="B-E-1", purpose="Eingabe vor dem Ende"
        ),
    )
    box = page.locator("#berechnung")
    expect(box).to_contain_text("Die Sitzung ist abgelaufen.")
    expect(box.locator("#login")).to_have_count(0)
    link = box.get_by_role("link", name="In einem neuen Tab anmelden")
    assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener")

    page.get_by_role("button", name="Speichern und ansehen").click()
    alert = page.locator("#ausgabe > .session-ended")
    expect(alert).to_contain_text("Gespeichert ist noch nichts.")
    assert page.input_value("#purpose") == "Eingabe vor dem Ende"
    assert_accessible(page)

    log_in_elsewhere(page.context, house)
    page.get_by_role("button", name="Speichern und ansehen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Beleg Nr.")
    expect(page.locator("main")).to_contain_text("Eingabe vor dem Ende")


def test_the_form_may_be_kept_for_back_and_other_pages_may_not(house: LivingHouse) -> None:
    client = house.client(USER)
    assert client.get(NEW).headers["Cache-Control"] == "private, no-cache"
    assert client.get(f"{AT}/ausgaben").headers["Cache-Control"] == "no-store"


def test_without_javascript_back_shows_what_was_typed_and_it_can_be_sent(
    enter: Enter, house: LivingHouse
) -> None:
    page = enter(USER, java_script_enabled=False)
    page.goto(house.url + NEW)
    fields = expenditure(13, invoice_number="R-E-2", voucher_number="B-E-2", purpose="Getippt")
    fill(page, fields)
    page.context.clear_cookies()
    page.get_by_role("button", name="Speichern und ansehen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Die Sitzung ist abgelaufen")
    log_in_elsewhere(page.context, house)
    page.go_back()
    expect(page.locator("#purpose")).to_have_value("Getippt")
    page.get_by_role("button", name="Speichern und ansehen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Beleg Nr.")
    expect(page.locator("main")).to_contain_text("Getippt")


def test_leaving_unsent_entries_is_asked_back_and_sending_them_is_not(
    enter: Enter, house: LivingHouse
) -> None:
    page = enter(USER)
    asked: list[str] = []

    def note(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", note)
    page.goto(house.url + NEW)
    page.goto(house.url + NEW)
    assert asked == []
    page.fill("#purpose", "Noch nicht gesendet")
    page.goto(house.url + NEW)
    assert asked == ["beforeunload"]
    page.fill("#purpose", "Wird gesendet")
    page.get_by_role("button", name="Speichern und ansehen").click()
    expect(page.get_by_role("alert")).to_contain_text("Noch nicht gespeichert")
    assert asked == ["beforeunload"]
