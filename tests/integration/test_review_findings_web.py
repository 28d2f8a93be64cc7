"""What a review proved wrong at the edge of the house, each held by a test of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from contracts.events.snapshots import HeldRole
from services.budget.store.user import find_user_by_login
from services.budget.usecases.login import PER_PAIR
from services.budget.usecases.user import set_roles
from shared.occasion import Occasion
from tests.driver import AUDITOR, FINANCE, OFFICER, House

HERE, THERE = "KFW-1", "KFW-2"
BASE = "http://127.0.0.1"
LOG_IN = "/budget/anmelden"


@pytest.fixture(scope="module")
def house(
    prepared_house: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """Two grants, each with something to report about."""
    template, tokens = prepared_house
    house = House(template, tmp_path_factory.mktemp("findings"), tokens)
    for grant_id in (HERE, THERE):
        house.award(grant_id, "B", date(2026, 1, 1), date(2027, 12, 31)).expect(201)
        house.plan(grant_id, {"Beratung": 50_000_000})
        house.enter(grant_id).expect(201)
    house.settle()
    yield house
    house.close()


@pytest.fixture(scope="module")
def passwords(prepared_house: tuple[Path, dict[str, str]]) -> dict[str, str]:
    lines = (prepared_house[0] / "zugangsdaten.txt").read_text("utf-8").splitlines()
    pairs = [line.split() for line in lines]
    return {one[0]: one[1] for one in pairs if len(one) >= 2}


def get(browser: FlaskClient, path: str) -> TestResponse:
    return browser.get(path, base_url=BASE)


def submit(browser: FlaskClient, page: str, action: str, **fields: str) -> TestResponse:
    """A form sent as a browser sends it, with the token of its page."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', get(browser, page).text)
    assert found is not None
    return browser.post(action, data={"csrf_token": found[1], **fields}, base_url=BASE)


def log_in(house: House, login: str, password: str) -> FlaskClient:
    browser = house.app.test_client()
    assert submit(browser, LOG_IN, LOG_IN, login=login, password=password).status_code == 303
    return browser


# --- a key answers one request only ----------------------------------------------------------


def file_document(house: House, path: str, key: str, content: bytes, kind: str = "voucher"):
    files = {"kind": kind, "file": (BytesIO(content), "beleg.pdf", "application/pdf")}
    return house.budget(OFFICER, "POST", path, files=files, headers={"Idempotency-Key": key})


def test_a_key_is_for_one_file_and_its_fields(house: House) -> None:
    row = house.enter(HERE).expect(201).body["expenditure_id"]
    path = f"/expenditures/{row}/documents"
    first = file_document(house, path, "a", b"%PDF-1.4 eins").expect(201)
    again = file_document(house, path, "a", b"%PDF-1.4 eins").expect(201)
    assert again.body == first.body and again.headers["Idempotency-Replayed"] == "true"
    for other in (
        file_document(house, path, "a", b"%PDF-1.4 zwei"),
        file_document(house, path, "a", b"%PDF-1.4 eins", kind="contract"),
    ):
        assert other.status == 422
        assert [one["code"] for one in other.body["violations"]] == ["idempotency_key_reused"]
    second = file_document(house, path, "b", b"%PDF-1.4 zwei").expect(201)
    assert second.body["sha256"] != first.body["sha256"]


# --- a role for one grant ends at that grant -------------------------------------------------


@pytest.fixture
def head_of_one(house: House) -> Iterator[None]:
    """The head of finance holds the role for one grant only."""
    _set_role(house, HERE)
    yield
    _set_role(house, None)


def _set_role(house: House, grant_id: str | None) -> None:
    with house.ports("budget").sessions.write() as session:
        user = find_user_by_login(session, FINANCE)
        assert user is not None
        roles = [HeldRole("head_of_finance", grant_id)]
        set_roles(session, user.user_id, roles, by=Occasion("system", house.clock.now()))
    house.settle()


def test_a_run_drafts_and_tells_only_what_the_caller_is_responsible_for(
    house: House, passwords: dict[str, str], head_of_one: None
) -> None:
    def run(user: str) -> set[str]:
        answer = house.call(user, "POST", "/reporting/api/v1/runs", {"as_of": "2026-08-03"})
        return {one["grant_id"] for one in answer.expect(200).body["items"]}

    def reports(grant_id: str) -> int:
        path = f"/reporting/api/v1/grants/{grant_id}/reports"
        return len(house.call(AUDITOR, "GET", path).expect(200).body["items"])

    browser = log_in(house, FINANCE, passwords[FINANCE])
    page = f"/reporting/zuwendungen/{HERE}"
    assert submit(browser, page, f"{page}/lauf").status_code == 303
    assert run(FINANCE) == {HERE}
    assert reports(HERE) > 0 and reports(THERE) == 0
    assert run("zeitplan") == {HERE, THERE}
    assert run(FINANCE) == {HERE}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/base-rates", {"valid_from": "2026-07-01", "rate_bp": 127, "source": "Bundesbank"}),
        (
            "/annual-accounts",
            {"budget_year": 2024, "resolved_on": "2025-06-01", "reference": "Drucksache 12"},
        ),
        ("/annual-accounts/2024/confirmation", {}),
    ],
)
def test_what_counts_for_all_grants_needs_a_role_for_all_grants(
    house: House, head_of_one: None, path: str, body: dict[str, object]
) -> None:
    refused = house.budget(FINANCE, "POST", path, body).expect(403)
    assert [one["code"] for one in refused.body["violations"]] == ["role_missing"]


# --- sessions and log-ins --------------------------------------------------------------------


def test_after_logging_out_a_kept_cookie_answers_no_more(
    house: House, passwords: dict[str, str]
) -> None:
    browser = log_in(house, AUDITOR, passwords[AUDITOR])
    kept = browser.get_cookie("sitzung", domain="127.0.0.1")
    assert kept is not None
    thief = house.app.test_client()
    thief.set_cookie("sitzung", kept.value, domain="127.0.0.1")
    assert get(thief, "/budget/konto").status_code == 200
    assert submit(browser, "/budget/konto", "/budget/abmelden").status_code == 303
    assert "auch auf allen anderen Geräten" in get(browser, LOG_IN).text
    thief.set_cookie("sitzung", kept.value, domain="127.0.0.1")
    assert get(thief, "/budget/konto").status_code == 303
    house.settle()
    thief.set_cookie("sitzung", kept.value, domain="127.0.0.1")
    assert get(thief, "/audit/").status_code == 303


def test_guessing_fills_no_log_and_shuts_out_nobody_elsewhere(
    house: House, passwords: dict[str, str]
) -> None:
    browser = house.app.test_client()
    for number in range(PER_PAIR + 7):
        answer = submit(browser, LOG_IN, LOG_IN, login=OFFICER, password="falsch")
        assert answer.status_code == (401 if number < PER_PAIR else 429)
    failed = [one["payload"]["cause"] for one in house.trail(outcome="failed")]
    assert failed == ["wrong_password"] * PER_PAIR + ["throttled"]
    office = house.app.test_client()
    office.environ_base["REMOTE_ADDR"] = "10.1.2.3"
    fields = {"login": OFFICER, "password": passwords[OFFICER]}
    assert submit(office, LOG_IN, LOG_IN, **fields).status_code == 303


# --- no names in a log that is for ever ------------------------------------------------------


def test_what_somebody_searched_the_trail_for_is_not_kept(house: House) -> None:
    for path in (
        "entries?q=Erika+Mustermann",
        "entries?actor=Mustermann&subject=Frau+Mustermann",
        "history/Erika%20Mustermann%20IBAN",
        f"history/grant/{HERE}",
    ):
        house.call(AUDITOR, "GET", f"/audit/api/v1/{path}").expect(200)
    read = house.trail(type="funding.audit.trail.read.v1")
    found = [one["payload"]["filters"] for one in read]
    assert [one for one in found if "type" not in one and "outcome" not in one] == [
        {"q": "2 Wörter"},
        {"actor": "1 Wort", "subject": "2 Wörter"},
        {"history": "3 Wörter"},
        {"history": f"grant/{HERE}"},
    ]
    assert "Mustermann" not in str(house.trail())


@pytest.mark.parametrize(
    ("login", "page"),
    [
        (OFFICER, "/budget/zuwendungen/KFW-1/plan/fassungen/neu"),
        (OFFICER, "/budget/ausgaben/{row}/storno"),
        ("sachlich", "/budget/ausgaben/{row}"),
    ],
)
def test_a_field_whose_text_stays_readable_asks_for_no_names(
    house: House, passwords: dict[str, str], login: str, page: str
) -> None:
    row = house.enter(HERE).expect(201).body["expenditure_id"]
    browser = house.app.test_client()
    browser.environ_base["REMOTE_ADDR"] = "10.1.2.4"
    fields = {"login": login, "password": passwords[login]}
    assert submit(browser, LOG_IN, LOG_IN, **fields).status_code == 303
    assert "keine Namen von Personen" in get(browser, page.format(row=row)).text


def test_an_unknown_amendment_is_named_so(house: House) -> None:
    answer = house.budget(FINANCE, "POST", "/amendments/gibt-es-nicht/confirmation")
    assert answer.status == 404
    assert [one["code"] for one in answer.body["violations"]] == ["amendment_unknown"]
