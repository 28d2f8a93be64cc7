"""The annex of all rules against the file that names every scenario: the same rules, functions and
results, and as many scenarios in each place as the annex counts. Their names stand in it alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from .outcome import Fault, Unseen
from .printed import blocks
from .strict_json import read_json

RULES_FILE = "regeln.json"
_TABLE, _FORMAT = "matrix", "foerdernachweis-regeln-1"
_PASSED, *_BAD = "bestanden", "fehlgeschlagen", "nicht gelaufen"
_NO_PACK, _PROGRAM = "Programmcode, kein Regelpaket", "Programm"
_NOTE = "Letztes Ergebnis der Szenarien"
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
    results = _results(found["rules"])
    _check_note(document, found["recorded_edition"], list(results.values()))
    return (
        f"{len(rows)} Regeln mit Funktionen, Zahl und Ergebnis von {len(results)} Szenarien sind "
        f"die der Anlage {RULES_FILE}; die Namen der Szenarien stehen nur dort"
    )


def _results(rules: list[dict[str, Any]]) -> dict[tuple[str, str], str | None]:
    """By scenario; one that proves several rules has the same result behind each."""
    results: dict[tuple[str, str], str | None] = {}
    for rule in rules:
        for one in rule["scenarios"]:
            if results.setdefault((one["file"], one["name"]), one["result"]) != one["result"]:
                raise Fault(f"{RULES_FILE}: „{one['name']}“ hat zwei Ergebnisse")
    return results


def _check_note(document: dict[str, Any], edition: str | None, results: list[str | None]) -> None:
    """The sentence before the annex tells the edition that ran and what came out."""
    words = (_PASSED, *_BAD)
    counted = ", ".join(f"{results.count(one)} {one}" for one in words)
    due = f"{_NOTE}, mit dem Programm ausgeliefert: {counted} (Ausgabe {edition}),"
    if edition is None:
        due = f"{_NOTE}: nicht mitgeliefert,"
    if any((one in words) is (edition is None) for one in results):
        raise Fault(f"{RULES_FILE}: Ergebnisse und Ausgabe („{edition}“) passen nicht zueinander")
    said = ("".join(run["text"] for run in one["runs"]) for one in blocks(document, "paragraph"))
    told = [one for one in said if one.startswith(_NOTE)]
    if len(told) != 1 or not told[0].startswith(due):
        raise Fault(f"Vor dem Regelverzeichnis steht nicht: „{due}“")


def _printed(rule: dict[str, Any]) -> dict[str, Any]:
    plain = {key: rule[key] for key in ("title", "citation", "confidence")}
    state = "gilt" if rule["active"] else f"ruht: {rule['inactive']}"
    results = [one["result"] for one in rule["scenarios"]]
    odd = [f"{results.count(word)} {word}" for word in _BAD if word in results]
    packs = dict.fromkeys(one.partition(":")[0] for one in rule["packs"])
    return plain | {
        "state": state,
        "packs": ", ".join(packs).replace(_NO_PACK, _PROGRAM),
        "decided_in": "; ".join(_deciders(rule)),
        "proof": ", ".join([*_proofs(rule), *odd]),
    }


def _deciders(rule: dict[str, Any]) -> Iterator[str]:
    found: dict[str, list[str]] = {}
    for one in rule["decided_in"]:
        module, _, function = one.partition(":")
        found.setdefault(module.rpartition(".")[2], []).append(function)
    yield from (f"{module}: {', '.join(functions)}" for module, functions in found.items())


def _proofs(rule: dict[str, Any]) -> Iterator[str]:
    files = Counter(one["file"].rpartition("/")[2] for one in rule["scenarios"])
    yield from (f"{name.removesuffix('.feature')} ({files[name]})" for name in sorted(files))
    yield from (one.rpartition("/")[2].partition(".")[0] for one in rule["tests"])
