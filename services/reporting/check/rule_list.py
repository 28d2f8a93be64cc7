"""The annex of all rules against the file that names every scenario: the same rules, and as many
scenarios in each place as the annex counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from .outcome import Fault, Unseen
from .printed import blocks
from .strict_json import read_json

RULES_FILE = "regeln.json"
_TABLE, _FORMAT = "matrix", "foerdernachweis-regeln-1"
_BAD = ("fehlgeschlagen", "nicht gelaufen")
_NONE = "die Datei trägt keine Liste der Szenarien; die Anlage zählt sie nur"


def has_rules(document: dict[str, Any], files: dict[str, bytes]) -> bool:
    """Whether there is anything to compare."""
    return RULES_FILE in files or any(one["key"] == _TABLE for one in blocks(document, "table"))


def check_rules(document: dict[str, Any], files: dict[str, bytes]) -> str:
    """Raises Fault naming the first rule that is another, Unseen where there is no file."""
    tables = [one for one in blocks(document, "table") if one["key"] == _TABLE]
    if RULES_FILE not in files:
        raise Unseen(_NONE)
    found = read_json(files[RULES_FILE])
    if len(tables) != 1 or found["format"] != _FORMAT:
        raise Fault(f"Die Anlage {RULES_FILE} gehört nicht zu diesem Bericht")
    keys = [one["key"] for one in tables[0]["columns"]]
    rows = [dict(zip(keys, one["cells"], strict=True)) for one in tables[0]["rows"]]
    if [one["id"] for one in rows] != [one["id"] for one in found["rules"]]:
        raise Fault(f"Die Anlage {RULES_FILE} nennt andere Regeln als das Regelverzeichnis")
    for cells, rule in zip(rows, found["rules"], strict=True):
        for key, due in _printed(rule).items():
            if key in cells and cells[key] != due:
                raise Fault(f"Regel {rule['id']}: in {RULES_FILE} steht „{due}“")
    scenarios = {(one["file"], one["name"]) for rule in found["rules"] for one in rule["scenarios"]}
    return f"{len(rows)} Regeln und {len(scenarios)} Szenarien sind die der Anlage {RULES_FILE}"


def _printed(rule: dict[str, Any]) -> dict[str, Any]:
    plain = {key: rule[key] for key in ("title", "citation", "confidence")}
    state = "gilt" if rule["active"] else f"ruht: {rule['inactive']}"
    results = [one["result"] for one in rule["scenarios"]]
    odd = [f"{results.count(word)} {word}" for word in _BAD if word in results]
    return plain | {"state": state, "proof": ", ".join([*_proofs(rule), *odd])}


def _proofs(rule: dict[str, Any]) -> Iterator[str]:
    files = Counter(one["file"].rpartition("/")[2] for one in rule["scenarios"])
    yield from (f"{name.removesuffix('.feature')} ({files[name]})" for name in sorted(files))
    yield from (one.rpartition("/")[2].partition(".")[0] for one in rule["tests"])
