"""Gaps and findings of vouchers as the events name them: counted by code, and row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from .amounts import COUNTS
from .known_words import WORDS, is_another
from .outcome import Fault
from .printed import blocks
from .told import State, Told, effects, local_day

_QUALITY = "data-quality"
_KINDS = {"error": "Hinderungsgrund", "missing": "fehlt noch", "warning": "Hinweis"}
_PASSED = "geprüft, ohne Befund"
_ORDER = {"error": 0, "missing": 1, "warning": 2}
_RULE_OF_GAP = {
    "payment": "ELG-05",
    "payment_proof": "ELG-12",
    "voucher_file": "ELG-12",
    "procurement_file": "PROC-01",
    "certification_factual": "MUN-01",
    "certification_arithmetical": "MUN-01",
    "split_part": "ELG-09",
}
_MOST_NUMBERS = 12
_AGES = ((0, 30), (31, 90), (91, 180), (181, None))
_DAY = re.compile(r"am (\d\d)\.(\d\d)\.(\d{4})$")
_AGED = ("certification_factual", "certification_arithmetical")
Group = tuple[tuple[str, str, str], list[State]]
"""Code, rule and severity, and the vouchers in the order of their numbers."""


def check_points(document: dict[str, Any], whole: Told, last_day: str) -> str:
    """Raises Fault naming the first count or row that the events do not give. What it says begins
    with "; ", empty for reports without such tables."""
    states = whole.of_grant(document["grant_id"]).states.values()
    rows = sorted(states, key=lambda one: int(one["number"]))
    checked = 0
    for table in blocks(document, "table"):
        key = table["key"]
        if key == "open_points":
            counted = [one for one in rows if _has_effect(one, last_day)]
            checked += _compare(table, [_of_quarter(*one) for one in _by_weight(counted)])
        elif key == "waiting_points":
            held = _by_weight([one for one in rows if _waits(one, last_day)])
            due = [_of_quarter(*one) for one in held if one[0][2] != "warning"]
            checked += _compare(table, due)
        elif key == "points" and document["type"] == _QUALITY:
            counted = [_counted(*one) for one in _by_rule(rows)]
            checked += _compare(table, [*counted, *_passed(table, counted)])
        elif key == "rows" and document["type"] == _QUALITY:
            checked += _compare(table, list(_single(rows)))
        elif key == "certification_ages":
            checked += _compare(table, _ages(table, rows))
    if document["type"] == _QUALITY:
        _figures(document, rows)
    return f"; {checked} Zeilen offener Punkte nachgezählt" if checked else ""


def _has_effect(row: State, day: str) -> bool:
    return any(one["on"] <= day for one in (row["assessment"] or {}).get("effects", ()))


def _waits(row: State, day: str) -> bool:
    """Paid eligible cost that may not be called yet."""
    return bool(effects(row, "eligible", day)) and row["assessment"]["status"] not in COUNTS


def _groups(rows: list[State]) -> list[Group]:
    found: dict[tuple[str, str, str], list[State]] = {}
    for row in rows:
        assessed = row["assessment"] or {}
        for code in assessed.get("missing", ()):
            rule = _RULE_OF_GAP.get(code, "")
            found.setdefault((code, rule, "missing"), []).append(row)
        for one in assessed.get("findings", ()):
            found.setdefault((one["code"], one["rule"], one["severity"]), []).append(row)
    return list(found.items())


def _by_weight(rows: list[State]) -> list[Group]:
    return sorted(_groups(rows), key=lambda one: (_ORDER[one[0][2]], -len(one[1]), one[0][0]))


def _by_rule(rows: list[State]) -> list[Group]:
    return sorted(_groups(rows), key=lambda one: (one[0][1], one[0][0], one[0][2]))


def _of_quarter(key: tuple[str, str, str], rows: list[State]) -> dict[str, Any]:
    numbers = sorted(one["number"] for one in rows)
    shown = ", ".join(map(str, numbers[:_MOST_NUMBERS]))
    rest = len(numbers) - _MOST_NUMBERS
    return _counted(key, rows) | {"numbers": f"{shown} und {rest} weitere" if rest > 0 else shown}


def _counted(key: tuple[str, str, str], rows: list[State]) -> dict[str, Any]:
    return _named(key) | {"count": len(rows), "remedy": _word(key[0], 1)}


def _named(key: tuple[str, str, str]) -> dict[str, Any]:
    code, rule, severity = key
    return {"point": _word(code, 0), "rule": rule, "kind": _KINDS[severity]}


def _word(code: str, place: int) -> Any:
    """As the program calls it; None where it knows no word."""
    return WORDS["findings"].get(code, (None, None))[place]


def _single(rows: list[State]) -> Iterator[dict[str, Any]]:
    for key, mine in _by_rule(rows):
        for one in sorted(mine, key=lambda each: (each["number"], each["expenditure_id"])):
            yield _named(key) | {"number": one["number"], "severity": _KINDS[key[2]]}


def _passed(table: dict[str, Any], counted: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What the table says was looked at in vain: it names no finding that an event has."""
    keys = [one["key"] for one in table["columns"]]
    found = {one["point"] for one in counted}
    for row in table["rows"]:
        told = dict(zip(keys, row["cells"], strict=True))
        if row["kind"] == "data" and told["kind"] == _PASSED:
            if told["point"] in found:
                raise Fault(f"Tabelle „{table['caption']}“: „{told['point']}“ ist nach den "
                            "Ereignissen nicht ohne Befund")  # fmt: skip
            yield {"kind": _PASSED, "count": 0, "remedy": None}


def _ages(table: dict[str, Any], rows: list[State]) -> list[dict[str, Any]]:
    match = _DAY.search(table["caption"])
    if match is None:
        raise Fault(f"Tabelle „{table['caption']}“: sie nennt keinen Tag")
    on = date(*map(int, reversed(match.groups())))
    found = []
    for first, last in _AGES:
        waiting = [
            [one for one in rows if code in one["assessment"]["missing"] and
             _is_aged(one, on, first, last)]
            for code in _AGED
        ]  # fmt: skip
        either = {one["expenditure_id"] for some in waiting for one in some}
        counts = dict(zip(("factual", "arithmetical"), map(len, waiting), strict=True))
        age = f"mehr als {first - 1} Tage" if last is None else f"{first} bis {last} Tage"
        found.append({"age": age, "rows": len(either), **counts})
    return found


def _is_aged(row: State, on: date, first: int, last: int | None) -> bool:
    days = max((on - date.fromisoformat(local_day(row["recorded_at"]))).days, 0)
    return first <= days and (last is None or days <= last)


def _compare(table: dict[str, Any], due: list[dict[str, Any]]) -> int:
    keys = [one["key"] for one in table["columns"]]
    rows = [one["cells"] for one in table["rows"] if one["kind"] == "data"]
    where = f"Tabelle „{table['caption']}“"
    if len(rows) != len(due):
        raise Fault(f"{where}: {len(rows)} Zeilen, nach den Ereignissen sind es {len(due)}")
    for number, (cells, wanted) in enumerate(zip(rows, due, strict=True), start=1):
        for column, key, stated in zip(table["columns"], keys, cells, strict=True):
            if key in wanted and _differs(key, stated, wanted[key]):
                raise Fault(f"{where}, Zeile {number}, {column['label']}: nach den Ereignissen "
                            f"„{wanted[key]}“")  # fmt: skip
    return len(due)


def _differs(key: str, stated: Any, due: Any) -> bool:
    """Words may be those of another edition, if they are not those of another finding."""
    if key in ("point", "remedy") and (due is not None or stated is not None):
        return due is not None and is_another(stated, due)
    return bool(stated != due)


def _figures(document: dict[str, Any], rows: list[State]) -> None:
    found = [one for _, mine in _groups(rows) for one in mine]
    concerned = {one["expenditure_id"] for one in found}
    due = {"row_count": len(rows), "clean_count": len(rows) - len(concerned),
           "finding_count": len(found)}  # fmt: skip
    for block in blocks(document, "key_figures"):
        for one in block["figures"]:
            if one["key"] in due and one["value"] != due[one["key"]]:
                raise Fault(f"Kennzahl {one['label']}: nach den Ereignissen {due[one['key']]}")
