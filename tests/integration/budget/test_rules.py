"""The pages and the API of the rule register."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.rulebook import RULEBOOK, matrix
from contracts.rulebook.edition import edition
from tests.browser.living_house import LivingHouse, living_house
from tests.browser.programme import AT, GRANT, enter_programme


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    with living_house(tmp_path_factory.mktemp("house")) as house:
        enter_programme(house)
        yield house


def show(house: LivingHouse, path: str, user: str = "sachbearbeitung") -> tuple[int, str]:
    answer = house.client(user).get(path)
    return answer.status_code, answer.text


@pytest.mark.parametrize("user", ["sachbearbeitung", "pruefung", "administration"])
def test_readers_and_administration_read_the_register(house: LivingHouse, user: str) -> None:
    status, text = show(house, "/budget/regeln", user)
    assert status == 200
    assert f"{len(RULEBOOK.rules)} Regeln" in text
    assert show(house, "/budget/regeln/PLAN-02", user)[0] == 200


def test_the_committee_does_not(house: LivingHouse) -> None:
    assert show(house, "/budget/regeln", "ausschuss")[0] == 403


def test_filters_narrow_the_list(house: LivingHouse) -> None:
    _, text = show(house, "/budget/regeln?family=PLAN&state=inactive&q=Schleswig")
    assert "/budget/regeln/PLAN-04" in text
    assert "/budget/regeln/PLAN-02" not in text
    assert "Keine Regel gefunden." in show(house, "/budget/regeln?q=gibtesnicht")[1]
    assert "Ein Filter ist nicht lesbar" in show(house, "/budget/regeln?state=weder")[1]


def test_a_rule_shows_value_place_and_proof(house: LivingHouse) -> None:
    _, text = show(house, "/budget/regeln/PLAN-02")
    assert "ANBest-P Nr. 1.2" in text
    assert GRANT in text
    assert "20" in text
    assert "line_tolerance_bp" in text
    assert "services.budget.domain.line_limits:limit_violations" in text
    assert "Grenze bei 120 % (E17)" in text


def test_a_rule_says_what_it_objects_to_and_what_helps(house: LivingHouse) -> None:
    _, text = show(house, "/budget/regeln/PLAN-02")
    objections = text.partition("Was sie beanstandet")[2].partition("<h2>")[0]
    assert "Ansatz über die Grenze hinaus überschritten" in objections
    assert "Dem Zuwendungsgeber mitteilen oder eine Planänderung vorbereiten." in objections
    assert "Angabe, die so nicht geht" in objections
    assert (
        "Eine Beanstandung gibt es unter dieser Regel nicht"
        in show(house, "/budget/regeln/INT-09")[1]
    )
    assert "Was sie beanstandet" not in show(house, "/budget/regeln/PLAN-04")[1]  # it rests
    for rule, words in (
        ("PROC-03", "Auftragswert über der Grenze des Verfahrens"),  # by the day of the contract
        ("PRG-07", "Voraussetzung des Abrufs fehlt"),  # by the kind of the document
        ("FMT-04", "Angabe, die so nicht geht"),  # by the format that is read
    ):
        _, text = show(house, f"/budget/regeln/{rule}")
        assert words in text.partition("Was sie beanstandet")[2].partition("<h2>")[0], rule


def test_results_stand_there_once_scenarios_have_run(
    house: LivingHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = tmp_path / "results.json"
    monkeypatch.setattr(matrix, "RESULTS", results)
    _, before = show(house, "/budget/regeln/PLAN-02")
    assert "Letztes Ergebnis" not in before
    assert "nicht gelaufen" not in before
    assert "liegen keine Ergebnisse" in before
    assert "make test" in before

    ran = matrix.load_matrix()["PLAN-02"].scenarios[0]
    results.write_text(json.dumps({ran: {"passed": True, "at": "2026-01-01T00:00:00Z"}}), "utf-8")
    _, after = show(house, "/budget/regeln/PLAN-02")
    assert "Letztes Ergebnis" in after
    assert "bestanden" in after
    assert "nicht gelaufen" in after  # the other scenarios of the rule
    assert "01.01.2026, andere Fassung" in after
    assert "eine andere als dieses Programm" in after

    ours = {"passed": True, "at": "2026-01-02T00:00:00Z", "edition": edition()}
    results.write_text(json.dumps({ran: ours}), "utf-8")
    _, now = show(house, "/budget/regeln/PLAN-02")
    assert "Zuletzt geprüft am 02.01.2026: 1 Szenario bestanden, 0 fehlgeschlagen" in now
    assert f"Fassung {edition()}, dieselbe wie dieses Programm" in now
    assert "1 Szenario bestanden" in show(house, "/budget/regeln")[1]


def test_an_unknown_rule_is_not_found(house: LivingHouse) -> None:
    status, text = show(house, "/budget/regeln/XX-99")
    assert status == 404
    assert "steht nicht im Regelverzeichnis" in text


def test_every_reason_leads_to_its_rule(house: LivingHouse) -> None:
    answer = house.client("sachbearbeitung").get(f"{AT}/nachweise")
    assert 'href="/budget/regeln/PRG-06"' in answer.text
    assert RULEBOOK.rules["PRG-06"].citation in answer.text


def test_who_may_not_read_the_register_gets_no_link(house: LivingHouse) -> None:
    _, text = show(house, f"{AT}/ausgaben", "ausschuss")
    assert RULEBOOK.rules["MUN-01"].citation in text
    assert "/budget/regeln" not in text
