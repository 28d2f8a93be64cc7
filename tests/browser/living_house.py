"""The assembled house on a free loopback port, with sample users, for a browser to visit."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import TestResponse

from services.budget.usecases.sample_users import SAMPLE_USERS, create_sample_users
from services.host import House, build, migrate_all
from shared.clock import FixedClock
from shared.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAMES = ("budget", "reporting", "audit")
NOW = datetime(2026, 8, 3, 10, tzinfo=UTC)
"""When everything here happens: what is shown must not change with the day of the test."""
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class LivingHouse:
    """Where it is and who may enter; `act` does by form what a test does not want to click."""

    url: str
    house: House
    app: Flask
    passwords: dict[str, str]
    _clients: dict[str, FlaskClient] = field(default_factory=dict)

    def log_in(self, page: Page, user: str) -> None:
        """Through the log-in page, as anybody would."""
        page.goto(f"{self.url}/anmelden")
        page.fill("#login", user)
        page.fill("#password", self.passwords[user])
        page.get_by_role("button", name="Anmelden").click()
        page.wait_for_url(lambda url: "anmelden" not in url)

    def act(self, user: str, path: str, **fields: object) -> str:
        """Sends a form as `user` and returns the address it leads to; fails on a refusal."""
        answer = self.send(user, path, **fields)
        assert answer.status_code == 303, f"{path}: {answer.status_code}\n{words(answer.text)}"
        return answer.headers["Location"]

    def send(self, user: str, path: str, **fields: object) -> TestResponse:
        """Sends a form as `user`, whatever comes of it."""
        client = self.client(user)
        token = self.token(client, "/budget/konto")
        return client.post(path, data={"csrf_token": token, **fields})

    def token(self, client: FlaskClient, path: str) -> str:
        """The CSRF token of a page with a form."""
        return _csrf(client.get(path).text)

    def settle(self) -> None:
        """Everything published is heard by everybody."""
        self.house.pump().settle()

    def client(self, user: str) -> FlaskClient:
        if user not in self._clients:
            client = self.app.test_client()
            token = self.token(client, "/budget/anmelden")
            sent = {"csrf_token": token, "login": user, "password": self.passwords[user]}
            assert client.post("/budget/anmelden", data=sent).status_code == 303
            self._clients[user] = client
        return self._clients[user]


@contextmanager
def living_house(data_dir: Path, port: int = 0) -> Iterator[LivingHouse]:
    """Migrated, peopled, served; everything stops at the end."""
    settings = Settings.from_env({"DATA_DIR": str(data_dir), "SAMPLE_DATA": "0"})
    migrate_all(settings, NAMES)
    house = build(settings, NAMES, FixedClock(NOW))
    passwords = _people(house, data_dir)
    app = house.app()
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield LivingHouse(f"http://127.0.0.1:{server.server_port}", house, app, passwords)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        house.close()


class _Quiet(WSGIRequestHandler):
    """A failing test shows its own words, not every style sheet that was fetched."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


def _people(house: House, data_dir: Path) -> dict[str, str]:
    budget = house.ports["budget"]
    with budget.sessions.write() as session:
        made = create_sample_users(
            session, data_dir / "zugangsdaten.txt", by=budget.occasion("setup")
        )
    house.pump().settle()
    assert len(made) == len(SAMPLE_USERS)
    return {one.login: one.password for one in made}


def _csrf(html: str) -> str:
    found = _TOKEN.search(html)
    assert found, html[:500]
    return found[1]


def words(html: str) -> str:
    """The text of the main part."""
    main = html.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())
