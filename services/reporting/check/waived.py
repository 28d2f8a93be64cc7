"""Waivers a report relies on, and who leads a measure: are words and persons those of the events?

A person stands under the role that the event names and the beginning of the pseudonymous id.
"""

from __future__ import annotations

from typing import Any

from .editions import SHEETS, digest_printed, passes_over
from .known_words import WORDS, is_another
from .outcome import Fault
from .printed import blocks
from .told import State, Told

_TABLE = "waivers"
_SHEETS = "measure-sheets"
_MEASURE, _LEAD, _NOTHING = "Maßnahme", "Leitung", "–"
_OF_MEASURE = {
    "Ziel": "goal",
    "Partner": "partners",
    "Smart City Charta": "charta_reference",
    "Aus der Beteiligung": "participation_origin",
}
_PSEUDONYM, _HYPHENS = 36, 4


def person(actor: str, office: str) -> str:
    """As reports print whoever acted."""
    mark = f"Kennung {actor[:8]}"
    return f"{office}, {mark}" if office else mark


def check_waived(document: dict[str, Any], told: Told) -> str:
    """Raises Fault naming the first word that is another. What it says begins with "; "."""
    told_here = []
    waivers = 0
    for table in (one for one in blocks(document, "table") if one["key"] == _TABLE):
        for row in (one for one in table["rows"] if one["kind"] == "data"):
            _demand_waiver(table, row, told)
            waivers += 1
    if waivers:
        told_here.append(f"; {waivers} Ausnahmegenehmigungen sind die der Ereignisse")
    if document["type"] == _SHEETS:
        sections = (one for part in document["parts"] for one in part["sections"])
        sheets = sum(_demand_sheet(one, told) for one in sections)
        told_here.append(f"; Leitung und Ziel von {sheets} Maßnahmen sind die der Ereignisse")
    return "".join(told_here)


def _demand_waiver(table: dict[str, Any], row: dict[str, Any], told: Told) -> None:
    facts = row["facts"]
    one = told.waivers.get(facts[0]) if isinstance(facts, list) and facts else None
    if one is None:
        raise Fault(f"Tabelle „{table['caption']}“: eine Ausnahme hat keine Genehmigung")
    keys = [column["key"] for column in table["columns"]]
    stated = dict(zip(keys, row["cells"], strict=True))
    for key, due in _due(one, told).items():
        if stated[key] != due:
            raise Fault(f"Ausnahmegenehmigung {one['number']}: das Ereignis sagt „{due}“")
    word = WORDS["findings"].get(one["code"], (None,))[0]
    if is_another(stated["finding"], word):
        raise Fault(f"Ausnahmegenehmigung {one['number']}: der Befund heißt „{word}“")


def _due(one: State, told: Told) -> dict[str, Any]:
    asked = person(one["proposed_by"], one.get("proposed_office", ""))
    approved = person(one["actor"], one.get("office", ""))
    return {
        "number": one["number"],
        "rule": one["rule"],
        "reason": one["reason"],
        "approved_on": one["approved_on"],
        "persons": f"{asked} / {approved}",
        "expires_on": min(one["expires_on"], one.get("ended_on", one["expires_on"])),
        "document": digest_printed(told, one["file_sha256"]) if one["file_sha256"] else None,
    }


def _demand_sheet(section: dict[str, Any], told: Told) -> int:
    """Whether it is one: who leads, goal and partners are those of the measure's newest event."""
    said = {
        item["label"]: item["text"]
        for block in section["blocks"]
        if block["block"] == "details"
        for item in block["items"]
    }
    if _MEASURE not in said:
        return 0
    measure = told.things.get(said[_MEASURE], {}).get("measure")
    if not isinstance(measure, dict):
        raise Fault(f"Zur Maßnahme {said[_MEASURE]} liegt kein Ereignis bei")
    due = {label: measure.get(key) or _NOTHING for label, key in _OF_MEASURE.items()}
    for label, value in (due | {_LEAD: _lead(measure["lead"])}).items():
        is_older = label not in said or said[label] == f"Kennung {measure['lead'][:8]}"
        if said.get(label) != value and not (is_older and passes_over(told, SHEETS)):
            raise Fault(f"Maßnahme {said[_MEASURE]}, {label}: das Ereignis sagt „{value}“")
    return 1


def _lead(lead: str) -> str:
    is_person = len(lead) == _PSEUDONYM and lead.count("-") == _HYPHENS
    return person(lead, WORDS["roles"]["project_lead"]) if is_person else lead or _NOTHING
