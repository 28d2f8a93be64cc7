"""docker-compose.yml is accepted by docker-compose and keeps its promises about safety."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.components.availability import ROOT, Probe, command, missing_commands, require

COMPOSE = Probe(
    "docker-compose",
    lambda: missing_commands("docker-compose"),
    "Debian: apt-get install docker-compose",
)
OPENSSL = Probe("openssl", lambda: missing_commands("openssl"), "Debian: apt-get install openssl")
SECRET_NAME = re.compile(r"PASSWORD|SECRET|TOKEN|_KEY|DATABASE_URL")
SERVICES = ("budget", "reporting", "audit")
BROKERS = ("kafka-1", "kafka-2", "kafka-3")

# `<<` is resolved by the loader, so this is the file as written, with its variables
FILE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
CONTAINERS: dict[str, dict[str, Any]] = FILE["services"]
LONG_RUNNING = sorted(name for name, one in CONTAINERS.items() if one["restart"] != "no")


def _config(text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    file = folder / "docker-compose.yml"
    file.write_text(text, "utf-8")
    environment = ("--env-file", str(ROOT / ".env.example"))
    return subprocess.run(
        [str(command("docker-compose")), *environment, "-f", str(file), "config", "-q"],
        capture_output=True,
        text=True,
        check=False,
    )


def test_docker_compose_accepts_the_file(tmp_path: Path) -> None:
    require(COMPOSE)
    answer = _config((ROOT / "docker-compose.yml").read_text("utf-8"), tmp_path)
    assert answer.returncode == 0, answer.stderr


def test_docker_compose_would_refuse_a_misspelt_key(tmp_path: Path) -> None:
    require(COMPOSE)
    text = (ROOT / "docker-compose.yml").read_text("utf-8").replace("retries:", "retires:")
    assert _config(text, tmp_path).returncode != 0


@pytest.mark.parametrize("name", sorted(CONTAINERS))
def test_every_container_is_hardened(name: str) -> None:
    container = CONTAINERS[name]
    assert container["read_only"] is True
    assert container["cap_drop"] == ["ALL"]
    assert container["security_opt"] == ["no-new-privileges:true"]
    user, _, group = container["user"].partition(":")
    assert int(user) > 0 and int(group) > 0
    assert "privileged" not in container


@pytest.mark.parametrize("name", LONG_RUNNING)
def test_every_long_running_container_says_whether_it_is_well(name: str) -> None:
    assert CONTAINERS[name]["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}


@pytest.mark.parametrize("name", sorted(CONTAINERS))
def test_secrets_come_from_files_only(name: str) -> None:
    environment: dict[str, str] = CONTAINERS[name].get("environment", {})
    for variable, value in environment.items():
        if SECRET_NAME.search(variable):
            assert variable.endswith("_FILE"), variable
            assert value.startswith("/run/secrets/"), variable
    assert not re.search(r"://[^/\s]*:[^/\s]*@", str(environment))


def test_no_secret_is_in_the_repository() -> None:
    assert "/secrets/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert all(one["file"].startswith("./secrets/") for one in FILE["secrets"].values())


def test_only_the_owner_migrates_and_only_the_pump_of_the_log_holds_its_key() -> None:
    def holders(secret: str) -> set[str]:
        return {name for name, one in CONTAINERS.items() if secret in _secrets(one)}

    for service in SERVICES:
        assert holders(f"{service}_owner_url") == {f"{service}-migrate"}
        assert holders(f"{service}_runtime_url") == {f"{service}-web", f"{service}-pump"}
    assert holders("log_key") == {"audit-pump"}
    assert holders("postgres_password") == {"postgres"}


def test_only_the_proxy_is_reachable_from_outside() -> None:
    assert [name for name, one in CONTAINERS.items() if "ports" in one] == ["proxy"]
    assert FILE["networks"]["inside"] == {"internal": True}
    on_front = {name for name, one in CONTAINERS.items() if "front" in one["networks"]}
    assert on_front == {"proxy", *(f"{service}-web" for service in SERVICES)}


@pytest.mark.parametrize("name", BROKERS)
def test_brokers_lose_nothing_when_one_dies(name: str) -> None:
    settings = CONTAINERS[name]["environment"]
    assert settings["KAFKA_DEFAULT_REPLICATION_FACTOR"] == "3"
    assert settings["KAFKA_MIN_INSYNC_REPLICAS"] == "2"
    assert settings["KAFKA_UNCLEAN_LEADER_ELECTION_ENABLE"] == "false"
    assert settings["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] == "false"


def test_make_secrets_makes_every_secret_once(tmp_path: Path) -> None:
    require(OPENSSL)
    (tmp_path / "deploy").mkdir()
    script = tmp_path / "deploy" / "make-secrets"
    script.write_bytes((ROOT / "deploy" / "make-secrets").read_bytes())

    def made() -> dict[str, str]:
        subprocess.run(["sh", str(script), "city.example"], check=True, capture_output=True)
        files = (tmp_path / "secrets").iterdir()
        return {file.name: file.read_text("utf-8") for file in files}

    first = made()
    assert set(first) == {Path(one["file"]).name for one in FILE["secrets"].values()}
    assert made() == first
    assert (tmp_path / "secrets").stat().st_mode & 0o077 == 0
    password = first["audit_runtime_password"].strip()
    assert first["audit_runtime_url"].strip() == (
        f"postgresql+psycopg://{{service}}_runtime:{password}@postgres:5432/{{service}}"
    )


def _secrets(container: dict[str, Any]) -> set[str]:
    listed = container.get("secrets", [])
    return {one if isinstance(one, str) else one["source"] for one in listed}
