"""Haushaltsjahre on screen and as CSV: entered, refused in words, released, taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.browser.living_house import LivingHouse, living_house, words
from tests.browser.programme import AT, enter_programme

PAGE = f"{AT}/haushaltsjahre"
BUDGET = {
    "kind": "appropriation",
    "budget_year": "2026",
    "nature": "investive",
    "amount_cents": "12.000,00",
    "reference": "Haushaltsplan 2026",
    "reason": "Beschluss des Rates",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    with living_house(tmp_path_factory.mktemp("house")) as house:
        enter_programme(house)
        yield house


def shown(house: LivingHouse, user: str = "sachbearbeitung") -> str:
    return words(house.client(user).get(PAGE).text).replace("\xa0", " ")


def waiting_id(house: LivingHouse) -> str:
    page = house.client("kaemmerei").get(PAGE).text
    found = re.search(r"/haushaltsjahre/([^/\"]+)/freigabe", page)
    assert found
    return found[1]


def test_an_appropriation_counts_once_released(house: LivingHouse) -> None:
    house.act("sachbearbeitung", PAGE, **BUDGET)
    assert "wartet auf Freigabe" in shown(house)
    house.act("kaemmerei", f"{PAGE}/{waiting_id(house)}/freigabe")
    text = shown(house, "pruefung")
    assert "2026 investiv 12.000,00 €" in text
    table = house.client("pruefung").get(f"{PAGE}/haushaltsjahre.csv")
    assert "2026;investiv;12000,00;0,00;" in table.text


def test_the_council_reads_the_overview_without_reasons_and_persons(house: LivingHouse) -> None:
    text = shown(house, "ausschuss")
    assert "Übersicht für den Rat" in text and "2026 investiv 12.000,00 €" in text
    assert "Beschluss des Rates" not in text and "Ansätze und Übertragungen" not in text
    page = house.client("ausschuss").get(PAGE).text
    linked = set(re.findall(r'href="(/budget/zuwendungen/[^"]*)"', page))
    for path in linked:
        assert house.client("ausschuss").get(path).status_code == 200, path
    assert PAGE in linked
    table = house.client("ausschuss").get(f"{PAGE}/haushaltsjahre.csv")
    assert table.status_code == 200 and "2026;investiv;12000,00" in table.text
    assert house.send("ausschuss", PAGE, **BUDGET).status_code == 403


def test_what_is_wrong_stays_in_the_form_with_its_reason(house: LivingHouse) -> None:
    wrong = BUDGET | {"kind": "transfer", "amount_cents": "999.999,00"}
    answer = house.send("sachbearbeitung", PAGE, **wrong)
    assert answer.status_code == 422
    assert "höchstens" in words(answer.text)
    assert "999.999,00" in answer.text


def test_a_proposal_is_taken_back_with_a_reason(house: LivingHouse) -> None:
    house.act("sachbearbeitung", PAGE, **BUDGET | {"budget_year": "2027"})
    path = f"{PAGE}/{waiting_id(house)}/ruecknahme"
    assert house.send("sachbearbeitung", path, reason="").status_code == 422
    house.act("sachbearbeitung", path, reason="falsches Jahr")
    assert "zurückgezogen falsches Jahr" in shown(house)


def test_one_of_another_grant_is_no_page(house: LivingHouse) -> None:
    assert house.send("kaemmerei", f"{PAGE}/gibtesnicht/freigabe").status_code in (403, 404)


@pytest.mark.parametrize("user", ["pruefung", "ausschuss"])
def test_a_year_without_an_appropriation_says_why_nothing_is_left(
    house: LivingHouse, user: str
) -> None:
    text = shown(house, user)
    assert "2025 konsumtiv kein Ansatz 0,00 €" in text
    assert "Für 2025 konsumtiv ist kein Ansatz freigegeben" in text
    assert "§ 22 KomHVO NRW" in text
    assert "Was zu tun ist: den Ansatz des Haushaltsplans erfassen und freigeben lassen" in text
    table = house.client(user).get(f"{PAGE}/haushaltsjahre.csv").text
    assert "Hinweis;Regel;Was zu tun ist" in table
    assert "MUN-13, § 22 KomHVO NRW;Den Ansatz des Haushaltsplans erfassen" in table
