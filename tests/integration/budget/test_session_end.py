"""A form sent without a session is answered with a way to send it again, not with a log-in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.living_house import LivingHouse, living_house

ENDED = "Die Sitzung ist abgelaufen"
USER = "sachbearbeitung"


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    with living_house(tmp_path_factory.mktemp("house")) as house:
        yield house


def revoke(house: LivingHouse) -> None:
    assert house.act(USER, "/budget/abmelden")


@pytest.mark.parametrize("has_cookie", [True, False])
def test_a_form_without_a_session_stays_where_it_is(house: LivingHouse, has_cookie: bool) -> None:
    client = house.app.test_client()
    sent = {"csrf_token": "x"}
    if has_cookie:
        old = house.client(USER)
        token = house.token(old, "/budget/konto")
        cookie = old.get_cookie("sitzung", domain="localhost")
        assert cookie
        revoke(house)
        client.set_cookie("sitzung", cookie.value, domain="localhost")
        sent = {"csrf_token": token}
    answer = client.post("/budget/konto/passwort", data=sent)
    assert answer.status_code == 401
    assert ENDED in answer.text and "Gespeichert ist nichts" in answer.text
    assert 'target="_blank" rel="noopener"' in answer.text


def test_reading_without_a_session_leads_to_the_log_in(house: LivingHouse) -> None:
    answer = house.app.test_client().get("/budget/konto")
    assert (answer.status_code, "/anmelden" in answer.headers["Location"]) == (303, True)


def test_a_form_from_before_is_taken_after_a_new_log_in_of_the_same_person_only(
    house: LivingHouse,
) -> None:
    token = house.token(house.client(USER), "/budget/konto")
    revoke(house)
    del house._clients[USER]
    fields = {"csrf_token": token, "old_password": "x", "password": "a", "repeated": "b"}
    again = house.client(USER).post("/budget/konto/passwort", data=fields)
    assert again.status_code == 422, again.text  # read and refused by its own rule
    other = house.client("sachlich").post("/budget/konto/passwort", data=fields)
    assert other.status_code == 400
    assert "gehört zu einer anderen Anmeldung" in other.text


def test_a_page_can_ask_whether_somebody_is_logged_in(house: LivingHouse) -> None:
    client = house.client(USER)
    assert client.get("/budget/sitzung").json == {"active": True}
    revoke(house)
    assert client.get("/budget/sitzung").json == {"active": False}
    assert house.app.test_client().get("/budget/sitzung").json == {"active": False}


def test_the_log_in_itself_says_when_its_form_is_too_old(house: LivingHouse) -> None:
    answer = house.app.test_client().post("/budget/anmelden", data={"login": USER})
    assert answer.status_code == 400
    assert "Das Formular ist abgelaufen" in answer.text
