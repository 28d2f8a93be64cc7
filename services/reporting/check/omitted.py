"""Does a list leave out a voucher that belongs into it by the events of the log?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .editions import ANNEXES, passes_over
from .outcome import Fault
from .printed import blocks
from .told import Told

_FULL = ("voucher-list", "proof-of-use-a", "proof-of-use-b", "audit-package")
"""Reports with every voucher paid by the last day; `CALL_PACKAGE` has those of one call."""
CALL_PACKAGE = "call-package"
_OF_USE = ("proof-of-use-a", "proof-of-use-b")
_ANNEXED = ("voucher-list", "proof-of-use-a", "proof-of-use-b", CALL_PACKAGE)
"""Reports that tell more of each voucher in an annex, and what was corrected in another."""
_TABLES = ("vouchers", "voucher_details")
_CORRECTIONS = "corrections"
TABLES = (*_TABLES, _CORRECTIONS)
"""Keys of the tables that list vouchers and nothing else."""
_KINDS = ("voucher", "credit_note", "retention_release", "reversal")

State = Mapping[str, Any]


def check_complete(document: dict[str, Any], told: Told, last_day: str) -> str:
    """Every voucher that the attached events put into the list stands in it, those reversed before
    any call in the annex of corrections. Raises Fault naming the first that is missing.

    What it says begins with "; ": it goes on with the sentence of the other checks.
    """
    states = told.states
    tables = {one["key"]: _listed(one) for one in blocks(document, "table")}
    if _TABLES[0] in tables and document["type"] not in (*_FULL, CALL_PACKAGE):
        raise Fault(f"Eine Belegliste gibt es in Berichten der Art „{document['type']}“ nicht")
    due = _due(document["type"], tables, states, last_day)
    if not due:
        return ""
    hidden = _hidden(states) if document["type"] in _FULL else set()
    wanted = {key: due - hidden for key in _TABLES}
    wanted[_CORRECTIONS] = due & hidden
    for key, ids in wanted.items():
        is_due = key in tables or key == _TABLES[0] or _is_annexed(document["type"], told)
        missing = ids - tables.get(key, set()) if is_due else set()
        if missing:
            number = min(states[one]["number"] for one in missing)
            raise Fault(f"Beleg {number} gehört nach dem Protokoll in den Bericht und fehlt dort")
    return (
        f"; von {len(due)} Belegen, die nach den beigelegten Ereignissen hineingehören, fehlt "
        "keiner; ob das Protokoll weitere Ereignisse kennt, zeigt nur das Protokoll selbst"
    )


def _is_annexed(kind: str, told: Told) -> bool:
    return kind in _ANNEXED and not (kind in _OF_USE and passes_over(told, ANNEXES))


def _listed(table: dict[str, Any]) -> set[str]:
    rows = [one["facts"] for one in table["rows"] if one["kind"] == "data"]
    return {one[0] for one in rows if isinstance(one, list) and one}


def _due(
    kind: str, tables: Mapping[str, set[str]], states: Mapping[str, State], last_day: str
) -> set[str]:
    paid = {key for key, one in states.items() if is_paid(one, last_day)}
    if kind in _FULL:
        return paid
    if kind != CALL_PACKAGE:
        return set()
    calls = {states[one]["drawdown_id"] for one in tables.get("vouchers", ()) if one in states}
    return {one for one in paid if states[one]["drawdown_id"] in calls - {None}}


def is_paid(state: State, last_day: str) -> bool:
    """Whether a voucher counts on that day."""
    effects = (state["assessment"] or {}).get("effects", ())
    return state["kind"] in _KINDS and any(
        one["kind"] in ("paid", "eligible") and one["on"] <= last_day for one in effects
    )


def _hidden(states: Mapping[str, State]) -> set[str]:
    """What was reversed before any call took it, with its twin and its movements."""
    originals = {
        key
        for key, one in states.items()
        if one["reversed_by"] and not one["drawdown_id"] and one["kind"] != "order"
    }
    return {
        key
        for key, one in states.items()
        if originals & {key, one["reversal_of"], one["movement_of"]}
    }
