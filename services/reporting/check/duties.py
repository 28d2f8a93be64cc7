"""Deadlines of a grant as its newest event lists them: each duty once, in order, under its state.

What to do about a duty and how a role is called are words of the program (`known_words`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from .known_words import WORDS, is_another, remedy_of_duty
from .outcome import Fault
from .printed import blocks, shown
from .told import State, Told

_CALENDAR = "deadline-calendar"
_STATES = {"open": "offen", "overdue": "überfällig", "done": "erledigt"}
_LEAD = "lead_"
_TOLD = "told"
_WORDING = ("responsible", "remedy")
"""Columns whose words another edition of the program may call otherwise: `known_words` names it."""


def check_duties(document: dict[str, Any], told: Told, last_day: str) -> str:
    """Raises Fault naming the first that is another. What it says begins with "; ", empty for all
    reports but the calendar of deadlines."""
    if document["type"] != _CALENDAR:
        return ""
    groups = _groups(told.duties.get(document["grant_id"], {}), last_day)
    due = {"deadlines": [*groups["overdue"], *groups["coming"], *groups["later"]]}
    due["done"] = groups["done"]
    for table in blocks(document, "table"):
        if table["key"] in due:
            _compare(table, due[table["key"]])
    for block in blocks(document, "key_figures"):
        for one in block["figures"]:
            if one["key"] in groups and one["value"] != len(groups[one["key"]]):
                count = len(groups[one["key"]])
                raise Fault(f"Kennzahl {one['label']}: nach dem Ereignis sind es {count}")
    return f"; {sum(map(len, due.values()))} Fristen sind die ihres Ereignisses"


def _groups(parts: dict[int, State], last_day: str) -> dict[str, list[State]]:
    """Duties by their state, and open ones by whether they fall due in the period."""
    newest = parts.get(1)
    listed = range(1, newest["parts"] + 1) if newest else ()
    leads = newest["lead_days"] if newest else []
    found: dict[str, list[State]] = {key: [] for key in ("overdue", "coming", "later", "done")}
    every = (one | {"leads": leads} for part in listed for one in parts[part]["deadlines"])
    for one in sorted(every, key=lambda each: (each["due_on"], each["duty"])):
        is_open = one["status"] == "open"
        coming = "coming" if one["due_on"] <= last_day else "later"
        found[coming if is_open else one["status"]].append(one)
    return found


def _compare(table: dict[str, Any], due: list[State]) -> None:
    rows = [one["cells"] for one in table["rows"] if one["kind"] == "data"]
    where = f"Tabelle „{table['caption']}“"
    for cells, duty in zip(rows, due, strict=False):
        wanted = dict(_cells(duty))
        for column, stated in zip(table["columns"], cells, strict=True):
            if against := _objection(column, stated, wanted.get(column["key"])):
                raise Fault(f"{where}, {duty['title']}{against}")
    if len(rows) != len(due):
        raise Fault(f"{where}: {len(rows)} Fristen, nach dem Ereignis sind es {len(due)}")


def _objection(column: dict[str, Any], stated: Any, due: Any) -> str:
    """What is wrong with a cell; empty where nothing is, or its words are of another edition."""
    if column["key"] == _TOLD:
        return ": unterrichtet sind im Ereignis andere" if _are_others(stated, due) else ""
    if column["key"] in _WORDING:
        return f", {column['label']}: im Ereignis anders" if is_another(stated, due) else ""
    own = shown(column["type"], due) or "nichts"
    return f", {column['label']}: im Ereignis {own}" if stated != due else ""


def _are_others(stated: Any, due: Any) -> bool:
    told, wanted = _roles(stated), _roles(due)
    return len(told) != len(wanted) or any(map(is_another, told, wanted))


def _cells(duty: State) -> Iterator[tuple[str, Any]]:
    yield from ((key, duty[key]) for key in ("rule", "basis", "due_on", "done_on"))
    yield "duty", duty["title"]
    yield "target_on", duty["target_on"] if duty["target_on"] != duty["due_on"] else None
    for days in duty["leads"]:
        early = date.fromisoformat(duty["target_on"]) - timedelta(days=days)
        yield f"{_LEAD}{days}", early.isoformat()
    yield "status", _STATES[duty["status"]]
    roles = WORDS["roles"]
    yield "responsible", roles.get(duty["responsible"])
    yield _TOLD, ", ".join(roles.get(one, one) for one in duty["told"])
    yield "remedy", remedy_of_duty(duty["duty"])


def _roles(text: Any) -> list[str]:
    return [one for one in str(text or "").split(", ") if one]
