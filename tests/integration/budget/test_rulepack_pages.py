"""Pages of rule packs and waivers: the way of each, refusals, empty states."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest

from tests.browser.living_house import LivingHouse, living_house
from tests.browser.programme import AT, enter_programme

PACK = "/budget/regelpakete/komhvo-nrw"
WAIVERS = f"{AT}/ausnahmen"
CHANGE = {
    "key": "payment_proof",
    "value": "file",
    "citation": "Erlass",
    "confidence": "H",
    "valid_from": "31.12.2026",
    "reason": "Erlass",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    with living_house(tmp_path_factory.mktemp("house")) as house:
        enter_programme(house)
        yield house


def text_of(house: LivingHouse, user: str, path: str) -> str:
    answer = house.client(user).get(path)
    assert answer.status_code == 200, path
    return answer.text


def test_the_packs_stand_in_the_order_of_precedence(house: LivingHouse) -> None:
    text = text_of(house, "pruefung", "/budget/regelpakete")
    places = [text.index(one) for one in ("kfw436-2020", "anbest-gk-2019", "komhvo-nrw", "ustg")]
    assert places == sorted(places)


def test_a_pack_without_values_says_so(house: LivingHouse) -> None:
    text = text_of(house, "pruefung", "/budget/regelpakete/gobd")
    assert "setzt noch keine Werte" in text or "Parameter" in text
    assert "Noch keine Änderung" in text
    assert "nie die neueste" in text_of(house, "pruefung", "/budget/regelpakete/anbest-gk-2019")


def test_parameters_have_names_and_the_marks_a_legend(house: LivingHouse) -> None:
    text = text_of(house, "pruefung", PACK)
    assert "Nachweis der Zahlung" in text
    assert "M: gefestigte Praxis oder zweite Hand" in text


def test_values_of_a_grant_name_their_source(house: LivingHouse) -> None:
    text = text_of(house, "sachbearbeitung", f"{AT}/regelwerte")
    assert "Merkblatt des Programms" in text
    assert "Landesrecht Nordrhein-Westfalen" in text


def test_a_wrong_proposal_is_shown_again_with_its_reasons(house: LivingHouse) -> None:
    wrong = {**CHANGE, "key": "line_tolerance_bp", "value": "viel"}
    answer = house.send("administration", PACK, **wrong)
    assert answer.status_code == 422
    assert "erlaubt ist" in answer.text


def test_a_convention_of_the_house_is_marked_and_may_be_proposed(house: LivingHouse) -> None:
    pack = "/budget/regelpakete/anbest-p"
    mark = "eigene Festlegung, steht hinter jeder Quelle zurück"
    assert mark in text_of(house, "pruefung", "/budget/regelpakete/kfw436-2020")
    assert mark not in text_of(house, "pruefung", "/budget/regelpakete/anbest-gk-2019")
    assert "Eigene Festlegung" in text_of(house, "sachbearbeitung", f"{AT}/regelwerte")
    change = {**CHANGE, "key": "line_tolerance_bp", "value": "1000"}
    for origin, is_marked in (("house", True), ("source", False), ("", False)):
        where = house.send("administration", pack, **change, own=origin).headers["Location"]
        assert (mark in text_of(house, "kaemmerei", where)) is is_marked
        house.send("administration", f"{where}/ruecknahme", reason="Probe")


def test_a_pack_lists_its_rules_that_rest_and_those_without_value(house: LivingHouse) -> None:
    text = text_of(house, "pruefung", "/budget/regelpakete/komhvo-nrw")
    assert "Regeln, die ruhen" in text and "die gpaNRW prüft Zuweisungen des Landes" in text
    assert "Regeln ohne eigenen Wert" in text and "MUN-10" in text
    assert "Regeln, die ruhen" not in text_of(house, "pruefung", "/budget/regelpakete/ustg")


def test_a_rule_names_its_pack_or_that_it_has_none(house: LivingHouse) -> None:
    assert "gobd 2019.2: ohne eigenen Wert" in text_of(house, "pruefung", "/budget/regeln/GOB-03")
    assert "Programmcode, kein Regelpaket" in text_of(house, "pruefung", "/budget/regeln/CALL-02")


def test_a_rule_shows_what_stands_behind_the_value_that_decides(house: LivingHouse) -> None:
    text = text_of(house, "sachbearbeitung", "/budget/regeln/PLAN-01")
    assert "Rang: Eigene Festlegung" in text
    assert "Steht zurück" not in text


def test_a_change_is_proposed_previewed_withdrawn_and_released(house: LivingHouse) -> None:
    sent = house.send("administration", PACK, **CHANGE)
    assert sent.status_code == 303
    where = sent.headers["Location"]
    assert "Vorschau" in text_of(house, "kaemmerei", where)
    own = text_of(house, "administration", where)
    assert "Werte von Zuwendungen sieht" in own
    assert "<td>fehlt noch</td><td>verdeckt</td><td>verdeckt</td>" in own
    masked = house.client("administration").get(f"{where}/vorschau.csv").data.decode("utf-8-sig")
    assert ";Stand;verdeckt;verdeckt" in masked and "abrufbar;bezahlt" not in masked
    csv = house.client("kaemmerei").get(f"{where}/vorschau.csv")
    lines = csv.data.decode("utf-8-sig").splitlines()
    assert lines[0] == "Zuwendung;Ausgabe Nr.;Was;bisher;dann"
    told = {tuple(line.split(";")[2:]) for line in lines[1:]}
    assert ("Stand", "abrufbar", "bezahlt, in Prüfung") in told
    assert ("fehlt noch", "", "Nachweis der Zahlung fehlt") in told
    assert house.send("administration", f"{where}/freigabe").status_code == 403
    back = house.send("administration", f"{where}/ruecknahme", reason="doch nicht")
    assert back.status_code == 303
    assert "zurückgezogen" in text_of(house, "pruefung", PACK)
    again = house.send("administration", PACK, **CHANGE).headers["Location"]
    assert house.send("kaemmerei", f"{again}/freigabe").status_code == 303
    assert "payment_proof" in text_of(house, "pruefung", PACK)
    assert house.send("kaemmerei", f"{again}/freigabe").status_code == 409


def test_unknown_things_are_not_found(house: LivingHouse) -> None:
    client = house.client("kaemmerei")
    assert client.get("/budget/regelpakete/mond").status_code == 404
    assert client.get("/budget/regelpakete/aenderungen/nichts").status_code == 404


def test_waivers_begin_empty_and_are_asked_for_at_a_finding(house: LivingHouse) -> None:
    assert "Noch keine Ausnahme" in text_of(house, "sachbearbeitung", WAIVERS)
    query = "?object=measure/M-1&rule=PRG-05&code=light_better_than_proposed"
    assert "Ausnahme beantragen" in text_of(house, "sachbearbeitung", WAIVERS + query)


def test_a_waiver_without_a_document_is_refused(house: LivingHouse) -> None:
    sent = {
        "object": "expenditure/x",
        "rule": "ELG-12",
        "code": "voucher_file",
        "reason": "Grund",
        "expires_on": "31.12.2026",
        "file": (BytesIO(b""), ""),
    }
    assert house.send("sachbearbeitung", WAIVERS, **sent).status_code == 404
    assert house.send("kaemmerei", f"{WAIVERS}/nichts/genehmigung").status_code == 404
