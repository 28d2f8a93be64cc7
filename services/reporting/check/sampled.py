"""The sample of an audit note (R18) against the event that opened the audit: the receipts that were
drawn, each once, and why each of them is there.
"""

from __future__ import annotations

from typing import Any

from .outcome import Fault
from .printed import blocks
from .told import State, Told

_TYPE, _SAMPLE = "audit-note", "sample_"
_BY_LIMIT, _DRAWN = "ab der Grenze", "ausgelost"


def check_sampled(document: dict[str, Any], whole: Told) -> str:
    """Raises Fault naming the first receipt that was not drawn, or not for that reason. What it
    says begins with "; ", empty for other reports."""
    if document["type"] != _TYPE:
        return ""
    told, checked = whole.of_grant(document["grant_id"]), 0
    audits = {
        str(one["number"]): one
        for one in told.things.values()
        if "sample" in one and one["grant_id"] == document["grant_id"]
    }
    for table in blocks(document, "table"):
        if table["key"].startswith(_SAMPLE):
            checked += _table(table, audits.get(table["key"].removeprefix(_SAMPLE)), told)
    return f"; {checked} Belege der Stichproben sind die gezogenen" if checked else ""


def _table(table: dict[str, Any], audit: State | None, told: Told) -> int:
    where = f"Tabelle „{table['caption']}“"
    if audit is None:
        raise Fault(f"{where}: zu dieser Prüfung liegt kein Ereignis bei")
    known = {one["number"]: one for one in told.states.values()}
    keys = [one["key"] for one in table["columns"]]
    stated = {}
    for row in (one for one in table["rows"] if one["kind"] == "data"):
        cells = dict(zip(keys, row["cells"], strict=True))
        stated[cells["number"]] = cells.get("drawn")
    if sorted(stated) != [one for one in sorted(audit["sample"]) if one in known]:
        raise Fault(f"{where}: gezogen sind nach dem Ereignis andere Belege")
    if "drawn" in keys:
        for number, why in stated.items():
            if why != _reason(known[number], audit):
                raise Fault(f"{where}, Beleg {number}: er ist aus einem anderen Grund dabei")
    return len(stated)


def _reason(state: State, audit: State) -> str:
    """As the event of the draw says, whatever became of the amount; one of an earlier version only
    says how many were there for their amount."""
    told = audit.get("limit_numbers") or ()
    if told or not audit["by_limit"]:
        return _BY_LIMIT if state["number"] in told else _DRAWN
    limit_cents = (audit["terms"] or {}).get("limit_cents", 0)
    return _BY_LIMIT if 0 < limit_cents <= state["gross_cents"] else _DRAWN
