"""Every scenario of the features with the rules that it proves, read by the gherkin parser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gherkin.parser import Parser

FEATURES: Final = Path(__file__).resolve().parents[1] / "features"
_IDS: Final = re.compile(r"(?:[A-Z]{2,4}-[0-9]{2})(?:, [A-Z]{2,4}-[0-9]{2})*")


@dataclass(frozen=True)
class Scenario:
    """`key` names it in matrix and results; `rules` stand at the head of its `Regel:` line."""

    feature: str
    name: str
    rules: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.feature}: {self.name}"


def scenarios(folder: Path = FEATURES) -> list[Scenario]:
    """All scenarios in the order of files and lines; `rules` is empty where no rule is named."""
    found = []
    for path in sorted(folder.rglob("*.feature")):
        feature = Parser().parse(path.read_text("utf-8"))["feature"]
        where = path.relative_to(folder).as_posix()
        found += [Scenario(where, name, rules) for name, rules in _walk(feature["children"], ())]
    return found


def rules_in(headline: str) -> tuple[str, ...]:
    """`MUN-09, GOB-01: Storno …` names two rules; what stands behind them is for the reader."""
    match = _IDS.match(headline)
    return tuple(match[0].split(", ")) if match else ()


def _walk(
    children: list[Mapping[str, Any]], rules: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for child in children:
        if "rule" in child:
            yield from _walk(child["rule"]["children"], rules_in(child["rule"]["name"]))
        if "scenario" in child:
            yield child["scenario"]["name"], rules
