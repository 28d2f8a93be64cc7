"""The compliance matrix as the product carries it: generated, never written by hand.

`matrix.json` is the same for the same sources. `results.json` is written by a run of the
scenarios (`make test`, `make features`) and goes along into an image built after it; where it is
missing, nobody has run them beside this copy. Reports never read it: they outlive a
run (`record.py`).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from contracts.rulebook.edition import edition

MATRIX: Final = Path(__file__).with_name("matrix.json")
NO_PACK: Final = "Programmcode, kein Regelpaket"
"""Of a rule that no pack has: the program decides it everywhere alike, for the reason it cites."""
RESULTS: Final = Path(__file__).with_name("results.json")


@dataclass(frozen=True)
class MatrixRow:
    """One rule with everything that decides and proves it.

    `inactive`: why it rests, as its rule pack says. `packs`: `pack version: parameter`,
    ` (ausgeschaltet)` behind it where the pack switches it off; `pack version: ohne eigenen Wert`
    where the rule is that law's and reads nothing, `pack version: ruht` where it rests there, else
    `NO_PACK`. `scenarios`: `file: name`, the key of its result. `proof`: tests where no scenario
    can prove it. `findings`: codes of what is objected to under the rule.
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
    findings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """What became of a scenario when it last ran; `at` is an instant, RFC 3339 UTC.

    `edition`: of which edition of the program; empty in what earlier versions wrote.
    """

    passed: bool
    at: str
    edition: str = ""

    @property
    def is_of_this_edition(self) -> bool:
        """Whether it says something about the program as it stands here."""
        return self.edition == edition()

    @property
    def words(self) -> str:
        return "bestanden" if self.passed else "fehlgeschlagen"


@dataclass(frozen=True)
class Checked:
    """When scenarios were last run, of which edition, and what became of those of that edition.

    `open` were not run with it.
    """

    at: str
    edition: str
    passed: int
    failed: int
    open: int

    @property
    def is_of_this_edition(self) -> bool:
        return self.edition == edition()


def last_checked(keys: Collection[str], results: Mapping[str, Result]) -> Checked | None:
    """The newest run of any of these scenarios; None where none of them ever ran here."""
    ran = [results[key] for key in keys if key in results]
    if not ran:
        return None
    newest = max(ran, key=lambda one: one.at)
    same = [one for one in ran if one.edition == newest.edition]
    passed = sum(one.passed for one in same)
    return Checked(
        newest.at, newest.edition, passed, len(same) - passed, len(set(keys)) - len(same)
    )


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
