"""Words of the program and its register of rules: what a finding, a duty or a role is called, what
helps, and where a rule is written. They stand in no event; this check brings its own copy along.
"""

from __future__ import annotations

import json
import pkgutil
from typing import Any

TABLE = "report_words.json"


def _read() -> dict[str, Any]:
    data = pkgutil.get_data(__package__, TABLE)
    assert data is not None, TABLE
    found: dict[str, Any] = json.loads(data)
    return found


WORDS = _read()
"""`findings` and `duties` with word and remedy, `report_findings` with the rule between them,
`roles`, `rules` with title, citation and confidence, `gates` and `gaps` with their remedy,
`sections` of written reports with title and question."""
_OF_REPORTS = [(word, remedy) for word, _, remedy in WORDS["report_findings"].values()]
_PAIRS = (*WORDS["findings"].values(), *WORDS["duties"].values(), *_OF_REPORTS)
EVERY = frozenset(one for pair in _PAIRS for one in pair) | frozenset(WORDS["roles"].values())


def is_another(stated: Any, due: Any) -> bool:
    """Whether it is a known word, but not the one that is due; unknown ones are told apart."""
    return stated != due and stated in EVERY


def remedy_of_duty(duty: str) -> str | None:
    """What meets it, by the part before its first hyphen."""
    found = WORDS["duties"].get(duty.partition("-")[0])
    return found[1] if found else None
