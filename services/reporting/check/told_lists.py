"""Incomes and calls against their events: none with another amount or day, none left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .omitted import CALL_PACKAGE, is_paid
from .outcome import Fault
from .printed import blocks, money
from .steps import CALL, Way
from .told import Told

_INCOMES = ("incomes", "other_incomes")
_WITH_RECEIPTS = "incomes"
_COLUMNS = {"received_on": "received_on", "amount": "amount_cents"}
_CALL_COLUMNS = {"received_on": "received_on", "amount": "received_cents"}
_LEFT = ("released", "submitted", "decided", "received")


def check_lists(document: dict[str, Any], whole: Told, last_day: str) -> str:
    """Raises Fault naming the first income or call that is not as the events tell it."""
    told = whole.of_grant(document["grant_id"])
    checked = 0
    for table in blocks(document, "table"):
        if table["key"] in _INCOMES:
            checked += _incomes(table, told, last_day)
        elif table["key"] in ("vouchers", "corrections"):
            _calls_shown(table, told)
    if document["type"] == CALL_PACKAGE:
        _one_call(document, told, last_day)
    return f"; {checked} Einnahmen sind die der Ereignisse" if checked else ""


def _incomes(table: dict[str, Any], told: Told, last_day: str) -> int:
    where = f"Tabelle „{table['caption']}“"
    keys = [one["key"] for one in table["columns"]]
    listed = set()
    for row in _data(table):
        (fact,) = row["facts"] or ("",)
        income, call = told.incomes.get(fact), told.calls.get(fact)
        state, columns = (income, _COLUMNS) if income else (call, _CALL_COLUMNS)
        if state is None or fact in listed:
            raise Fault(f"{where}: zu einer Einnahme liegt kein Ereignis aus dem Protokoll bei")
        listed.add(fact)
        source = {"source": "source"} if income and "source" in keys else {}
        if call and not income and "source" in keys:
            _demand_payer(where, row["cells"][keys.index("source")], call)
        for key, name in (columns | source).items():
            stated = row["cells"][keys.index(key)]
            if stated != state[name] or type(stated) is not type(state[name]):
                raise Fault(f"{where}, {key}: im Bericht {stated}, im Ereignis {state[name]}")
    due = {key for key, one in told.incomes.items() if one["received_on"] <= last_day}
    if due - listed:
        raise Fault(f"{where}: eine Einnahme, die nach dem Protokoll hineingehört, fehlt dort")
    return len(listed)


def _demand_payer(where: str, stated: str, call: dict[str, Any]) -> None:
    """Money that came for a call is named by its call."""
    year, _, rest = call["period"].partition("-H")
    due = f"Zuwendungsgeber, Abruf {call['number']} ({rest}. Halbjahr {year})"
    if stated.replace("\u00a0", " ") != due and rest:
        raise Fault(f"{where}: die Einnahme ist nach dem Ereignis von „{due}“")


def _calls_shown(table: dict[str, Any], told: Told) -> None:
    """The number of a call that left the house stands at each of its vouchers."""
    keys = [one["key"] for one in table["columns"]]
    for row in _data(table) if "call" in keys else ():
        state = told.states.get(row["facts"][0] if row["facts"] else "", {})
        call = told.calls.get(state.get("drawdown_id") or "", {})
        if call.get("status") in _LEFT and row["cells"][keys.index("call")] != call["number"]:
            number = row["cells"][keys.index("number")]
            raise Fault(f"Beleg {number}, call: der Abruf {call['number']} fehlt dort")


def _one_call(document: dict[str, Any], told: Told, last_day: str) -> None:
    """All vouchers of the call of the period, and of no other."""
    calls = {key for key, one in told.calls.items() if one["period"] == document["period_key"]}
    open_calls = [told.calls[key] for key in calls if told.calls[key]["status"] != "withdrawn"]
    if open_calls:
        _amounts_of(document, max(open_calls, key=lambda one: int(one["number"])))
    of_calls = {key: one for key, one in told.states.items() if one["drawdown_id"] in calls}
    due = {key for key, one in of_calls.items() if is_paid(one, last_day)}
    for table in blocks(document, "table"):
        if table["key"] != "vouchers":
            continue
        listed = {row["facts"][0] for row in _data(table) if row["facts"]}
        for one in sorted((listed - of_calls.keys()) | (due - listed)):
            number = told.states.get(one, {}).get("number", one)
            raise Fault(f"Beleg {number} gehört nicht zu dem Abruf des Berichts oder fehlt darin")


_FIGURES = ("amount_cents", "entitlement_cents", "previously_called_cents")
_STEPS = {
    "Zuwendungsfähig und geprüft, kumuliert": ("cumulative_eligible_cents", 1),
    "Bedarf für fällige Zahlungen": ("need_cents", 1),
    "Zustehende Zuwendung": ("entitlement_cents", 1),
    "abzüglich früherer Abrufe": ("previously_called_cents", -1),
    "Schlussrate": ("held_back_cents", -1),
    "Abrundung": ("rounded_off_cents", -1),
    "Dieser Abruf": ("amount_cents", 1),
}
"""Steps of the way to the call, by the beginning of their label: field of the call, and sign."""


def _amounts_of(document: dict[str, Any], call: dict[str, Any]) -> None:
    """Figures and steps of the call are what budget decided and its event says."""
    for block in blocks(document, "key_figures"):
        for one in block["figures"]:
            if one["key"] in _FIGURES:
                _demand(f"Kennzahl {one['label']}", one["value"], call[one["key"]])
    ways = [Way(one) for one in blocks(document, "table") if one["caption"] == CALL]
    for label, stated in [row for way in ways for row in way.rows]:
        found = next((one for start, one in _STEPS.items() if label.startswith(start)), None)
        if found is not None:
            _demand(f"Tabelle „{CALL}“, {label}", stated, found[1] * call[found[0]])


def _demand(where: str, stated: Any, due: int) -> None:
    if stated != due:
        raise Fault(f"{where}: genannt {money(stated)}, nach dem Ereignis {money(due)}")


def _data(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (one for one in table["rows"] if one["kind"] == "data")
