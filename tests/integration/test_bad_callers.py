"""Who may not ask, and questions nobody may ask: a 4xx, and nothing changes."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from services.budget.store.user import find_user_by_login
from services.budget.usecases.token import issue_token
from services.budget.usecases.user import lock_user, revoke_tokens, unlock_user
from shared.occasion import Occasion
from shared.web.paging import encode_cursor
from tests.driver import AUDITOR, TODAY, House
from tests.integration.conftest import GRANT
from tests.integration.refusals import (
    ENTER,
    nothing_is_lost_and_nothing_added,
    refused,
)

__all__ = ["nothing_is_lost_and_nothing_added"]  # a fixture that pytest finds by its name here

# --- who is asking -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    [None, "", "Bearer", "Bearer ", "Basic YTpi", "Bearer wrong", "Bearer " + "x" * 10_000,
     "bearer \u00e4", "Bearer a b c"],
)  # fmt: skip
def test_without_a_valid_token_nobody_is_let_in(funded: House, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    for path in (
        f"/budget/api/v1{ENTER}",
        "/audit/api/v1/entries",
        "/reporting/api/v1/report-types",
    ):
        answer = funded.app.test_client().get(path, headers=headers)
        assert answer.status_code == 401, (path, answer.text)
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_an_expired_a_revoked_and_a_locked_token_are_refused_in_every_service(
    prepared_house: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    template, tokens = prepared_house
    house = House(template, tmp_path / "house", tokens)
    try:
        sessions = house.ports("budget").sessions
        by = Occasion("system", house.clock.now())
        with sessions.write() as session:
            user = find_user_by_login(session, "pruefung")
            assert user is not None
            user_id = user.access.user_id
            short = issue_token(session, user_id, 1, by=by)
        house.settle()
        assert known(house, short) == [200, 200, 200]
        house.go_to(TODAY + timedelta(days=2))
        assert known(house, short) == [401, 401, 401]
        assert known(house, tokens["pruefung"]) == [200, 200, 200]
        with sessions.write() as session:
            lock_user(session, user_id, by=by)
        house.settle()
        assert known(house, tokens["pruefung"]) == [401, 401, 401]
        with sessions.write() as session:
            unlock_user(session, user_id, by=by)
            fresh = issue_token(session, user_id, 300, by=Occasion(user_id, house.clock.now()))
        house.settle()
        assert known(house, fresh) == [200, 200, 200]
        with sessions.write() as session:
            revoke_tokens(session, user_id, by=by)
        house.settle()
        assert known(house, fresh) == [401, 401, 401]
    finally:
        house.close()


def known(house: House, token: str) -> list[int]:
    """What each service says to a token."""
    paths = (
        "/budget/api/v1/grants",
        "/reporting/api/v1/report-types",
        "/audit/api/v1/verification",
    )
    headers = {"Authorization": f"Bearer {token}"}
    client = house.app.test_client()
    statuses = [client.get(path, headers=headers).status_code for path in paths]
    return [200 if status in (200, 404) else status for status in statuses]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil", ""])
def test_a_foreign_host_is_refused(funded: House, host: str) -> None:
    for path in ("/budget/anmelden", f"/budget/api/v1{ENTER}", "/audit/log/checkpoint"):
        answer = funded.app.test_client().get(path, headers={"Host": host})
        assert answer.status_code == 400, (host, path)
        assert "evil" not in answer.text


def test_a_forged_session_is_nobody(funded: House) -> None:
    with funded.ports("budget").sessions.read() as session:
        user = find_user_by_login(session, "kaemmerei")
    assert user is not None
    forger = Flask("forger")
    forger.secret_key = "guessed"
    signer: Any = forger.session_interface.get_signing_serializer(forger)  # type: ignore[attr-defined]
    forged = signer.dumps({"user_id": user.access.user_id, "revision": 1})
    for cookie in (forged, forged[:-2], "", "a.b.c", "x" * 4_000):
        client = funded.app.test_client()
        client.set_cookie("sitzung", cookie, domain="127.0.0.1")
        answer = client.get("/budget/konto", base_url="http://127.0.0.1")
        assert (answer.status_code, "/anmelden" in answer.headers["Location"]) == (303, True)


def test_the_json_api_knows_no_cookie(funded: House) -> None:
    client = logged_in(funded, "kaemmerei")
    assert client.get("/budget/konto").status_code == 200
    assert client.get(f"/budget/api/v1{ENTER}").status_code == 401


def logged_in(house: House, login: str) -> Any:
    """A browser with a session of that user."""
    with house.ports("budget").sessions.read() as session:
        user = find_user_by_login(session, login)
    assert user is not None
    client = house.app.test_client()
    with client.session_transaction() as cookie:
        cookie["user_id"], cookie["revision"] = user.access.user_id, user.access.session_revision
    return client


def test_no_form_of_any_page_is_taken_without_its_token(funded: House) -> None:
    client = logged_in(funded, "kaemmerei")
    posts = [
        rule
        for rule in funded.app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and "/api/" not in rule.rule
    ]
    assert len(posts) > 30
    for rule in posts:
        path = re.sub(r"<int:[^>]+>", "1", rule.rule)
        path = re.sub(r"<[^>]+>", "x", path)
        answer = client.post(path, data={"reason": "x"})
        assert answer.status_code == 400, (path, answer.status_code)
        assert "abgelaufen" in answer.text


# --- filters and cursors -------------------------------------------------------------------

LISTS = {
    f"/budget/api/v1{ENTER}": ("q", "creditor", "budget_line", "measure_id", "status"),
    "/budget/api/v1/grants": (),
    "/audit/api/v1/entries": ("q", "actor", "subject", "type", "grant_id"),
    f"/reporting/api/v1/grants/{GRANT}/reports": ("type", "status"),
}
METACHARACTERS = [
    "' OR '1'='1",
    "%",
    "_",
    "\\",
    "'; DROP TABLE outbox; --",
    '"',
    "%' --",
    "*",
    "(",
    "NEAR(",
]


@pytest.mark.parametrize("path", LISTS)
def test_metacharacters_in_filters_find_nothing(funded: House, path: str) -> None:
    funded.settle()
    for name in LISTS[path]:
        for value in METACHARACTERS:
            found = funded.call(AUDITOR, "GET", path, query={name: value})
            if found.status == 200:
                assert found.body["items"] == [], (name, value)
            else:
                refused(found, 422)


@pytest.mark.parametrize("path", LISTS)
def test_absurd_limits_and_cursors_are_refused(funded: House, path: str) -> None:
    for limit in ("0", "-1", "501", "1" * 40, "1e3", "abc", "", "1.5"):
        refused(funded.call(AUDITOR, "GET", path, query={"limit": limit}), 422)
    cursors = ["x", "!", "ä", "A" * 100_000, encode_cursor(10**40), encode_cursor("x" * 5_000),
               encode_cursor(-1), encode_cursor(), encode_cursor(1, 2, 3, 4),
               encode_cursor("\ud800"), encode_cursor("a\0b")]  # fmt: skip
    for cursor in cursors:
        found = funded.call(AUDITOR, "GET", path, query={"cursor": cursor})
        assert found.status in (200, 400, 422), (cursor[:50], found.status, found.body)


@pytest.mark.parametrize(
    "path",
    [
        "/budget/api/v1/expenditures/{}",
        "/budget/api/v1/drawdowns/{}",
        "/budget/api/v1/imports/{}",
        "/budget/api/v1/grants/{}",
        "/budget/api/v1/grants/{}/balance",
        "/reporting/api/v1/reports/{}",
        "/reporting/api/v1/grants/{}/figures?period=2026-Q1",
        "/audit/api/v1/entries/{}",
        "/audit/api/v1/checkpoints/{}",
        "/audit/eintraege/{}",
        "/budget/ausgaben/{}",
        "/reporting/berichte/{}",
    ],
)
def test_ids_that_cannot_be_are_not_found(funded: House, path: str) -> None:
    client = logged_in(funded, "pruefung")
    for one in (
        "0",
        "-1",
        "9" * 40,
        "%00",
        "a%00b",
        "..%2f..%2fetc",
        "%ED%A0%80",
        "x" * 3_000,
        "%27--",
    ):
        target = path.format(one)
        if "/api/" in path:
            found = funded.call(AUDITOR, "GET", target).status
        else:
            found = client.get(target).status_code
        assert found in (200, 404) if one == "0" else found in (400, 404, 422), (target[:90], found)
