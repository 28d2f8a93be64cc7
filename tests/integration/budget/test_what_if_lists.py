"""The button "Was wäre wenn?" at budget years and before a list is taken over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from services.budget.usecases import import_trial
from tests.browser.living_house import LivingHouse, living_house, words
from tests.browser.programme import AT, enter_programme
from tests.integration.budget.test_imports import csv, line
from tests.integration.budget.test_what_if_steps import asked

YEARS = f"{AT}/haushaltsjahre"
NEW = {
    "kind": "appropriation", "budget_year": "2026", "nature": "consumptive",
    "amount_cents": "1.000,00", "reference": "Haushaltsplan 2026", "reason": "Ansatz",
}  # fmt: skip


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    folder: Path = tmp_path_factory.mktemp("jahre")
    with living_house(folder) as running:
        enter_programme(running)
        yield running


def shown(house: LivingHouse, user: str, page: str) -> str:
    return words(house.client(user).get(page).text)


def test_an_appropriation_is_looked_at_by_both_persons(house: LivingHouse) -> None:
    before = shown(house, "pruefung", YEARS)
    asked(house, "sachbearbeitung", YEARS, YEARS, **NEW)
    assert shown(house, "pruefung", YEARS) == before
    house.act("sachbearbeitung", YEARS, **NEW)
    text = house.client("kaemmerei").get(YEARS).text
    found = re.search(r"/haushaltsjahre/([0-9a-f-]{36})/freigabe", text)
    assert found
    at = f"{YEARS}/{found[1]}"
    said = asked(house, "kaemmerei", YEARS, f"{at}/freigabe")
    assert "wartet auf Freigabe" in said
    asked(house, "sachbearbeitung", YEARS, f"{at}/ruecknahme", reason="Tippfehler")
    house.act("kaemmerei", f"{at}/freigabe")
    assert "wartet auf Freigabe" not in shown(house, "kaemmerei", YEARS)


def test_what_a_rule_refuses_is_told_and_not_stored(house: LivingHouse) -> None:
    nothing = {**NEW, "amount_cents": "0,00"}
    answer = house.send("sachbearbeitung", YEARS, **nothing, probe="1")
    said = words(answer.text)
    assert "Das würde geschehen" not in said and "Gespeichert ist davon nichts." not in said
    assert said.count("0,00") > 0


def uploaded(house: LivingHouse, number: int) -> str:
    rows = (BytesIO(csv(line(number, Kostenposition="Sensornetz", Maßnahme="M-02"))), "liste.csv")
    return house.act("sachbearbeitung", f"{AT}/einlesen", profile="finanz-csv", file=rows)


def test_a_list_tells_what_its_takeover_would_do(house: LivingHouse) -> None:
    at = uploaded(house, 71)
    rows_before = shown(house, "sachbearbeitung", f"{AT}/ausgaben")
    said = asked(house, "sachbearbeitung", at, f"{at}/uebernahme")
    assert "Noch frei in" in said
    assert shown(house, "sachbearbeitung", f"{AT}/ausgaben") == rows_before
    assert "Vorschau: das würde übernommen" in shown(house, "sachbearbeitung", at)
    house.act("sachbearbeitung", f"{at}/uebernahme")
    assert "Übernommene Liste" in shown(house, "sachbearbeitung", at)


@pytest.mark.parametrize(("longest", "answered"), [(1, True), (0, False)])
def test_a_list_too_long_for_a_trial_says_so(
    house: LivingHouse, monkeypatch: pytest.MonkeyPatch, longest: int, answered: bool
) -> None:
    monkeypatch.setattr(import_trial, "LONGEST", longest)
    at = uploaded(house, 80 + longest)
    said = words(house.send("sachbearbeitung", f"{at}/uebernahme", probe="1").text)
    assert ("Das würde geschehen" in said) is answered
    assert ("Diese Liste ist länger" in said) is not answered
