"""The Dockerfile fits the repository and docker-compose.yml; no engine runs here to try it."""

from __future__ import annotations

import re

import yaml

from tests.components.availability import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
COMPOSE = (ROOT / "docker-compose.yml").read_text("utf-8")


def test_everything_it_copies_is_there_and_in_the_build_context() -> None:
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    admitted = {line[1:] for line in lines if line.startswith("!")}
    copies = [line.split()[1:-1] for line in DOCKERFILE.splitlines() if line.startswith("COPY ")]
    ours = {name for names in copies for name in names if "--from=" not in names[0]}
    assert len(ours) > 8
    for name in ours:
        assert (ROOT / name).exists(), name
        assert name.split("/")[0] in admitted, name


def test_the_image_runs_as_the_user_that_compose_names() -> None:
    users = re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE)
    containers = yaml.safe_load(COMPOSE)["services"].values()
    own = {one["user"] for one in containers if one["image"].startswith("foerdernachweis")}
    assert own == set(users) == {"10001:10001"}


def test_only_locked_packages_are_installed() -> None:
    installs = re.findall(r"(?:pip install|npm \w+).*", DOCKERFILE)
    assert installs
    assert all("--require-hashes" in line for line in installs)


def test_the_example_names_every_setting_that_is_demanded() -> None:
    demanded = set(re.findall(r"\$\{(\w+):\?", COMPOSE))
    example = (ROOT / ".env.example").read_text("utf-8")
    assert demanded <= set(re.findall(r"^(\w+)=", example, re.MULTILINE))
