"""The first start as a newcomer meets it: a process, its output, its pages."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import pytest

ROOT = Path(__file__).parents[2]
ADDRESS = re.compile(r"läuft auf (http://127\.0\.0\.1:\d+)/")
USER = re.compile(r"^(\w+) +(\S{16}) +\S", re.MULTILINE)


@dataclass
class Started:
    """A running house and everything it printed before it listened."""

    address: str
    output: str
    stopped_after_s: float = 0.0

    @property
    def passwords(self) -> dict[str, str]:
        return dict(USER.findall(self.output))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(data_dir: Path, **more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "DATA_DIR": str(data_dir), "PYTHONUNBUFFERED": "1", **more}


@contextmanager
def start(data_dir: Path, **more: str) -> Iterator[Started]:
    """`python -m services all` until it answers; ended by SIGTERM."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "services", "all"],
        cwd=ROOT,
        env=environment(data_dir, PORT=str(port), **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    house = Started("", "")
    try:
        lines: list[str] = []
        for line in process.stdout:
            lines.append(line)
            if ADDRESS.search(line):
                break
        output = "".join(lines)
        found = ADDRESS.search(output)
        assert found, output
        await_answer(found[1])
        house = Started(found[1], output)
        yield house
    finally:
        asked = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        house.stopped_after_s = time.monotonic() - asked
        process.stdout.close()


def await_answer(address: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            assert time.monotonic() < deadline
            time.sleep(0.1)


def logged_in(house: Started, login: str, password: str) -> urllib.request.OpenerDirector:
    """A browser with the session cookie of this user."""
    jar = urllib.request.HTTPCookieProcessor(CookieJar())
    browser = urllib.request.build_opener(jar)
    place = f"{house.address}/budget/anmelden"
    form = read(browser, place)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', form)
    assert token, form
    fields = {"login": login, "password": password, "csrf_token": token[1]}
    with browser.open(place, urlencode(fields).encode(), timeout=30) as answer:
        assert "anmelden" not in answer.geturl()
    return browser


def read(browser: urllib.request.OpenerDirector, address: str) -> str:
    with browser.open(address, timeout=30) as answer:
        text: str = answer.read().decode()
    return text


@pytest.mark.timeout(600)
def test_first_start_prints_passwords_once_and_every_role_sees_its_pages(tmp_path: Path) -> None:
    with start(tmp_path) as house:
        assert len(house.passwords) == 10
        assert f"{house.address}/budget/anmelden" in house.output
        secret = tmp_path / "zugangsdaten.txt"
        assert secret.stat().st_mode & 0o077 == 0
        for login, page, expected in (
            ("sachbearbeitung", "/budget/zuwendungen/BEISPIEL-B", "Wo steht das Geld heute?"),
            ("sachlich", "/budget/arbeitsliste", "Wartet auf meine sachliche Feststellung"),
            ("kaemmerei", "/reporting/zuwendungen/BEISPIEL-B", "Quartalsbericht"),
            ("pruefung", "/audit/", "Einträge"),
            ("ausschuss", "/reporting/", "freigegeben"),
            ("administration", "/budget/benutzer", "sachbearbeitung"),
        ):
            browser = logged_in(house, login, house.passwords[login])
            assert expected in read(browser, house.address + page), login
    with start(tmp_path) as again:
        assert again.passwords == {}
        assert "Zum Einlesen" not in again.output
    assert again.stopped_after_s < 2


@pytest.mark.timeout(300)
def test_without_sample_data_the_users_are_there_and_nothing_else(tmp_path: Path) -> None:
    with start(tmp_path, SAMPLE_DATA="0") as house:
        assert len(house.passwords) == 10
        assert "Zum Einlesen" not in house.output
        browser = logged_in(house, "sachbearbeitung", house.passwords["sachbearbeitung"])
        assert "BEISPIEL" not in read(browser, f"{house.address}/budget/")
    told = sample(tmp_path)
    assert "Beispieldaten eingespielt: 2 Zuwendungen" in told
    assert house.passwords["sachbearbeitung"] not in told
    assert "Es gibt schon eine Zuwendung" in sample(tmp_path)


def sample(data_dir: Path) -> str:
    """What `python -m services sample` answers."""
    return subprocess.run(
        [sys.executable, "-m", "services", "sample"],
        cwd=ROOT,
        env=environment(data_dir, SAMPLE_DATA="0"),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
