"""How pages say no: the status for a program, the sentence for a person, nothing of the inside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, template_rendered
from flask.testing import FlaskClient

from tests.browser.living_house import LivingHouse, living_house


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    with living_house(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture
def reasons(house: LivingHouse) -> Iterator[list[str]]:
    """The codes behind the sentences on the pages of this test, in the order they were shown."""
    shown: list[str] = []

    def note(_app: Flask, context: dict[str, Any], **_: object) -> None:
        shown.extend(one.code for one in context.get("violations") or ())

    with template_rendered.connected_to(note, house.app):
        yield shown


def knock(house: LivingHouse, client: FlaskClient, login: str) -> tuple[int, str]:
    token = house.token(client, "/budget/anmelden")
    sent = {"csrf_token": token, "login": login, "password": "falsch"}
    answer = client.post("/budget/anmelden", data=sent)
    return answer.status_code, answer.text


def test_a_wrong_password_does_not_tell_which_half_was_wrong(
    house: LivingHouse, reasons: list[str]
) -> None:
    client = house.app.test_client()
    known, stranger = knock(house, client, "sachlich"), knock(house, client, "niemand")
    assert known[0] == stranger[0] == 401
    assert "Anmeldename oder Passwort stimmen nicht." in known[1]
    assert "Anmeldename oder Passwort stimmen nicht." in stranger[1]
    assert reasons == ["login_failed", "login_failed"]


def test_guessing_is_slowed_down(house: LivingHouse, reasons: list[str]) -> None:
    client = house.app.test_client()
    answers = [knock(house, client, "rechnerisch") for _ in range(6)]
    assert answers[-1][0] == 429
    assert "Zu viele fehlgeschlagene Anmeldungen" in answers[-1][1]
    assert reasons[-2:] == ["login_failed", "login_throttled"]


def test_a_new_password_is_typed_twice_alike(house: LivingHouse, reasons: list[str]) -> None:
    answer = house.send(
        "sachbearbeitung",
        "/budget/konto/passwort",
        old_password=house.passwords["sachbearbeitung"],
        password="Regen im Oktober 7",
        repeated="Regen im Oktober 8",
    )
    assert answer.status_code == 422
    assert "Die beiden Eingaben des neuen Passworts sind verschieden." in answer.text
    assert reasons == ["passwords_differ"]


def test_a_form_without_its_token_is_not_taken(house: LivingHouse, reasons: list[str]) -> None:
    answer = house.client("sachbearbeitung").post("/budget/abmelden", data={"csrf_token": "alt"})
    assert answer.status_code == 400
    assert "Das Formular ist abgelaufen" in answer.text
    assert reasons == ["form_expired"]
    assert house.client("sachbearbeitung").get("/budget/").status_code == 200


def test_a_fault_of_ours_shows_a_number_and_no_trace(
    house: LivingHouse, monkeypatch: pytest.MonkeyPatch, reasons: list[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr("services.budget.web.grants.rows_of", broken)
    answer = house.client("sachbearbeitung").get("/budget/")
    assert answer.status_code == 500
    assert "Bitte der Betriebsstelle melden" in answer.text
    assert "secret inside" not in answer.text
    assert "Traceback" not in answer.text
    assert reasons == ["internal_error"]


def test_an_unknown_address_is_told_with_a_way_home(house: LivingHouse) -> None:
    answer = house.client("sachbearbeitung").get("/budget/ausgaben/gibt-es-nicht")
    assert answer.status_code == 404
    assert 'href="/"' in answer.text


def test_where_a_stranger_wanted_to_go_is_remembered_within_the_house(house: LivingHouse) -> None:
    client = house.app.test_client()
    answer = client.get("/budget/arbeitsliste")
    assert answer.status_code == 303
    form = client.get("/budget/anmelden?next=https://evil.example/").text
    assert "evil.example" not in form
