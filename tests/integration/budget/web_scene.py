"""The JSON API of budget over a scene, with a token for every role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from contracts.events.snapshots import AccessSnapshot, HeldRole, TokenRecord
from contracts.roles import Role
from services.budget.app import API, ports
from services.budget.store.tables import DIRECTORY
from shared.access import hash_token
from shared.clock import FixedClock
from shared.database import Sessions
from shared.service import ServicePorts
from shared.settings import Settings
from shared.transport import make_transport
from shared.web.app import create_app, install
from shared.web.openapi import rest_api
from tests.integration.budget.scene import (
    ARITHMETICAL,
    FACTUAL,
    HEAD,
    OFFICER,
    PROGRAMME,
    TODAY,
    Scene,
)
from tests.one_app import OneApp

ROLES: Mapping[str, Role] = {
    OFFICER: Role.GRANT_OFFICER,
    FACTUAL: Role.FACTUAL_CERTIFIER,
    ARITHMETICAL: Role.ARITHMETICAL_CERTIFIER,
    HEAD: Role.HEAD_OF_FINANCE,
    PROGRAMME: Role.PROGRAMME_HEAD,
}
PREFIX = "/budget/api/v1"


@dataclass(frozen=True)
class WebScene:
    """Requests of people to the API."""

    client: FlaskClient
    clock: FixedClock
    sessions: Sessions

    def call(
        self, method: str, path: str, body: Any = None, *, actor: str = OFFICER, **more: Any
    ) -> TestResponse:
        """One request; `body` goes as JSON."""
        headers = {"Authorization": f"Bearer {actor}", **more.pop("headers", {})}
        if body is not None:
            more["json"] = body
        return self.client.open(PREFIX + path, method=method, headers=headers, **more)

    def post(self, path: str, body: Any = None, **more: Any) -> TestResponse:
        return self.call("POST", path, body, **more)

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.call("GET", path, **more)


def _app_of(settings: Settings, services: Mapping[str, ServicePorts]) -> Flask:
    app = create_app(settings)
    install(app, services["budget"], [rest_api("budget", "Fördernachweis: Budget", API)])
    return app


_APP = OneApp(_app_of)


def make_web(scene: Scene, folder: Path) -> WebScene:
    """The app on the scene's database; every person's token is the own id."""
    settings = Settings.from_env(
        {
            "DATA_DIR": str(folder),
            "DATABASE_URL": _pattern(scene),
            "DATA_KEY": "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=",
        }
    )
    clock = FixedClock(TODAY)
    budget = ports(settings, clock, make_transport(settings))
    with scene.sessions.write() as session:
        for user_id, role in ROLES.items():
            DIRECTORY.apply(session, _access(user_id, role))
    app = _APP.plugged_into(settings, {"budget": budget})
    return WebScene(app.test_client(), clock, budget.sessions)


def _pattern(scene: Scene) -> str:
    url = scene.sessions.engine.url.render_as_string(hide_password=False)
    if url.startswith("sqlite"):
        return url.replace("budget.db", "{service}.db")
    return f"{url}{'&' if '?' in url else '?'}application_name={{service}}"


def _access(user_id: str, role: Role) -> AccessSnapshot:
    ends = datetime(2030, 1, 1, tzinfo=UTC).isoformat()
    token = TokenRecord(hash_token(user_id), ends)
    return AccessSnapshot(user_id, False, 0, (HeldRole(role.value, None),), (token,))
