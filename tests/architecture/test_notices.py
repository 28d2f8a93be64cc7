"""Whatever is installed with the product is named with its licence."""

from __future__ import annotations

import json
import re

from tests.architecture.code_base import ROOT

NOTICES = (ROOT / "THIRD-PARTY-NOTICES.md").read_text("utf-8")


def test_every_locked_package_is_named() -> None:
    lock = (ROOT / "requirements" / "base.txt").read_text("utf-8")
    packages = re.findall(r"^([a-z0-9._-]+)(?:\[[a-z]+\])?==", lock, re.MULTILINE)
    words = set(re.findall(r"[a-z0-9][a-z0-9._-]*", NOTICES))
    assert len(packages) > 40
    assert not set(packages) - words


def test_every_npm_package_is_named() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    packages = [name.removeprefix("node_modules/") for name in lock["packages"] if name]
    assert packages
    assert not [name for name in packages if name not in NOTICES]
