"""Tables whose rows add up vouchers by measure, line, category or span of time: each row is summed
again over the vouchers it names, and where a table is of the whole, each voucher stands in it once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .omitted import CALL_PACKAGE
from .outcome import Fault
from .printed import blocks, money
from .told import Told, effects
from .voucher_fields import CATEGORIES

_ADDED = ("paid", "eligible", "committed", "invoiced")
_INVOICED = "invoiced"
"""Not an effect: what the invoices behind the vouchers come to, with tax."""
_WHOLE = ("lines", "summary", "money", "measures", "measures_actual", "years", "half_years")
"""Keys of tables in which every voucher has its one row."""
_OF_CALLS = "categories"
_DIFFERENCES = "changes"
"""Rows of it say what a version changed, not what it comes to."""

State = Mapping[str, Any]


def check_added_up(document: dict[str, Any], whole: Told, last_day: str) -> str:
    """Raises Fault naming the first row whose vouchers come to another sum, or the first voucher
    that is left out. What it says begins with "; ", empty without such rows."""
    told = whole.of_grant(document["grant_id"])
    checked = unseen = 0
    for table in blocks(document, "table"):
        if table["key"] == _OF_CALLS and document["type"] == CALL_PACKAGE:
            checked += _by_category(document, table, told, last_day)
        elif table["key"] != _DIFFERENCES:
            found = [_cell(table, told, last_day, *one) for one in _cells(table)]
            checked += sum(found)
            unseen += len(found) - sum(found)
            _demand_all(table, told, last_day)
    many = f", {unseen} über mehr als 200 Belege nicht" if unseen else ""
    return f"; {checked} Summen über genannte Belege nachgerechnet{many}" if checked else ""


def _cells(table: dict[str, Any]) -> Iterator[tuple[str, str, int, Any]]:
    """Label of the column, its kind of sum, the stated cents and the vouchers behind them; a row
    of the whole that names none states nothing."""
    for row in table["rows"]:
        is_one = table["key"] in _WHOLE and row["kind"] == "data"
        for column, value in zip(table["columns"], row["cells"], strict=True):
            own, key = row.get("column_facts", {}), column["key"]
            facts = own.get(key, row["facts"])
            is_told = bool(facts) or key in own or is_one
            if key in _ADDED and column["type"] == "money" and value is not None and is_told:
                yield column["label"], key, value, facts


def _cell(
    table: dict[str, Any], told: Told, last_day: str, label: str, kind: str, stated: int, facts: Any
) -> bool:
    """Whether it could be summed."""
    if not isinstance(facts, list):
        return False
    rows = [told.states[one] for one in facts if one in told.states]
    if len(rows) == len(facts):
        _demand(f"Tabelle „{table['caption']}“, {label}", stated, _sum(rows, kind, last_day))
    return True


def _demand_all(table: dict[str, Any], told: Told, last_day: str) -> None:
    """Raises Fault where a table of the whole names a voucher twice or leaves one out."""
    if table["key"] not in _WHOLE:
        return
    for column in table["columns"]:
        kind = column["key"]
        if kind not in _ADDED or column["type"] != "money":
            continue
        rows = (one for one in table["rows"] if one["kind"] == "data")
        listed = [one.get("column_facts", {}).get(kind, one["facts"]) for one in rows]
        if not all(isinstance(one, list) for one in listed):
            continue
        named = [one for facts in listed for one in facts]
        due = {key for key, one in told.states.items() if effects(one, kind, last_day)}
        where = f"Tabelle „{table['caption']}“, {column['label']}"
        if missing := due - set(named):
            number = min(told.states[one]["number"] for one in missing)
            raise Fault(f"{where}: Beleg {number} gehört nach dem Protokoll dazu und fehlt dort")
        if len(named) != len(set(named)):
            raise Fault(f"{where}: ein Beleg ist in zwei Zeilen mitgezählt")


def _by_category(document: dict[str, Any], table: dict[str, Any], told: Told, last_day: str) -> int:
    """Of the rows that this and earlier calls rest on, by category."""
    bound = bound_rows(told, document["period_key"])
    due: dict[str, list[State]] = {}
    for one in bound:
        due.setdefault(one["category"], []).append(one)
    keys = [one["key"] for one in table["columns"]]
    where = f"Tabelle „{table['caption']}“"
    for row in table["rows"]:
        name, rows = "Summe", bound
        if row["kind"] == "data":
            name = row["cells"][0]
            category = next((key for key in due if name in CATEGORIES.get(key, (key,))), None)
            if category is None:
                raise Fault(f"{where}: die Kostenart „{name}“ ist keine der Abrufe")
            rows = due.pop(category)
        for kind in ("paid", "eligible"):
            _demand(f"{where}, {name}", row["cells"][keys.index(kind)], _sum(rows, kind, last_day))
    if missing := [rows for rows in due.values() if rows]:
        category = missing[0][0]["category"]
        raise Fault(f"{where}: die Kostenart {CATEGORIES.get(category, (category,))[0]} fehlt")
    return 2 * len(table["rows"])


def bound_rows(told: Told, period: str) -> list[State]:
    """Vouchers that the call of a period and those before it rest on. Raises Fault without one."""
    calls = [one for one in told.calls.values() if one["status"] != "withdrawn"]
    numbers = [one["number"] for one in calls if one["period"] == period]
    if not numbers:
        raise Fault(f"Zu einem Abruf des Zeitraums {period} liegt kein Ereignis bei")
    until = {one["drawdown_id"] for one in calls if one["number"] <= max(numbers)}
    ids = {key for call in until for key in told.bound.get(call, ())}
    ids |= {key for key, one in told.states.items() if one["drawdown_id"] in until}
    return [one for key, one in told.states.items() if key in ids]


def _sum(rows: Iterable[State], kind: str, last_day: str) -> int:
    if kind == _INVOICED:
        return sum(one["gross_cents"] for one in rows)
    return sum(effects(one, kind, last_day) for one in rows)


def _demand(where: str, stated: Any, due: int) -> None:
    if stated != due:
        raise Fault(f"{where}: genannt {money(stated)}, nach den Ereignissen {money(due)}")
