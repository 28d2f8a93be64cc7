"""The compliance matrix as the product carries it: generated, never written by hand.

`matrix.json` is the same for the same sources. `results.json` is written by a run of the
scenarios; where it is missing, nobody has run them beside this copy.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

MATRIX: Final = Path(__file__).with_name("matrix.json")
RESULTS: Final = Path(__file__).with_name("results.json")


@dataclass(frozen=True)
class MatrixRow:
    """One rule with everything that decides and proves it.

    `packs`: `pack version: parameter`. `scenarios`: `file: name`, the key of its result.
    `proof`: tests where no scenario can prove it.
    """

    id: str
    title: str
    citation: str
    confidence: str
    active: bool
    inactive: str | None
    decided_in: tuple[str, ...]
    packs: tuple[str, ...]
    scenarios: tuple[str, ...]
    proof: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """What became of a scenario when it last ran; `at` is an instant, RFC 3339 UTC."""

    passed: bool
    at: str

    @property
    def words(self) -> str:
        return "bestanden" if self.passed else "fehlgeschlagen"


def load_matrix() -> Mapping[str, MatrixRow]:
    """All rows by rule id, in the order of the file."""
    content = json.loads(MATRIX.read_text("utf-8"))
    return {row["id"]: _row(row) for row in content["rules"]}


def load_results() -> Mapping[str, Result]:
    """Last result per scenario; empty when no run has left one."""
    if not RESULTS.exists():
        return {}
    content = json.loads(RESULTS.read_text("utf-8"))
    return {key: Result(**result) for key, result in content.items()}


def _row(row: Mapping[str, Any]) -> MatrixRow:
    values: dict[str, Any] = {
        key: tuple(one) if isinstance(one, list) else one for key, one in row.items()
    }
    return MatrixRow(**values)
