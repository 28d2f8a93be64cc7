"""The migrations of each service are one line: two with one number would both claim to be next."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.code_base import ROOT

SERVICES = ("budget", "reporting", "audit")


def _stated(text: str, name: str) -> str | None:
    found = re.search(rf'^{name} = (?:"(\w+)"|None)$', text, re.MULTILINE)
    assert found, name
    return found.group(1)


def _files(service: str) -> list[Path]:
    return sorted((ROOT / "services" / service / "migrations" / "versions").glob("[0-9]*.py"))


@pytest.mark.parametrize("service", SERVICES)
def test_each_migration_follows_the_one_before(service: str) -> None:
    before = None
    for number, path in enumerate(_files(service), start=1):
        text = path.read_text("utf-8")
        assert path.name.startswith(f"{number:04}_"), path.name
        assert (_stated(text, "revision"), _stated(text, "down_revision")) == (
            f"{number:04}",
            before,
        ), path.name
        before = f"{number:04}"
    assert before is not None
