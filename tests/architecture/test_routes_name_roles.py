"""Every route of the assembled house says who may use it, or why everybody may."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from contracts.roles import Role
from services.host import SERVICES, build, migrate_all
from shared.settings import Settings
from shared.web.access import AccessRule

PUBLIC = {
    "/reporting/berichte/pruefen.pyz",
    "/",
    "/anmelden",
    "/barrierefreiheit",
    "/healthz",
    "/readyz",
    "/metrics",
    "/budget/anmelden",
    "/budget/sitzung",
    "/budget/einladung/<token>",
    "/budget/kalender/<token>.ics",
}
"""Pages without a log-in. A new one is to be added here on purpose."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    settings = Settings.from_env({"DATA_DIR": str(tmp_path_factory.mktemp("house"))})
    migrate_all(settings, list(SERVICES))
    house = build(settings, list(SERVICES))
    app = house.app()
    # Without the token of a form a page says 400 before any guard is asked: that shows nothing.
    app.config["WTF_CSRF_ENABLED"] = False
    yield app
    house.close()


def _routes(app: Flask) -> list[Rule]:
    """All but style sheets and fonts: files of the program itself."""
    return [rule for rule in app.url_map.iter_rules() if not rule.endpoint.endswith(".static")]


def _access(app: Flask, rule: Rule) -> AccessRule | None:
    return getattr(app.view_functions[rule.endpoint], "access_rule", None)


def test_every_route_names_its_roles(app: Flask) -> None:
    unguarded = [f"{rule.methods} {rule}" for rule in _routes(app) if not _access(app, rule)]
    assert not unguarded, "\n".join(unguarded)


def test_a_guard_names_roles_or_a_reason(app: Flask) -> None:
    for rule in _routes(app):
        access = _access(app, rule)
        assert access is not None, str(rule)
        assert access.roles or access.public, str(rule)
        assert all(isinstance(role, Role) for role in access.roles), str(rule)


def test_pages_without_a_log_in_are_few_and_known(app: Flask) -> None:
    rules = {str(rule): _access(app, rule) for rule in _routes(app)}
    public = {path for path, access in rules.items() if access is None or not access.roles}
    pages = {one for one in public if "/api/" not in one and not one.startswith("/audit/log/")}
    assert pages <= PUBLIC, pages - PUBLIC


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
def test_a_stranger_sees_and_changes_nothing(app: Flask, method: str) -> None:
    """Every route with a role asks a stranger for the log-in, before anything else."""
    client = app.test_client()
    for rule in _routes(app):
        access = _access(app, rule)
        if method not in (rule.methods or ()) or access is None or access.public:
            continue
        path = app.url_map.bind("localhost").build(
            rule.endpoint, {name: _value(name) for name in rule.arguments}, method=method
        )
        answer = client.open(path, method=method)
        assert answer.status_code in (303, 401), f"{method} {rule}: {answer.status_code}"
        if answer.status_code == 303:
            assert "/anmelden" in answer.headers["Location"], f"{method} {rule}"


def _value(name: str) -> object:
    return {"version": 1, "sequence": 1, "tree_size": 1, "format": "pdf"}.get(name, "x")
