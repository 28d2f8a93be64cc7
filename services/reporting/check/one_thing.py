"""Rows about one thing each (a call, an income, an item, an award) against its newest event.

A column and a field of the event belong together by their names: `amount` and `amount_cents`,
`rate` and `funding_rate_bp`. So a table that nobody knew when this was written is compared too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .outcome import Fault
from .printed import blocks, shown
from .steps import HEADS
from .told import Told

_KINDS = ("money", "date", "percent")
_ENDS = ("", "_cents", "_net_cents", "_bp", "_on", "_rate_bp")
_STARTS = ("", "period_", "funding_")
_COPIES = "audit-package"
"""Its tables are the books: each amount and day of a thing stands in an event about it."""
_COMPLETE = {"calls": "calls", "measures": "measure"}
"""Tables of that report with every call and every measure."""

_INCOMES = "incomes"
"""Table whose `amount` is what came for a call, not what was called; `told_lists` compares it."""
_OF_A_DAY = "called"
"""Column of the table of calls that tells no more than was so on the last day."""

Fields = dict[str, set[Any]]


def check_things(document: dict[str, Any], told: Told, last_day: str) -> str:
    """Raises Fault naming the first value that its event does not have, or has only for a day after
    `last_day`. What it says begins with "; ", empty without such rows."""
    is_copy = document["type"] == _COPIES
    checked = 0
    known: dict[str, Fields] = {}
    for table in blocks(document, "table"):
        if [one["label"] for one in table["columns"]] == HEADS or table["key"] == _INCOMES:
            continue  # ways of calculation turn signs around
        for row in table["rows"]:
            if row["kind"] == "data":
                for column, value, fact in _cells(table, row):
                    if fact in told.things and fact not in told.states:
                        fields = known.get(fact) or _gathered(told.things[fact], known, fact)
                        fields = fields | _not_yet(table, fields, is_copy, last_day)
                        checked += _compare(table, fields, is_copy, column, value)
        if is_copy:
            _demand_all(table, document["grant_id"], told)
    return f"; {checked} Beträge, Tage und Sätze einzelner Dinge sind die der Ereignisse" * bool(
        checked
    )


def _cells(table: dict[str, Any], row: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Any, str]]:
    for column, value in zip(table["columns"], row["cells"], strict=True):
        facts = row.get("column_facts", {}).get(column["key"], row["facts"])
        if column["type"] in _KINDS and isinstance(facts, list) and len(facts) == 1:
            yield column, value, facts[0]


def _not_yet(table: dict[str, Any], fields: Fields, is_copy: bool, last_day: str) -> Fields:
    """What the table must say of things that happened after the last day or never: an item has not
    left the books, money for a call has not come."""
    if is_copy:
        return {} if _is_by(fields, "disposed_on", last_day) else {"disposed_on": {None}}
    is_of_a_day = any(one["key"] == _OF_A_DAY for one in table["columns"])
    if not is_of_a_day or _is_by(fields, "received_on", last_day):
        return {}
    return {"received_on": {None}, "received_cents": {0}}


def _is_by(fields: Fields, name: str, last_day: str) -> bool:
    return any(one is not None and one <= last_day for one in fields.get(name, ()))


def _compare(
    table: dict[str, Any], fields: Fields, is_copy: bool, column: dict[str, Any], value: Any
) -> bool:
    """Whether the event has a field to compare with."""
    named = [one for one in _names(column["key"]) if one in fields]
    allowed = set().union(*(fields[one] for one in named))
    if not named:
        allowed = {None}.union(*fields.values()) if is_copy else {value}
    is_blank = value is None and not is_copy
    if not is_blank and value not in allowed:
        place = f"Tabelle „{table['caption']}“, {column['label']}"
        stated = shown(column["type"], value) or "nichts"
        raise Fault(f"{place}: im Bericht {stated}, das steht in keinem Ereignis dazu")
    return bool(named) or is_copy


def _names(key: str) -> Iterator[str]:
    for start in _STARTS:
        yield from (f"{start}{key}{end}" for end in _ENDS)


def _gathered(thing: Any, known: dict[str, Fields], fact: str) -> Fields:
    found = known[fact] = {}
    _gather(thing, "", found)
    return found


def _gather(value: Any, name: str, found: Fields) -> None:
    """Every single value by the name it stands under, however deep."""
    if isinstance(value, dict):
        for key, one in value.items():
            _gather(one, key, found)
    elif isinstance(value, list):
        for one in value:
            _gather(one, name, found)
    else:
        found.setdefault(name, set()).add(value)


def _demand_all(table: dict[str, Any], grant_id: str, told: Told) -> None:
    kind = _COMPLETE.get(table["key"])
    if kind is None:
        return
    own = told.of_grant(grant_id)
    measures = {key for key, one in told.things.items() if "title" in one.get("measure", {})}
    due = set(own.calls) if kind == "calls" else measures
    listed = [one["facts"][0] for one in table["rows"] if one["facts"]]
    if due - set(listed) or len(listed) != len(set(listed)):
        raise Fault(f"Tabelle „{table['caption']}“: eine Zeile fehlt oder steht zweimal da")
