"""The button "Was wäre wenn?" at steps beside the books: the page tells, nothing is stored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import func, select

from services.budget.store.tables import OUTBOX
from tests.browser.living_house import LivingHouse, living_house, words
from tests.browser.programme import AT, VOUCHER, enter_programme, expenditure

MEASURE = f"{AT}/massnahmen/M-01"
DETERMINATIONS = f"{AT}/festlegungen"
WAIVERS = f"{AT}/ausnahmen"
INVENTORY = f"{AT}/inventar"
RED = {
    "period": "2025-Q4", "light": "red", "reason": "Partner fehlt", "risk": "Verzug",
    "decision_needed": "neuer Partner",
}  # fmt: skip
OVERRUN = {
    "kind": "authority_overrun", "decided_on": "01.07.2026", "reference": "KfW 9",
    "reason": "Auflage", "budget_line": "Sensornetz",
}  # fmt: skip
ITEM = {
    "name": "Sensorkasten", "measure_id": "M-02", "asset_class": "sensors", "place": "Park",
    "responsible_unit": "Amt 66", "acquired_on": "01.03.2026", "net_cents": "1.000,00",
    "vat_cents": "190,00", "eligible_cents": "1.190,00",
}  # fmt: skip
LOST = {"kind": "lost", "disposed_on": "01.06.2026", "reason": "Diebstahl"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    folder: Path = tmp_path_factory.mktemp("wenn")
    with living_house(folder) as running:
        enter_programme(running)
        yield running


def events(house: LivingHouse) -> int:
    ports = house.client("kaemmerei").application.extensions["services"]["budget"]
    with ports.sessions.read() as session:
        return session.scalar(select(func.count()).select_from(OUTBOX.table)) or 0


def asked(house: LivingHouse, user: str, page: str, to: str, **fields: object) -> str:
    """What the page says after the button, which stands on it; no event remains."""
    assert "Was wäre wenn?" in house.client(user).get(page).text
    before = events(house)
    answer = house.send(user, to, **fields, probe="1")
    said = words(answer.text)
    assert answer.status_code == 200, said
    assert "Gespeichert ist davon nichts." in said
    assert events(house) == before
    return said


def test_a_red_light_tells_the_notice_and_keeps_what_was_typed(house: LivingHouse) -> None:
    said = asked(house, "projektleitung", MEASURE, f"{MEASURE}/stand", **RED)
    assert "NOTE-03" in said
    assert "neuer Partner" in said
    assert "Noch kein Stand gemeldet." in said


def test_a_change_of_a_measure_tells_the_notice(house: LivingHouse) -> None:
    page = f"{AT}/mitteilungen"
    fields = {"measure_id": "M-01", "kind": "scope", "description": "Der Partner sagt ab."}
    said = asked(house, "sachbearbeitung", page, f"{page}/massnahme", **fields)
    assert "NOTE-02" in said
    assert "Mitteilungen, die entstünden keine" not in said


def test_a_determination_is_looked_at_by_both_persons(house: LivingHouse) -> None:
    asked(house, "sachbearbeitung", DETERMINATIONS, DETERMINATIONS, **OVERRUN)
    house.act("sachbearbeitung", DETERMINATIONS, **OVERRUN)
    text = house.client("kaemmerei").get(DETERMINATIONS).text
    found = re.search(r"/festlegungen/([0-9a-f-]{36})/bestaetigung", text)
    assert found
    said = asked(house, "kaemmerei", DETERMINATIONS, f"{DETERMINATIONS}/{found[1]}/bestaetigung")
    assert "wartet auf Bestätigung" in said


def test_a_disposal_is_looked_at_by_both_persons(house: LivingHouse) -> None:
    house.act("sachbearbeitung", INVENTORY, **ITEM)
    shown = house.client("pruefung").get(INVENTORY).text
    item = re.search(r"/inventar/([0-9a-f-]{36})", shown)
    assert item
    at = f"{INVENTORY}/{item[1]}"
    said = asked(house, "sachbearbeitung", at, f"{at}/abgang", **LOST)
    assert "In Nutzung." in said
    assert (
        "<details open><summary>Abgang vorschlagen"
        in house.send("sachbearbeitung", f"{at}/abgang", **LOST, probe="1").text
    )
    house.act("sachbearbeitung", f"{at}/abgang", **LOST)
    page = house.client("kaemmerei").get(at).text
    disposal = re.search(r"/abgang/([0-9a-f-]{36})/freigabe", page)
    assert disposal
    asked(house, "kaemmerei", at, f"{at}/abgang/{disposal[1]}/freigabe")


def test_a_waiver_is_looked_at_by_both_persons(house: LivingHouse) -> None:
    client = house.client("sachbearbeitung")
    at = house.act("sachbearbeitung", f"{AT}/ausgaben/neu", **expenditure(14))
    link = re.search(r'href="([^"]*/ausnahmen\?[^"]*)"', client.get(at).text)
    assert link, words(client.get(at).text)
    page = unescape(link[1])
    typed = {
        **{name: values[0] for name, values in parse_qs(urlsplit(page).query).items()},
        "reason": "Der Beleg wird nachgereicht.", "expires_on": "31.12.2026",
    }  # fmt: skip

    def letter() -> tuple[BytesIO, str]:
        return BytesIO(VOUCHER.read_bytes()), "schreiben.pdf"

    said = asked(house, "sachbearbeitung", page, WAIVERS, **typed, file=letter())
    assert "Der Beleg wird nachgereicht." not in said.split("Alle Ausnahmen")[1]
    house.act("sachbearbeitung", WAIVERS, **typed, file=letter())
    shown = house.client("kaemmerei").get(WAIVERS).text
    found = re.search(r"/ausnahmen/([0-9a-f-]{36})/genehmigung", shown)
    assert found
    asked(house, "kaemmerei", WAIVERS, f"{WAIVERS}/{found[1]}/genehmigung")
