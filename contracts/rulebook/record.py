"""What became of the scenarios when this release was made, as the program carries it along.

`results.json` is true for a machine and a day and is never committed. `record.json` is written from
it once per release (`make record`) and committed: which edition ran, and what became of each
scenario; no time, no machine. So it is the same wherever the release is installed, and a report
may print it and still be drawn again to the byte. A copy without it says that it has none.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from contracts.rulebook.matrix import Result

RECORD: Final = Path(__file__).with_name("record.json")
PASSED, FAILED, NOT_RUN = "bestanden", "fehlgeschlagen", "nicht gelaufen"


@dataclass(frozen=True)
class Record:
    """The run of a release: of which edition, and by scenario (`file: name`) whether it passed."""

    edition: str
    passed: Mapping[str, bool]

    def outcome(self, scenario: str) -> str:
        """What became of one, in a word; of one it does not know that it was not run."""
        if scenario not in self.passed:
            return NOT_RUN
        return PASSED if self.passed[scenario] else FAILED

    def count(self, scenarios: Collection[str]) -> dict[str, int]:
        """How many of them passed, failed, were not run."""
        found = [self.outcome(one) for one in scenarios]
        return {word: found.count(word) for word in (PASSED, FAILED, NOT_RUN)}


@cache
def load_record() -> Record | None:
    """The record that came with this release; None where none did."""
    return read_record(RECORD)


def read_record(path: Path) -> Record | None:
    """The record in a file, None where there is none. Raises ValueError where it is damaged."""
    if not path.exists():
        return None
    content = json.loads(path.read_text("utf-8"))
    return Record(content["edition"], content["passed"])


def record_of(results: Mapping[str, Result], scenarios: Collection[str], edition: str) -> Record:
    """The run of that edition. Raises ValueError naming how many scenarios it did not run."""
    ran = {one: results[one].passed for one in scenarios
           if one in results and results[one].edition == edition}  # fmt: skip
    if missing := len(set(scenarios)) - len(ran):
        raise ValueError(f"{missing} Szenarien sind mit dieser Ausgabe nicht gelaufen")
    return Record(edition, ran)


def record_text(record: Record) -> str:
    """As it is committed: the same run, the same bytes."""
    content = {"edition": record.edition, "passed": dict(sorted(record.passed.items()))}
    return json.dumps(content, ensure_ascii=False, indent=0) + "\n"
