"""pytest-bdd keeps only the last of two scenarios with one name in a file, and says nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gherkin.parser import Parser

from tests.architecture.code_base import ROOT, named

FEATURES = sorted((ROOT / "tests" / "features").rglob("*.feature"))


def _names(node: dict[str, Any]) -> Iterator[str]:
    for child in node["children"]:
        if "rule" in child:
            yield from _names(child["rule"])
        if "scenario" in child:
            yield child["scenario"]["name"]


def _feature(path: Path) -> Any:
    return Parser().parse(path.read_text("utf-8"))["feature"]


@pytest.mark.parametrize("path", FEATURES, ids=named)
def test_scenario_names_are_unique(path: Path) -> None:
    counted = Counter(_names(_feature(path)))
    assert not [name for name, count in counted.items() if count > 1]


@pytest.mark.parametrize("path", FEATURES, ids=named)
def test_features_are_german_and_hold_scenarios(path: Path) -> None:
    feature = _feature(path)
    assert feature["language"] == "de"
    assert list(_names(feature))
