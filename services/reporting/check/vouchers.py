"""Do the vouchers say what the log's events say? Each row against the event it rests on."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Iterator
from typing import Any

from .outcome import Fault
from .printed import blocks

_AS_ENTERED = {
    "number": "number",
    "voucher_number": "voucher_number",
    "invoice_number": "invoice_number",
    "invoice_date": "invoice_date",
    "service_from": "service_from",
    "service_to": "service_to",
    "gross": "gross_cents",
    "vat": "vat_cents",
    "discount": "discount_cents",
    "retention": "retention_cents",
    "ineligible": "ineligible_cents",
    "allocation": "allocation_bp",
    "measure": "measure_id",
}
_FILES = {"file": "voucher", "procurement": "procurement"}
_VOUCHERS = ({"number", "voucher_number"}, {"number", "gross", "allocation"})
"""Columns that make a table one of vouchers: the list, and what else each of them says."""
_ADDED_UP = ("paid", "eligible")
_PERIOD = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d\d)))?")


def check_vouchers(document: dict[str, Any], events: bytes) -> str:
    """Every figure names only things the events tell of; every voucher row agrees with its event.

    A row without an event is as wrong as one that differs from it. Texts are sealed in the events:
    what only its key opens is not compared, and said so. Raises Fault naming the first that does
    not agree.
    """
    states, told = _read(events)
    checked = 0
    last_day = _last_day(document["period_key"])
    for table in blocks(document, "table"):
        for row in table["rows"]:
            _demand_told(table, row, told)
            checked += _compare(table, row, states, last_day)
    told_apart = "; Empfänger und Gründe sind dort versiegelt und nicht verglichen"
    return f"{checked} Belegzeilen stimmen mit ihren Ereignissen überein" + (
        told_apart if checked else ""
    )


def _read(events: bytes) -> tuple[dict[str, dict[str, Any]], set[str]]:
    """The newest state of each row, and every id the events tell of."""
    states: dict[str, dict[str, Any]] = {}
    told: set[str] = set()
    files: dict[str, int] = {}
    for line in events.split(b"\n")[:-1]:
        data = json.loads(line)["data"]
        told.update(_ids(data))
        row, file = data.get("expenditure"), data.get("procurement")
        if file is not None:
            files[file["procurement_id"]] = file["number"]
        if row is not None:
            states[row["expenditure_id"]] = row
    for row in states.values():
        number = files.get(row.get("procurement_id") or "")
        row["procurement"] = f"Akte {number}" if number else None
    return states, told


def _ids(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key.endswith("_id") and isinstance(value, str):
                yield value
            elif key.endswith("_ids"):
                yield from value
            else:
                yield from _ids(value)
    elif isinstance(data, list):
        for one in data:
            yield from _ids(one)


def _demand_told(table: dict[str, Any], row: dict[str, Any], told: set[str]) -> None:
    for facts in (row["facts"], *row.get("column_facts", {}).values()):
        unknown = [one for one in facts if one not in told] if isinstance(facts, list) else []
        if unknown:
            where = f"Tabelle „{table['caption']}“"
            raise Fault(f"{where}: zu {unknown[0]} liegt kein Ereignis aus dem Protokoll bei")


def _compare(
    table: dict[str, Any], row: dict[str, Any], states: dict[str, Any], last_day: str
) -> int:
    keys = [one["key"] for one in table["columns"]]
    if row["kind"] != "data" or not any(wanted <= set(keys) for wanted in _VOUCHERS):
        return 0
    facts = row["facts"]
    state = states.get(facts[0]) if isinstance(facts, list) and len(facts) == 1 else None
    if state is None:
        number = row["cells"][keys.index("number")]
        where = f"Tabelle „{table['caption']}“, Beleg {number}"
        raise Fault(f"{where}: dazu liegt kein Ereignis aus dem Protokoll bei")
    for key, value in zip(keys, row["cells"], strict=True):
        wanted = _wanted(key, state, last_day, value)
        if value != wanted:
            place = f"Beleg {state['number']}, {key}"
            raise Fault(f"{place}: im Bericht {value}, im Ereignis des Protokolls {wanted}")
    return 1


def _wanted(key: str, state: dict[str, Any], last_day: str, value: Any) -> Any:
    if key in _AS_ENTERED:
        return state[_AS_ENTERED[key]] if state[_AS_ENTERED[key]] != "" else None
    if key in _ADDED_UP:
        effects = state["assessment"]["effects"]
        return sum(one["cents"] for one in effects if one["kind"] == key and one["on"] <= last_day)
    if key == "paid_on":
        return state["assessment"]["effective_on"]
    if key == "procurement" and state["procurement"]:
        return state["procurement"]
    if key in _FILES:
        kinds = [one["sha256"][:12] for one in state["documents"] if one["kind"] == _FILES[key]]
        return value if value in kinds else (kinds[-1] if kinds else None)
    return value  # sealed texts and what the report itself computes


def _last_day(period: str) -> str:
    match = _PERIOD.fullmatch(period)
    if match is None:
        raise Fault(f"Der Zeitraum {period} ist unbekannt")
    year, quarter, half, single = match.groups()
    month = int(quarter or 0) * 3 or int(half or 0) * 6 or int(single or 12)
    return f"{year}-{month:02d}-{calendar.monthrange(int(year), month)[1]:02d}"
