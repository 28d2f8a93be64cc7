"""Are the words of a report those of the program and its register of rules (`known_words`)?

A word of another edition is no error, but it is said: nobody here can tell it from an invented one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .known_words import EVERY, WORDS
from .outcome import Fault, Unseen
from .printed import blocks
from .report_findings import TABLES as FINDINGS
from .step_words import steps_named
from .told import Told
from .vouchers import last_day_of

_RULE, _RULES = "rule", "rules"
_ID = re.compile(r"[A-Z]{2,4}-[0-9]{2}")
_NAMED = 5
_MATRIX, _OF_RULE = "matrix", ("title", "citation", "confidence")
_FIXED = {
    ("accessibility-statement", "conformity"): "conformity",
    ("accessibility-statement", "gaps"): "limits",
}
"""Tables that no event changes."""
_COLUMNS = {
    "open_points": ("point", "remedy"),
    "waiting_points": ("point", "remedy"),
    "points": ("point", "remedy"),
    "rows": ("point",),
    "deadlines": ("responsible", "told", "remedy"),
    "done": ("responsible",),
    **dict.fromkeys(FINDINGS, ("point", "remedy")),
}
"""Columns of tables whose words the events decide and the program names."""


def check_known_words(document: dict[str, Any], told: Told | None) -> str:
    """Raises Fault where the list of rules is not the one of the tables before it, Unseen naming
    words this copy does not know."""
    _demand_rules(document)
    unknown, known = [], 0
    steps = steps_named(document, told, last_day_of(document["period_key"]))
    for word, is_known in (*_words(document), *steps):
        known += is_known
        if not is_known:
            unknown.append(word)
    if unknown:
        named = ", ".join(f"„{one}“" for one in unknown[:_NAMED])
        more = f" und {len(unknown) - _NAMED} weitere" if len(unknown) > _NAMED else ""
        raise Unseen(
            f"dem Prüfprogramm unbekannt, aus einer anderen Ausgabe oder verändert: {named}{more}; "
            f"{known} Worte sind die seines Verzeichnisses"
        )
    return f"{known} Worte und Fundstellen sind die des Verzeichnisses im Prüfprogramm"


def _words(document: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    for table in blocks(document, "table"):
        keys = [one["key"] for one in table["columns"]]
        for row in (one for one in table["rows"] if one["kind"] == "data"):
            cells = dict(zip(keys, row["cells"], strict=True))
            if table["key"] in (_RULES, _MATRIX):
                due = WORDS["rules"].get(cells["id"], ())
                told = [cells[one] for one in _OF_RULE if one in cells]
                yield str(cells["id"]), told == due[: len(told)] and bool(due)
            fixed = _FIXED.get((document["type"], table["key"]))
            if fixed is not None:
                name, *rest = row["cells"]
                yield str(name), WORDS[fixed].get(name) == rest
            for key in _COLUMNS.get(table["key"], ()):
                for word in _single(key, cells.get(key)):
                    yield word, word in EVERY


def _single(key: str, text: Any) -> Iterator[str]:
    parts = str(text or "").split(", ") if key == "told" else [str(text or "")]
    yield from (one for one in parts if one)


def _demand_rules(document: dict[str, Any]) -> None:
    """Each rule that a table names in its column or a sentence names stands in the list of rules,
    and no other."""
    tables = list(blocks(document, "table"))
    listed = [row["cells"][0] for one in tables if one["key"] == _RULES for row in one["rows"]]
    by_table = {one for table in tables for one in _named_by(table)}
    named = by_table | set(_ID.findall(" ".join(sentences_of(document))))
    known = sorted(by_table & WORDS["rules"].keys())
    if any(one["key"] == _RULES for one in tables) and not set(listed) >= set(known):
        raise Fault(f"Im Verzeichnis der Regeln fehlt {next(iter(set(known) - set(listed)))}")
    if set(listed) - named:
        odd = next(iter(set(listed) - named))
        raise Fault(f"Das Verzeichnis der Regeln nennt {odd}, der Bericht sonst nirgends")


def _named_by(table: dict[str, Any]) -> Iterator[str]:
    keys = [one["key"] for one in table["columns"]]
    for row in table["rows"] if _RULE in keys else ():
        yield from _ID.findall(str(row["cells"][keys.index(_RULE)] or ""))


def sentences_of(document: dict[str, Any]) -> Iterator[str]:
    """Every sentence outside of tables that may name a rule."""
    for block in blocks(document, "paragraph", "hint", "list", "details", "approval"):
        for one in block.get("items", (block,)):
            said = one.get("paragraph", one.get("statement", one))
            yield said.get("text", "") + "".join(run["text"] for run in said.get("runs", ()))
