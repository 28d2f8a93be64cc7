"""Pages name the value of the rule pack behind what they say, and where it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest

from tests.browser.living_house import LivingHouse, living_house
from tests.browser.programme import AT, enter_programme, expenditure

OFFICER = "sachbearbeitung"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    with living_house(tmp_path_factory.mktemp("werte")) as running:
        enter_programme(running)
        yield running


def words(html: str) -> str:
    text = unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ")
    return " ".join(text.split())


def test_deadlines_name_the_months_they_count(house: LivingHouse) -> None:
    said = words(house.client(OFFICER).get(f"{AT}/fristen").text)
    assert "Maßgeblich: Frist des Verwendungsnachweises der Phase B" in said
    assert "Regelpaket kfw436-2020, Fassung 2020.1" in said
    assert "Regelpaket komhvo-nrw, Fassung 2024.1" in said  # the call's days


def test_a_procurement_above_its_limit_names_the_table(house: LivingHouse) -> None:
    facts = {
        "subject": "Plattform",
        "measure_id": "M-03",
        "creditor": "Datenwerk GmbH",
        "relation": "contract",
        "estimate_net_cents": "150.000,00",
        "procedure": "negotiated",
        "procedure_reason": "drei Angebote",
        "contract_date": "01.03.2025",
        "award_net_cents": "149.000,00",
    }
    at = house.act(OFFICER, f"{AT}/vergaben/neu", **facts)
    said = words(house.client(OFFICER).get(at).text)
    assert "liegt über der Grenze dieses Verfahrens von 100.000,00 €" in said
    assert "Maßgeblich: Wertgrenze je Vergabeart" in said
    assert "Regelpaket komhvo-nrw, Fassung 2024.1: Kommunale Vergabegrundsätze" in said
    assert said.count("Es fehlt die Unterlage") > 5
    assert said.count("Was zu tun ist: die Unterlage ablegen") == 1  # told once for all in a row


def test_the_entry_form_and_the_row_name_it(house: LivingHouse) -> None:
    typed = expenditure(20, payment_date="30.09.2025")
    asked = words(house.send(OFFICER, f"{AT}/ausgaben/neu", **{**typed, "action": "try"}).text)
    at = house.act(OFFICER, f"{AT}/ausgaben/neu", **typed)
    row = words(house.client(OFFICER).get(at).text)
    for page in (asked, row):
        assert "Maßgeblich: Frist von der Zahlung bis zur Erfassung" in page
        assert "Regelpaket gobd, Fassung 2019.2" in page
