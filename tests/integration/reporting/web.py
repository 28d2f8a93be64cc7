"""Requests to the running service: bearer tokens for the API, a session for the pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from contracts.events import budget
from contracts.events.snapshots import AccessSnapshot, HeldRole, TokenRecord
from contracts.roles import Role
from services import host
from services.reporting.app import SERVICE
from shared.access import hash_token
from shared.clock import format_instant
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.story import ROLES
from tests.integration.reporting.stream import ROBOT
from tests.one_app import OneApp

API = "/reporting/api/v1"


_APP = OneApp(host.app_of)


def app_of(house: Reporting) -> Flask:
    """The service as a WSGI app."""
    app = _APP.plugged_into(house.ports.settings, {SERVICE.name: house.ports})
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def give_tokens(house: Reporting) -> None:
    """Everybody gets a bearer token: the word `token-` and the user id."""
    expires = format_instant(house.clock.now() + timedelta(days=1))
    roles: dict[str, Role] = {**ROLES, ROBOT: Role.SERVICE_ACCOUNT}
    for user_id, role in roles.items():
        token = TokenRecord(hash_token(f"token-{user_id}"), expires)
        access = AccessSnapshot(user_id, False, 1, (HeldRole(role.value, None),), (token,))
        event = budget.UserAccessChanged(access=access, change="token_issued")
        house.stream.tell(event, f"user/{user_id}", grant_id=None)


def bearer(user_id: str, **more: str) -> dict[str, Any]:
    """Headers of a request by that user."""
    return {"Authorization": f"Bearer token-{user_id}", **more}


def browser(app: Flask, user_id: str) -> FlaskClient:
    """A client with the session of that user."""
    client = app.test_client()
    with client.session_transaction() as session:
        session["user_id"], session["revision"] = user_id, 1
    return client
