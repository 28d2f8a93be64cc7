"""Every page: answers, has nothing for axe to object to, fits 320 pixels, keeps to the CSP."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Enter
from tests.browser.living_house import LivingHouse
from tests.browser.programme import AT, GRANT
from tests.components.chromium import violations

OFFICER = (
    "/budget/",
    AT,
    f"{AT}/ausgaben/neu",
    f"{AT}/ausgaben/neu?vorlage=letzte",
    f"{AT}/ausgaben",
    f"{AT}/ausgaben?status=claimable&q=Leistung",
    f"{AT}/ausgaben?min_cents=1.23.4",
    f"{AT}/auftraege",
    f"{AT}/plan",
    f"{AT}/plan/fassungen",
    f"{AT}/plan/fassungen/1",
    f"{AT}/plan/fassungen/neu",
    f"{AT}/massnahmen",
    f"{AT}/massnahmen/M-02",
    f"{AT}/massnahmen/neu",
    f"{AT}/nachweise",
    f"{AT}/einnahmen",
    f"{AT}/befugnisse",
    f"{AT}/haushaltsjahre",
    f"{AT}/abgleich",
    f"{AT}/inventar",
    f"{AT}/vergaben",
    f"{AT}/vergaben/neu",
    f"{AT}/register",
    f"{AT}/register/austausch",
    f"{AT}/register/indikatoren",
    f"{AT}/massnahmen/M-02/abschluss",
    f"{AT}/massnahmen/M-02/beschreibung",
    f"{AT}/aufbewahrung",
    f"{AT}/pruefungen",
    f"{AT}/personal",
    f"{AT}/einlesen",
    f"{AT}/uebernahme",
    f"{AT}/bescheid",
    f"{AT}/regelwerte",
    f"{AT}/ausnahmen",
    f"{AT}/ausnahmen?object=measure/M-1&rule=PRG-05&code=light_better_than_proposed",
    "/budget/regelpakete",
    "/budget/regelpakete/gobd",
    "/budget/regelpakete/anbest-gk-2019",
    f"{AT}/abrufe",
    f"{AT}/zinsen",
    f"{AT}/fristen",
    f"{AT}/mitteilungen",
    f"{AT}/verwendungsnachweis",
    "/budget/fristen",
    "/budget/basiszinssaetze",
    "/budget/arbeitsliste",
    "/budget/konto",
    "/reporting/verfahrensdokumentation",
    "/budget/regeln",
    "/budget/regeln?family=ELG&state=active&q=Beleg",
    "/budget/regeln?q=gibtesnicht",
    "/budget/regeln/PLAN-02",
    "/budget/regeln/PLAN-04",
    "/barrierefreiheit",
    "/budget/gibt-es-nicht",
    "/reporting/",
    "/reporting/benachrichtigungen",
    f"/budget/zuwendungen/{GRANT}/festlegungen",
    f"/budget/zuwendungen/{GRANT}/verschiebungen",
    f"/budget/zuwendungen/{GRANT}/zeichnungsberechtigte",
    f"/reporting/zuwendungen/{GRANT}",
    f"/reporting/zuwendungen/{GRANT}/texte?zeitraum=2026",
    f"/reporting/zuwendungen/{GRANT}/texte/2026?text=lessons",
)
OTHERS = {
    "sachlich": ("/budget/arbeitsliste", "/budget/arbeitsliste?alle=1"),
    "kaemmerei": (
        "/budget/arbeitsliste",
        "/budget/basiszinssaetze",
        f"{AT}/plan/fassungen/1",
    ),
    "pruefung": ("/audit/", "/audit/eintraege/0", "/audit/pruefung", "/audit/pruefmarken"),
    "ausschuss": ("/budget/",),
    "administration": (
        "/budget/benutzer",
        "/budget/benutzer/einladen",
        f"{AT}/rechte",
        f"{AT}/befugnisse",
        "/budget/regelpakete/kfw436-2020",
        "/budget/zuwendungen/neu",
    ),
}


def faults_of(page: Page, house: LivingHouse, path: str) -> list[str]:
    """What is wrong with one page, in words."""
    answer = page.goto(house.url + path)
    assert answer is not None
    found = [f"{path}: {one}" for one in violations(page)]
    if answer.status >= 500 or (answer.status >= 400 and "gibt-es-nicht" not in path):
        found.append(f"{path}: status {answer.status}")
    width = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 800})
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > 320:
        found.append(f"{path}: {wide} pixels wide on a screen of 320")
    assert width is not None
    page.set_viewport_size(width)
    return found


def test_pages_of_the_officer(enter: Enter, house: LivingHouse) -> None:
    page = enter("sachbearbeitung")
    assert [fault for path in OFFICER for fault in faults_of(page, house, path)] == []


def test_pages_of_one_row(enter: Enter, house: LivingHouse) -> None:
    page = enter("sachbearbeitung")
    page.goto(f"{house.url}{AT}/ausgaben")
    rows = [
        link.get_attribute("href") or "" for link in page.query_selector_all("tbody th[scope] a")
    ]
    paths = [*rows, f"{rows[-1]}/storno", f"{rows[-6]}/aendern"]
    histories = [f"/audit/verlauf/expenditure/{rows[-1].rsplit('/', 1)[-1]}"]
    found = [fault for path in (*paths, *histories) for fault in faults_of(page, house, path)]
    assert found == []


@pytest.mark.parametrize("user", list(OTHERS))
def test_pages_of_the_others(enter: Enter, house: LivingHouse, user: str) -> None:
    page = enter(user)
    assert [fault for path in OTHERS[user] for fault in faults_of(page, house, path)] == []


def test_log_in_page(page: Page, house: LivingHouse) -> None:
    assert faults_of(page, house, "/budget/anmelden") == []
    page.fill("#login", "sachlich")
    page.fill("#password", "falsch")
    page.get_by_role("button", name="Anmelden").click()
    page.get_by_text(re.compile("Anmeldename oder Passwort stimmen nicht")).wait_for()
    assert violations(page) == []


def test_a_filter_has_room_for_words_and_stays_in_its_frame(
    enter: Enter, house: LivingHouse
) -> None:
    page = enter("pruefung", viewport={"width": 1280, "height": 900})
    page.goto(f"{house.url}/audit/")
    fields = page.locator(".filters .field")
    widths = [(box := one.bounding_box()) and box["width"] for one in fields.all()]
    assert len(widths) == 8
    assert all(width and width >= 200 for width in widths), widths
    page.set_viewport_size({"width": 320, "height": 900})
    sticking_out = page.evaluate(
        """() => [...document.querySelectorAll('.filters, .filters *')]
            .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth)
            .map(one => one.outerHTML.slice(0, 80))"""
    )
    assert sticking_out == []
