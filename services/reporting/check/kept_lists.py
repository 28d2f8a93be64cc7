"""Lists of what is kept beside the money, in the audit package cell by cell, in other reports none
left out: certifications, releases, procurement files, personnel, posts, inventory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from . import labels
from .due_rows import is_same
from .labels import word
from .outcome import Fault
from .printed import blocks
from .procurement_rows import procedure_of
from .told import BOOKED, PAYROLL, POST, State, Told, local_day

_PACKAGE = "audit-package"
_CERTIFIED = {"factual": "sachlich", "arithmetical": "rechnerisch"}
_YES = {True: "ja", False: "nein"}
_TABLES = (
    "contents", "grant", "plan_lines", "measures", "calls", "other_incomes", "vouchers",
    "voucher_details", "certifications", "releases", "procurements", "bookings", "posts",
    "inventory", "receipt_files", "log",
)  # fmt: skip
"""All that an audit package holds, in this order; explanations of figures may follow any."""
_NOTES = "notes_"
Cells = dict[str, Any]
"""What must stand in the columns of a row; others are not compared here."""


def check_kept(document: dict[str, Any], whole: Told, last_day: str) -> str:
    """Raises Fault naming the first row that is missing or another. What it says begins with "; ",
    empty for reports without such lists."""
    told = whole.of_grant(document["grant_id"])
    is_package = document["type"] == _PACKAGE
    of_type = _EXACT if is_package else {}
    if is_package:
        _demand_tables(document)
    checked = 0
    for table in blocks(document, "table"):
        exact = of_type.get(table["key"])
        if exact is not None:
            checked += _compare(table, list(exact(told, document["grant_id"], last_day)))
        elif (document["type"], table["key"]) in _IDS:
            due = _IDS[document["type"], table["key"]](told, document["grant_id"], last_day)
            checked += _demand_ids(table, due)
    if not checked and not is_package:
        return ""
    return f"; {checked} Zeilen der Feststellungen, Akten, Stellen und Gegenstände sind vollzählig"


def _demand_tables(document: dict[str, Any]) -> None:
    """Every table of the package, each once, and the list of them says so."""
    tables = [one for one in blocks(document, "table") if not one["key"].startswith(_NOTES)]
    keys = [one["key"] for one in tables]
    known = [one for one in keys if one in _TABLES]
    if known != list(_TABLES):
        missing = next((one for one in _TABLES if one not in keys), "eine")
        raise Fault(f"Dem Prüfpaket fehlt eine Tabelle, oder sie stehen anders da ({missing})")
    listed = [row["cells"] for row in tables[0]["rows"]]
    due = [
        [f"{one['key']}.csv", one["caption"], _head(one), len(one["columns"])]
        for one in tables[1 : len(_TABLES)]
    ]
    if listed != due:
        raise Fault("Das Verzeichnis nennt andere Tabellen, als das Prüfpaket hat")


def _head(table: dict[str, Any]) -> str:
    found = (one["label"] for one in table["columns"] if one.get("row_header"))
    return str(next(found, table["columns"][0]["label"]))


def _compare(table: dict[str, Any], due: list[Cells]) -> int:
    keys = [one["key"] for one in table["columns"]]
    rows = [one for one in table["rows"] if one["kind"] == "data"]
    where = f"Tabelle „{table['caption']}“"
    for number, (row, wanted) in enumerate(zip(rows, due, strict=False), start=1):
        stated = dict(zip(keys, row["cells"], strict=True))
        for key, value in wanted.items():
            if not is_same(stated.get(key), value):
                label = next((c["label"] for c in table["columns"] if c["key"] == key), key)
                raise Fault(f"{where}, Zeile {number}, {label}: das Ereignis sagt „{value}“")
    if len(rows) != len(due):
        raise Fault(f"{where}: {len(rows)} Zeilen, nach den Ereignissen sind es {len(due)}")
    return len(due)


def _demand_ids(table: dict[str, Any], due: set[str]) -> int:
    rows = [one["facts"] for one in table["rows"] if one["kind"] == "data"]
    listed = [one[0] for one in rows if isinstance(one, list) and one]
    if len(listed) != len(set(listed)) or set(listed) != due:
        raise Fault(f"Tabelle „{table['caption']}“: nach den Ereignissen fehlt eine Zeile oder ist "
                    "eine zu viel")  # fmt: skip
    return len(due)


def _certifications(told: Told, _: str, __: str) -> Iterator[Cells]:
    lines = [
        (state, one)
        for state in sorted(told.states.values(), key=lambda each: int(each["number"]))
        for one in sorted(state["certifications"], key=lambda each: (each["at"], each["kind"]))
    ]
    for number, (state, one) in enumerate(lines, start=1):
        yield {
            "certification": number,
            "number": state["number"],
            "voucher": state["voucher_number"] or None,
            "kind": _CERTIFIED.get(one["kind"], one["kind"]),
            "at": one["at"],
            "actor": one["actor"],
            "deputy_for": one["deputy_for"] or None,
            "imported": _YES[one["imported"]],
        }


def _releases(told: Told, grant_id: str, _: str) -> Iterator[Cells]:
    found: list[tuple[str, str, int | None]] = []
    for subject, (time, _basis) in told.released_plans.items():
        of, _dot, version = subject.rpartition(".")
        if of == grant_id:
            found.append((local_day(time), f"Finanzierungsplan, Fassung {version}", None))
    for one in told.calls.values():
        if one["released_on"] is not None:
            found.append((one["released_on"], f"Mittelabruf {one['number']}", one["number"]))
    for number, (on, what, call) in enumerate(sorted(found, key=lambda one: one[:2]), start=1):
        yield {"release": number, "what": what, "call": call, "on": on}


def _procurements(told: Told, grant_id: str, _: str) -> Iterator[Cells]:
    for one in sorted(_files(told, grant_id), key=lambda each: int(each["number"])):
        yield {
            "procurement": f"Akte {one['number']}",
            "subject": one["subject"],
            "regime": word(labels.REGIMES, one["regime"]),
            "procedure": procedure_of(one),
            "measure": one["measure_id"],
            "estimate": one["estimate_net_cents"],
            "award": one["award_net_cents"],
            "contract": one["contract_net_cents"],
            "contract_date": one["contract_date"],
            "files": sum(len(each["files"]) for each in one["items"]),
            "complete": _YES[one["is_complete"]],
        }


def _files(told: Told, grant_id: str) -> list[State]:
    return [one for one in told.procurements.values() if one["grant_id"] == grant_id]


def _bookings(told: Told, grant_id: str, last_day: str) -> Iterator[Cells]:
    found = [
        (told.states[one["expenditure_id"]]["number"], one)
        for one in told.personnel.get(BOOKED, {}).values()
        if one["grant_id"] == grant_id and _is_begun(told, one["expenditure_id"], last_day)
    ]
    for number, one in sorted(found, key=lambda each: int(each[0])):
        yield {"number": number, "posts": one["posts"], "gross": one.get("gross_cents")}


def _is_begun(told: Told, key: str, last_day: str) -> bool:
    assessed = told.states.get(key, {}).get("assessment") or {}
    return any(one["on"] <= last_day for one in assessed.get("effects", ()))


def _posts(told: Told, grant_id: str, _: str) -> Iterator[Cells]:
    payroll = told.personnel.get(PAYROLL, {}).values()
    for key, one in sorted(told.personnel.get(POST, {}).items()):
        if one["grant_id"] == grant_id:
            months = {each for sheet in payroll if sheet["post_id"] == key
                      for each in sheet["months"]}  # fmt: skip
            yield {
                "post": key,
                "measure": one["measure_id"],
                "existing": _YES[one["existing_staff"]],
                "months": len(months),
            }


def _inventory(told: Told, grant_id: str, last_day: str) -> Iterator[Cells]:
    for one in _items(told, grant_id, last_day):
        left = _left(told, one, last_day)
        voucher = told.states.get(one["expenditure_id"] or "", {})
        yield {
            "item": one["number"],
            "name": one["name"],
            "number": voucher.get("number"),
            "measure": one["measure_id"],
            "class": word(labels.ASSET_CLASSES, one["asset_class"]),
            "acquired_on": one["acquired_on"],
            "whole": one["gross_cents"],
            "eligible": one["eligible_cents"],
            "grant_share": one["grant_share_cents"],
            "place": one["place"] or None,
            "binding_until": one["binding_until"],
            "disposed_on": left["disposed_on"] if left else None,
            "disposal": word(labels.DISPOSALS, left["kind"]) if left else None,
        }


def _items(told: Told, grant_id: str, last_day: str) -> list[State]:
    found = [one for one in told.items.values() if one["grant_id"] == grant_id]
    known = [one for one in found if one["acquired_on"] <= last_day]
    return sorted(known, key=lambda one: int(one["number"]))


def _left(told: Told, item: State, last_day: str) -> State | None:
    found = told.disposals.get(item["item_id"])
    return found if found is not None and found["disposed_on"] <= last_day else None


def _terms(told: Told, grant_id: str, last_day: str) -> Iterator[Cells]:
    terms = told.grants.get(grant_id, {}).get("terms", ())
    for number, one in enumerate(terms, start=1):
        if one["known_on"] <= last_day or number == 1:
            yield {
                "reference": f"{number}. {one['reference']}",
                "valid_from": one["valid_from"],
                "period_start": one["period_start"],
                "period_end": one["period_end"],
                "rate": one["funding_rate_bp"],
                "max_eligible": one["max_eligible_cents"],
                "max_grant": one["max_grant_cents"],
                "rule_pack": f"{one['rule_pack']}, {one['rule_pack_version']}",
            }


def _exchange_ids(told: Told, grant_id: str, last_day: str) -> set[str]:
    found = (one for one in told.things.values() if "held_on" in one and "partner" in one)
    mine = (one for one in found if one["place"]["grant_id"] == grant_id)
    return {one["place"]["entry_id"] for one in mine if one["held_on"] <= last_day}


def _there(told: Told, grant_id: str, last_day: str) -> set[str]:
    found = _items(told, grant_id, last_day)
    return {one["item_id"] for one in found if _left(told, one, last_day) is None}


def _gone(told: Told, grant_id: str, last_day: str) -> set[str]:
    found = _items(told, grant_id, last_day)
    return {one["item_id"] for one in found if _left(told, one, last_day) is not None}


def _file_ids(told: Told, grant_id: str, _: str) -> set[str]:
    return {one["procurement_id"] for one in _files(told, grant_id)}


def _post_ids(told: Told, grant_id: str, _: str) -> set[str]:
    posts = told.personnel.get(POST, {}).items()
    return {key for key, one in posts if one["grant_id"] == grant_id}


def _booked_ids(told: Told, grant_id: str, last_day: str) -> set[str]:
    booked = told.personnel.get(BOOKED, {}).values()
    found = (one["expenditure_id"] for one in booked if one["grant_id"] == grant_id)
    return {one for one in found if _is_begun(told, one, last_day)}


_EXACT: dict[str, Callable[[Told, str, str], Iterator[Cells]]] = {
    "grant": _terms,
    "certifications": _certifications,
    "releases": _releases,
    "procurements": _procurements,
    "bookings": _bookings,
    "posts": _posts,
    "inventory": _inventory,
}
_IDS: dict[tuple[str, str], Callable[[Told, str, str], set[str]]] = {
    ("inventory", "items"): _there,
    ("inventory", "places"): _there,
    ("inventory", "disposals"): _gone,
    ("measure-sheets", "exchanges"): _exchange_ids,
    ("software-register", "exchanges"): _exchange_ids,
    ("proof-of-use-b", "items"): _there,
    ("proof-of-use-b", "disposals"): _gone,
    ("procurement-overview", "procurements"): _file_ids,
    ("personnel-proof", "posts"): _post_ids,
    ("personnel-proof", "bookings"): _booked_ids,
}
