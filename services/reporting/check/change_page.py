"""The page that says what changed since the version before. What stands there now is compared with
the newest event of each voucher; old values are in no event that a report encloses.

A voucher stands there once per field that changed, so its table is no list of vouchers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .outcome import Fault
from .printed import blocks, money, shown
from .told import State, Told, effects
from .voucher_fields import CATEGORIES

_KEY = "changed_fields"
_COLUMNS = (
    ("number", "integer"), ("voucher_number", "text"), ("field", "text"), ("before", "text"),
    ("after", "text"), ("reason", "text"),
)  # fmt: skip
NOT_COMPARED = "; alte Werte auf der Seite der Änderungen sind nicht verglichen"
_CHANGES = "changes"
_STATES = {
    "": "noch nicht erfasst",
    "committed": "gebunden",
    "recorded": "bezahlt, in Prüfung",
    "claimable": "abrufbar",
    "called": "abgerufen",
}
_NOTHING = "–"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SUMS = {"Bezahlt": "paid", "Zuwendungsfähig": "eligible", "Gebunden": "committed"}
_CENTS = {
    "Brutto": "gross_cents",
    "Umsatzsteuer": "vat_cents",
    "Skonto": "discount_cents",
    "Einbehalt": "retention_cents",
    "Nicht zuwendungsfähig": "ineligible_cents",
}
_DAYS = {
    "Rechnungsdatum": "invoice_date",
    "Leistung von": "service_from",
    "Leistung bis": "service_to",
}
_TEXTS = {
    "Planposition": "budget_line",
    "Maßnahme": "measure_id",
    "Belegnummer": "voucher_number",
    "Rechnungsnummer": "invoice_number",
    "Produkt": "product",
    "Konto": "account",
    "Kostenstelle": "cost_centre",
}


def is_of_changes(table: Mapping[str, Any]) -> bool:
    """Whether it has old and new value of each field; only texts, so that no amount hides there."""
    columns = tuple((one["key"], one["type"]) for one in table["columns"])
    return table["key"] == _KEY and columns == _COLUMNS


def demand_known(table: Mapping[str, Any], states: Mapping[str, Any], grant_id: str) -> None:
    """Every voucher it names is one of the grant. Raises Fault naming the first that is not."""
    known = {one["number"] for one in states.values() if one["told_of"] == grant_id}
    for row in table["rows"]:
        if row["kind"] != "data" or row["cells"][0] not in known:
            where = f"Tabelle „{table['caption']}“, Beleg {row['cells'][0]}"
            raise Fault(f"{where}: dazu liegt kein Ereignis aus dem Protokoll bei")


def check_changes(document: dict[str, Any], whole: Told, last_day: str) -> str:
    """Raises Fault naming the first present value that the newest event does not give. What it says
    begins with "; ", empty without such a page."""
    told, checked = whole.of_grant(document["grant_id"]), 0
    by_number = {one["number"]: one for one in told.states.values()}
    for table in blocks(document, "table"):
        keys = [one["key"] for one in table["columns"]]
        if table["key"] not in (_CHANGES, _KEY) or not {"number", "after"} <= set(keys):
            continue
        for row in (one for one in table["rows"] if one["kind"] == "data"):
            cells = dict(zip(keys, row["cells"], strict=True))
            state = by_number.get(cells["number"])
            if state is None:
                raise Fault(f"Tabelle „{table['caption']}“: Beleg {cells['number']} ist unbekannt")
            _demand_now(table, cells, state, last_day)
            checked += 1
    return f"; {checked} neue Werte der Seite der Änderungen sind die von jetzt" if checked else ""


def _demand_now(table: dict[str, Any], cells: dict[str, Any], state: State, day: str) -> None:
    field = cells.get("field", "Stand")
    due = _now(field, state, day)
    where = f"Tabelle „{table['caption']}“, Beleg {state['number']}, {field}"
    if due is not None and cells["after"] != due:
        raise Fault(f"{where}: nach dem Ereignis „{due}“")
    if "line" in cells and cells["line"] != state["budget_line"]:
        raise Fault(f"{where}: er steht unter {state['budget_line']}")


def _now(field: str, state: State, day: str) -> str | None:
    """As the page prints it; None of fields that are not compared here."""
    if field == "Stand":
        status: str = state["assessment"]["status"]
        return _STATES.get(status, status)
    if field in _SUMS:
        cents = effects(state, _SUMS[field], day)
        return f"{money(cents)}\u00a0€" if cents else _NOTHING
    if field in _CENTS:
        return f"{money(state[_CENTS[field]])}\u00a0€"
    if field in _DAYS:
        return shown("date", state[_DAYS[field]]) or _NOTHING
    if field == "Kostenart":
        return str(CATEGORIES.get(state["category"], (state["category"],))[0])
    text: str | None = state[_TEXTS[field]] or _NOTHING if field in _TEXTS else None
    return shown("date", text) if text and _DAY.fullmatch(text) else text
