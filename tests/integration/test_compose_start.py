"""What each application container is given is enough for what it starts, and says so if not."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from werkzeug.test import Client

from services import host
from services.audit.domain.note import Signer
from shared.settings import Settings, SettingsError
from tests.components.availability import ROOT
from tests.integration.test_compose import CONTAINERS

STARTED = sorted(
    name
    for name, one in CONTAINERS.items()
    if one.get("command") and one["command"][-1] in ("web", "pump")
)
EXAMPLE = dict(
    line.split("=", 1)
    for line in (ROOT / ".env.example").read_text("utf-8").splitlines()
    if "=" in line and not line.startswith("#")
)
KEY = base64.b64encode(b"k" * 32).decode()


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Empty databases of the three services."""
    folder = tmp_path_factory.mktemp("compose")
    host.migrate_all(Settings.from_env({"DATA_DIR": str(folder)}), tuple(host.SERVICES))
    return folder


def environment_of(name: str, folder: Path) -> dict[str, str]:
    """The environment of one container, its secrets as files, its database a file."""
    container = CONTAINERS[name]
    values = {
        "database_url": f"sqlite:///{folder}/{{service}}.db",
        "secret_key": "s" * 40,
        "data_key": KEY,
        "log_key": KEY,
    }
    given = [one if isinstance(one, str) else one["target"] for one in container["secrets"]]
    for secret in given:
        (folder / secret).write_text(values[secret], "utf-8")
    return {
        variable: _resolved(str(value), folder)
        for variable, value in container["environment"].items()
        if not str(value).startswith("/run/secrets/") or Path(value).name in given
    } | {"DATA_DIR": str(folder), "DOCUMENTS_DIR": str(folder / "documents")}


def _resolved(value: str, folder: Path) -> str:
    value = value.replace("/run/secrets", str(folder))
    return re.sub(r"\$\{(\w+):([?-])([^}]*)\}", _variable, value)


def _variable(found: re.Match[str]) -> str:
    name, kind, rest = found.groups()
    return EXAMPLE.get(name) or ("" if kind == "?" else rest)


def test_all_six_processes_are_looked_at() -> None:
    assert [
        f"{service}-{part}" for service in sorted(host.SERVICES) for part in ("pump", "web")
    ] == STARTED


@pytest.mark.parametrize("name", STARTED)
def test_a_container_starts_with_what_it_is_given(name: str, migrated: Path) -> None:
    service, part = CONTAINERS[name]["command"]
    needs = host.SERVICES[service].pump_needs if part == "pump" else ()
    settings = Settings.from_env(environment_of(name, migrated), also=needs)
    assert settings.production
    house = host.build(settings, [service])
    try:
        if part == "pump":
            assert host.SERVICES[service].workers(house.ports[service])
        else:
            _demand_answers(house, settings)
    finally:
        house.close()


def _demand_answers(house: host.House, settings: Settings) -> None:
    client = Client(house.app())
    told = client.get("/healthz", base_url=f"https://{settings.allowed_hosts[0]}")
    assert told.status_code == 200
    cookie = client.get("/budget/anmelden", base_url=f"https://{settings.allowed_hosts[0]}")
    for one in cookie.headers.getlist("Set-Cookie"):
        assert one.startswith("__Host-sitzung=")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(one.split("; "))
        assert "Domain" not in one
    if house.ports.keys() == {"budget"}:
        assert cookie.headers.getlist("Set-Cookie")
    strange = client.get("/healthz", base_url="https://anderswo.example")
    assert strange.status_code == 400


def test_pages_of_the_log_need_no_key_that_signs(tmp_path: Path) -> None:
    host.migrate_all(Settings.from_env({"DATA_DIR": str(tmp_path)}), ["audit"])
    house = host.build(Settings.from_env(environment_of("audit-web", tmp_path)), ["audit"])
    place = {"path": "/audit/api/v1/log-key", "base_url": f"https://{EXAMPLE['PUBLIC_HOST']}"}
    try:
        with pytest.raises(SettingsError, match="LOG_KEY"):
            house.pump()
        client = Client(house.app())
        early = client.get(**place)
        assert (early.status_code, early.json["violations"][0]["code"]) == (404, "log_not_begun")
        pump = Settings.from_env(environment_of("audit-pump", tmp_path))
        host.build(pump, ["audit"]).close()
        key = Signer(pump.log_origin, pump.log_key).verifier().text()
        assert client.get(**place).text == f"{key}\n"
    finally:
        house.close()


@pytest.mark.parametrize("name", ["audit-pump", "audit-web"])
def test_the_command_names_everything_that_is_missing_and_ends_with_1(
    name: str, migrated: Path
) -> None:
    ended = started(name, {"HOST": "0.0.0.0", "DATA_DIR": str(migrated)})
    assert ended.returncode == 1
    for setting in ("DATABASE_URL", "SECRET_KEY", "DATA_KEY", "LOG_ORIGIN", "ALLOWED_HOSTS"):
        assert setting in ended.stderr
    assert ("LOG_KEY" in ended.stderr) == (name == "audit-pump")
    assert "Traceback" not in ended.stderr


def test_a_pump_without_the_key_that_signs_ends_with_1(migrated: Path) -> None:
    environment = environment_of("audit-web", migrated)
    ended = started("audit-pump", environment)
    assert ended.returncode == 1
    assert "fehlen: LOG_KEY" in ended.stderr


def test_there_is_no_sample_in_production(migrated: Path) -> None:
    ended = started("", environment_of("budget-web", migrated), "sample")
    assert ended.returncode == 1
    assert "Probebetrieb" in ended.stderr


def started(
    name: str, environment: Mapping[str, str], *command: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "services", *(command or CONTAINERS[name]["command"])],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
