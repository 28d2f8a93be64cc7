"""Four eyes as a rule: who may release, and what a release makes of a report."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from services.reporting.domain.release import (
    Standing,
    release_violations,
    state_after,
    state_violations,
)
from services.reporting.usecases.means import DRAWING, GENERATOR_VERSION

OPEN = Standing("draft", "officer", False, None)
BY_SCHEDULE = replace(OPEN, created_by="robot", needs_two=True)


def test_anyone_but_the_creator_releases() -> None:
    assert release_violations(OPEN, "head") == []
    assert [one.code for one in release_violations(OPEN, "officer")] == ["four_eyes_creator"]


def test_a_scheduled_draft_takes_two_different_persons() -> None:
    assert state_after(OPEN) == "released"
    assert state_after(BY_SCHEDULE) == "partly_released"
    half = replace(BY_SCHEDULE, status="partly_released", first_released_by="head")
    assert state_after(half) == "released"
    assert [one.code for one in release_violations(half, "head")] == ["four_eyes_same_person"]
    assert release_violations(half, "chief") == []


@pytest.mark.parametrize("status", ["released", "superseded"])
def test_what_is_released_or_superseded_is_closed(status: str) -> None:
    assert [one.code for one in state_violations(replace(OPEN, status=status))] == [
        "report_not_open"
    ]


def test_every_reason_is_listed() -> None:
    found = release_violations(OPEN, "officer", is_person=False)
    assert {one.code for one in found} == {"four_eyes_creator", "four_eyes_no_person"}


def test_reports_name_the_version_of_the_package() -> None:
    project = tomllib.loads((Path(__file__).parents[4] / "pyproject.toml").read_text("utf-8"))
    assert f"{project['project']['version']}+{DRAWING}" == GENERATOR_VERSION
