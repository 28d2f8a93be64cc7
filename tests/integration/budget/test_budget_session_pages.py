"""Log-in, log-out, invitation, own account and user administration in the browser's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from contracts.events.snapshots import HeldRole
from services.budget.app import SERVICE
from services.budget.store.user import find_user_by_login
from services.budget.usecases.invitation import accept_invitation, invite_user
from services.budget.usecases.login import PER_PAIR
from services.budget.usecases.user import lock_user
from shared.clock import FixedClock
from shared.occasion import Occasion
from shared.service import ServicePorts
from shared.settings import Settings
from shared.transport import make_transport
from shared.web.app import create_app, install
from tests.integration.budget.scene import TODAY
from tests.migrated import migrated

PASSWORD = "zwölf Zeichen sind genug"
BY = Occasion("system", TODAY)


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[ServicePorts]:
    settings = Settings.from_env({"DATA_DIR": str(tmp_path)})
    migrated(settings.database_url_for("budget"), SERVICE.migrations)
    ports = SERVICE.ports(settings, FixedClock(TODAY), make_transport(settings))
    for login, role in (("chefin", "functional_admin"), ("eva", "auditor")):
        with ports.sessions.write() as session:
            link = invite_user(session, login.title(), [HeldRole(role, None)], by=BY)
            accept_invitation(session, link.token, login, PASSWORD, by=BY)
    yield ports
    ports.sessions.close()
    ports.transport.close()


@pytest.fixture
def app(ports: ServicePorts) -> Flask:
    app = create_app(ports.settings)
    install(app, ports, SERVICE.blueprints(ports))
    return app


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    return app.test_client()


def submit(browser: FlaskClient, page: str, action: str, **fields: str | list[str]) -> TestResponse:
    """Sends a form as a browser would: with the token of the page it stands on."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', browser.get(page).get_data(True))
    assert found is not None
    return browser.post(action, data={"csrf_token": found[1], **fields})


def log_in(browser: FlaskClient, login: str, password: str = PASSWORD, **more: str) -> TestResponse:
    page = "/budget/anmelden"
    return submit(browser, page, page, login=login, password=password, **more)


def user_id(ports: ServicePorts, login: str) -> str:
    with ports.sessions.read() as session:
        user = find_user_by_login(session, login)
    assert user is not None
    return user.user_id


def test_a_page_asks_for_the_log_in_and_leads_back(browser: FlaskClient) -> None:
    asked = browser.get("/budget/konto")
    assert asked.status_code == 303
    assert asked.headers["Location"].endswith("/anmelden?next=/budget/konto")
    assert log_in(browser, "eva", next="/budget/konto").headers["Location"] == "/budget/konto"
    assert "Rechnungsprüfung" in browser.get("/budget/konto").get_data(True)


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil", "x"])
def test_the_log_in_leads_nowhere_else(browser: FlaskClient, target: str) -> None:
    assert log_in(browser, "eva", next=target).headers["Location"] == "/budget/"


def test_the_cookie_is_for_this_site_and_no_script(browser: FlaskClient) -> None:
    cookie = log_in(browser, "eva").headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie


def test_a_wrong_password_says_no_more_than_that(browser: FlaskClient) -> None:
    wrong, unknown = log_in(browser, "eva", "falsch"), log_in(browser, "nie<mand", "falsch")
    assert wrong.status_code == unknown.status_code == 401
    assert "Anmeldename oder Passwort stimmen nicht." in wrong.get_data(True)
    assert "nie&lt;mand" in unknown.get_data(True)


def test_too_many_attempts_are_told_to_wait(browser: FlaskClient) -> None:
    for _ in range(PER_PAIR):
        log_in(browser, "eva", "falsch")
    answer = log_in(browser, "eva")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")


def test_a_form_without_its_token_is_refused(browser: FlaskClient) -> None:
    answer = browser.post("/budget/anmelden", data={"login": "eva", "password": PASSWORD})
    assert answer.status_code == 400


def test_logging_out_ends_the_session(browser: FlaskClient) -> None:
    log_in(browser, "eva")
    assert submit(browser, "/budget/konto", "/budget/abmelden").status_code == 303
    assert browser.get("/budget/konto").status_code == 303


def test_a_lock_ends_a_session_under_way(browser: FlaskClient, ports: ServicePorts) -> None:
    log_in(browser, "eva")
    with ports.sessions.write() as session:
        lock_user(session, user_id(ports, "eva"), by=BY)
    assert browser.get("/budget/konto").status_code == 303


def test_the_own_password_is_changed_and_this_session_goes_on(app: Flask) -> None:
    here, there = app.test_client(), app.test_client()
    log_in(here, "eva")
    log_in(there, "eva")
    page, new = "/budget/konto", PASSWORD + "!"
    fields = {"old_password": PASSWORD, "password": new}
    different = submit(here, page, "/budget/konto/passwort", **fields, repeated="anders")
    assert different.status_code == 422
    changed = submit(here, page, "/budget/konto/passwort", **fields, repeated=new)
    assert changed.status_code == 303
    assert here.get(page).status_code == 200
    assert there.get(page).status_code == 303


def test_an_invited_person_joins_by_the_link_shown_once(app: Flask) -> None:
    chief, guest = app.test_client(), app.test_client()
    log_in(chief, "chefin")
    page = "/budget/benutzer/einladen"
    answer = submit(chief, page, page, display_name="Max <b>", role="committee", grant_id="")
    link = re.search(r"/budget/einladung/[\w-]+", answer.get_data(True))
    assert link is not None
    assert "Max &lt;b&gt;" in guest.get(link[0]).get_data(True)
    fields = {"login": "max", "password": PASSWORD, "repeated": PASSWORD}
    short = submit(guest, link[0], link[0], **fields | {"password": "kurz", "repeated": "kurz"})
    assert short.status_code == 422
    assert submit(guest, link[0], link[0], **fields).status_code == 303
    assert guest.get(link[0]).status_code == 404
    assert log_in(guest, "max").status_code == 303


def test_the_administration_sets_roles_locks_and_revokes(
    browser: FlaskClient, ports: ServicePorts
) -> None:
    log_in(browser, "chefin")
    page = f"/budget/benutzer/{user_id(ports, 'eva')}"
    assert "Eva" in browser.get("/budget/benutzer").get_data(True)
    kept = submit(browser, page, f"{page}/rollen", kept=["auditor|"], role="committee", grant_id="")
    assert kept.status_code == 303
    assert "Ausschuss (alle Zuwendungen)" in browser.get(page).get_data(True)
    invented = submit(browser, page, f"{page}/rollen", kept=["king|"])
    assert invented.status_code == 422
    for wrong in ("morgen", "31.06.2099", "01.01.2020"):
        refused = submit(browser, page, f"{page}/rollen", role="committee", until=wrong)
        assert refused.status_code == 422, wrong
    ended = submit(browser, page, f"{page}/rollen", kept=["committee||2020-02-30"])
    assert ended.status_code == 422
    submit(browser, page, f"{page}/rollen", role="committee", until="31.12.2099")
    assert "Ausschuss (alle Zuwendungen, bis 31.12.2099)" in browser.get(page).get_data(True)
    submit(browser, page, f"{page}/rollen", kept=["committee||2099-12-31"])
    assert "Ausschuss (alle Zuwendungen, bis 31.12.2099)" in browser.get(page).get_data(True)
    for action in ("sperren", "entsperren", "zugriffstoken-beenden", "sitzungen-beenden"):
        assert submit(browser, page, f"{page}/{action}").status_code == 303
    assert "/budget/einladung/" in submit(browser, page, f"{page}/neuer-link").get_data(True)
    own = f"/budget/benutzer/{user_id(ports, 'chefin')}"
    assert submit(browser, own, f"{own}/sperren").status_code == 409


def test_the_users_page_names_auditors_without_a_last_day(
    browser: FlaskClient, ports: ServicePorts
) -> None:
    log_in(browser, "chefin")
    page = f"/budget/benutzer/{user_id(ports, 'eva')}"
    finding = "Rechnungsprüfung ohne letzten Tag"
    named = "Eva</a>: Rechnungsprüfung (alle Zuwendungen)"
    before = browser.get("/budget/benutzer").get_data(True)
    assert finding in before and named in before
    submit(browser, page, f"{page}/rollen", role="auditor", until="31.12.2099")
    assert finding not in browser.get("/budget/benutzer").get_data(True)
    submit(browser, page, f"{page}/rollen", role="auditor")
    assert finding in browser.get("/budget/benutzer").get_data(True)
    submit(browser, page, f"{page}/sperren")
    assert finding not in browser.get("/budget/benutzer").get_data(True)


def test_others_administer_nobody(browser: FlaskClient, ports: ServicePorts) -> None:
    log_in(browser, "eva")
    assert browser.get("/budget/benutzer").status_code == 403
    assert browser.get(f"/budget/benutzer/{user_id(ports, 'chefin')}").status_code == 403


def test_who_administers_one_grant_administers_no_accounts(
    browser: FlaskClient, ports: ServicePorts
) -> None:
    with ports.sessions.write() as session:
        roles = [HeldRole("functional_admin", None)]
        link = invite_user(session, "Teil", roles, by=BY)
        accept_invitation(session, link.token, "teil", PASSWORD, by=BY)
        user = find_user_by_login(session, "teil")
        assert user is not None
        from dataclasses import replace

        only = (HeldRole("functional_admin", "G1"),)
        ports.directory.apply(session, replace(user.access, roles=only))
    log_in(browser, "teil")
    assert browser.get("/budget/benutzer").status_code == 403
