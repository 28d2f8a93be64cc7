"""Rows about calls for funds: their periods, states and amounts (R01, R02, R04, R17), what belongs
to a call (the attachments of R02), the conditions of its release and who signs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from . import labels
from .due_rows import Cells, compare_rows, is_same
from .known_words import WORDS
from .labels import word
from .outcome import Fault
from .printed import blocks, shown
from .told import ATTACHED, EVIDENCE, State, Told

_PACKAGE = "call-package"
_LEFT = ("released", "submitted", "decided", "received")
_SPANS = {"Q": "Quartal", "H": "Halbjahr"}
_OPENING = ", übernommen"
_STATES = {"enclosed": "beigefügt", "filed": "liegt vor", "missing": "fehlt noch"}
_STANDS_IN = {"council_decision": "delegation_to_committee"}
_WITH_FILE = ("voucher", "credit_note")
_RECONCILED = "funding.budget.reconciliation.closed.v1"
_UNTOLD = "Name steht im Verzeichnis der Stadt"
_QUARTERS = {"1": ("1", "2"), "2": ("3", "4")}


def check_calls(document: dict[str, Any], whole: Told, last_day: str) -> str:
    """Raises Fault naming the first cell that the events do not give. What it says begins with
    "; ", empty without such tables."""
    told, checked = whole.of_grant(document["grant_id"]), 0
    own = _own(document, told)
    for table in blocks(document, "table"):
        if table["key"] == "calls":
            checked += _calls(table, told)
        elif table["key"] == "gates" and own is not None:
            checked += compare_rows(table, [_gate(one) for one in own["gates"]])
        elif table["key"] == "attachments" and document["type"] == _PACKAGE and own is not None:
            checked += compare_rows(table, list(_attachments(own, told, document["grant_id"])))
        elif table["key"] == "signatories" and own is not None:
            checked += compare_rows(table, list(_signatories(own, whole)))
    return f"; {checked} Zeilen zu Mittelabrufen sind die der Ereignisse" if checked else ""


def period_label(period: str) -> str:
    """`1. Halbjahr 2026` of `2026-H1`."""
    year, _, rest = period.partition("-")
    if rest[:1] in _SPANS:
        return f"{rest[1:]}. {_SPANS[rest[0]]} {year}"
    return period


def _own(document: dict[str, Any], told: Told) -> State | None:
    """The call of the period, where the report is about one."""
    if document["type"] != _PACKAGE:
        return None
    found = [
        one
        for one in told.calls.values()
        if one["period"] == document["period_key"] and one["status"] != "withdrawn"
    ]
    return max(found, key=lambda one: int(one["number"]), default=None)


def _calls(table: dict[str, Any], told: Told) -> int:
    """Each call by its number; amounts that only hold by a day are compared elsewhere."""
    keys = [one["key"] for one in table["columns"]]
    header = "call" if "call" in keys else "number"
    known = {one["number"]: one for one in told.calls.values()}
    checked = 0
    for row in (one for one in table["rows"] if one["kind"] == "data"):
        cells = dict(zip(keys, row["cells"], strict=True))
        call = known.get(cells[header])
        if call is None:
            raise Fault(f"Tabelle „{table['caption']}“: den Abruf {cells[header]} nennt kein "
                        "Ereignis")  # fmt: skip
        due = _call(call)
        for column in table["columns"]:
            key, stated = column["key"], cells[column["key"]]
            if key in due and not is_same(_plain(stated), due[key]):
                own = shown(column["type"], due[key]) or "nichts"
                where = f"Tabelle „{table['caption']}“, Abruf {call['number']}"
                raise Fault(f"{where}, {column['label']}: nach dem Ereignis {own}")
        checked += 1
    return checked


def _plain(value: Any) -> Any:
    return value.replace("\u00a0", " ") if isinstance(value, str) else value


def _call(call: State) -> Cells:
    status = word(labels.CALL_STATUS, call["status"])
    return {
        "period": period_label(call["period"]),
        "call_period": call["period"],
        "status": f"{status}{_OPENING}" if call["opening"] else status,
        "eligible": call["cumulative_eligible_cents"],
        "entitlement": call["entitlement_cents"],
        "earlier": call["previously_called_cents"],
    }


def _gate(one: State) -> Cells:
    is_there = one["satisfied"]
    return {
        "gate": word(labels.GATES, one["kind"]),
        "rule": one["rule"],
        "state": _STATES["filed" if is_there else "missing"],
        "remedy": None if is_there else WORDS["gates"].get(one["kind"]),
    }


def _attachments(call: State, told: Told, grant_id: str) -> Iterator[Cells]:
    """In the order of the package."""
    yield _line("Belegliste dieses Abrufs", "CALL-01", "enclosed", "Anlage 1")
    yield _line("Weitere Angaben je Beleg", "CALL-01", "enclosed", "Anlage 2")
    yield _receipts(call, told)
    earlier = [
        one
        for one in told.calls.values()
        if int(one["number"]) < int(call["number"]) and one["status"] != "withdrawn"
    ]
    if any(one["received_cents"] for one in earlier):
        name = "Erklärung über die Verwendung früherer Teilbeträge"
        yield _line(name, "CALL-02", "enclosed", "Abschnitt „Verwendung früherer Teilbeträge“")
    yield from _sheets(call, told)
    filed = _filed(told, grant_id)
    for one in call["gates"]:
        place = filed.get(one["kind"]) or filed.get(_STANDS_IN.get(one["kind"], ""), "")
        name = word(labels.GATES, one["kind"])
        state = "filed" if one["satisfied"] else "missing"
        remedy = None if one["satisfied"] else WORDS["gates"].get(one["kind"])
        yield {**_line(name, one["rule"], state, place), "remedy": remedy}
    yield _reconciled(call, told, grant_id)


def _line(name: str, rule: str, state: str, place: str, gap: str = "") -> Cells:
    return {
        "attachment": name,
        "rule": rule,
        "state": _STATES[state],
        "place": place or None,
        "remedy": WORDS["gaps"].get(gap),
    }


def _receipts(call: State, told: Told) -> Cells:
    bound = told.bound.get(call["drawdown_id"], set())
    without = sorted(
        one["number"]
        for key, one in told.states.items()
        if key in bound
        and one["kind"] in _WITH_FILE
        and not one["opening"]
        and not one["documents"]
    )
    if not without:
        return _line("Belege als Datei", "CALL-01", "filed", "zu jeder Zeile im Programm")
    named = ", ".join(map(str, without[:10])) + (" …" if len(without) > 10 else "")
    place = f"ohne Datei: lfd. Nr. {named}"
    return _line("Belege als Datei", "CALL-01", "missing", place, "voucher_file")


def _people(call: State, told: Told) -> list[State]:
    found = (told.things.get(one, {}) for one in call.get("signatories", ()))
    return [one for one in found if "function" in one]


def _sheets(call: State, told: Told) -> Iterator[Cells]:
    name, people = "Unterschriftenblatt", _people(call, told)
    for one in people:
        yield _line(name, "CALL-10", "filed", f"{one['function']}: {one['reference']}")
    if not people and call["released_on"]:
        text = "niemand war am Tag der Freigabe eingetragen"
        yield _line(name, "CALL-10", "missing", text, "signatory_missing")
    elif not people:
        text = "wer zeichnet, steht mit der Freigabe fest"
        yield _line(name, "CALL-10", "missing", text, "call_not_released")


def _signatories(call: State, told: Told) -> Iterator[Cells]:
    """A sealed name is compared with the digest of its event, not here."""
    for one in _people(call, told):
        cells = {
            "office": one["function"],
            "valid_from": one["valid_from"],
            "sheet": one["reference"],
        }
        yield cells if one.get("sealed_name") else {**cells, "name": _UNTOLD}


def _filed(told: Told, grant_id: str) -> dict[str, str]:
    """Where the evidence of a kind is; an attachment counts before a decision."""
    mine = [
        one
        for one in told.gathered
        if one.get("grant_id") == grant_id or one.get("grant", {}).get("grant_id") == grant_id
    ]
    found = {
        one["kind"]: f"{one['reference']} vom {shown('date', one['decided_on'])}"
        for one in mine
        if one["type"] == EVIDENCE
    }
    return found | {one["kind"]: one["reference"] for one in mine if one["type"] == ATTACHED}


def _reconciled(call: State, told: Told, grant_id: str) -> Cells:
    year, _, half = call["period"].partition("-H")
    quarters = [f"{year}-Q{one}" for one in _QUARTERS.get(half, ())]
    closed = {one["quarter"] for one in told.said.get(_RECONCILED, ())}
    name, rule = "Abgleich mit der Finanzbuchhaltung", "MUN-14"
    open_ = ", ".join(period_label(one) for one in quarters if one not in closed)
    if open_:
        return _line(name, rule, "missing", open_, "period_unreconciled")
    return _line(name, rule, "enclosed", f"Abschnitt „{name}“")
