"""Audit note (R18): findings, answers of the city and the questions of the form, as told by the day
by the events of each audit. The receipts of its samples are a check of their own (`sampled`)."""

from __future__ import annotations

import re
from typing import Any

from . import labels
from .due_rows import Cells, compare_rows
from .labels import word
from .outcome import Fault
from .printed import blocks, shown
from .told import State, Told, local_day

_TYPE = "audit-note"
_OPENED, _FOUND, _ANSWERED, _CLOSED = (
    "funding.budget.audit.opened.v1",
    "funding.budget.audit.finding_recorded.v1",
    "funding.budget.audit.finding_answered.v1",
    "funding.budget.audit.note_closed.v1",
)
_NUMBERED = re.compile(r"(sample|findings|answers)_(\d+)")
_CAPTION = re.compile(r"Prüfung (\d+) in Zahlen")


def check_audits(document: dict[str, Any], told: Told, last_day: str) -> str:
    """Raises Fault naming the first cell that the events do not give. What it says begins with
    "; ", empty for other reports."""
    if document["type"] != _TYPE:
        return ""
    audits = {one["number"]: one for one in _of(told, _OPENED, document["grant_id"], last_day)}
    checked = 0
    for table in blocks(document, "table"):
        match = _NUMBERED.fullmatch(table["key"])
        if match is not None:
            checked += _table(table, match[1], audits.get(int(match[2])), told, last_day)
    for block in blocks(document, "key_figures"):
        match = _CAPTION.fullmatch(block.get("caption") or "")
        if match is not None and int(match[1]) in audits:
            _figures(block, told, audits[int(match[1])], last_day)
    return f"; {checked} Feststellungen und Antworten der Prüfungen sind die der Ereignisse"


def _table(table: dict[str, Any], what: str, audit: State | None, told: Told, day: str) -> int:
    if audit is None:
        raise Fault(f"Tabelle „{table['caption']}“: zu dieser Prüfung liegt kein Ereignis bei")
    if what == "findings":
        return compare_rows(table, [_row(*one) for one in _findings(told, audit, day)])
    if what == "answers":
        return compare_rows(table, _answers(told, audit, day))
    _demand_named(table, _findings(told, audit, day))
    return 0


def _of(told: Told, kind: str, grant_id: str, day: str) -> list[State]:
    found = (one for one in told.said.get(kind, ()) if one["grant_id"] == grant_id)
    return [one for one in found if local_day(one["time"]) <= day]


def _findings(told: Told, audit: State, day: str) -> list[tuple[State, State | None]]:
    """By number, each with what the city answered by the day."""
    grant_id = audit["grant_id"]
    answers = {one["finding_id"]: one for one in _of(told, _ANSWERED, grant_id, day)}
    found = [
        one for one in _of(told, _FOUND, grant_id, day) if one["audit_id"] == audit["audit_id"]
    ]
    ordered = sorted(found, key=lambda one: int(one["number"]))
    return [(one, answers.get(one["finding_id"])) for one in ordered]


def _row(found: State, answer: State | None) -> Cells:
    return {
        "number": found["number"],
        "weight": word(labels.WEIGHTS, found["weight"]),
        "receipt": found["expenditure_number"],
        "text": found["text"],
        "amount": found["amount_cents"],
        "answered_on": local_day(answer["time"]) if answer else None,
        "answer": answer["text"] if answer else "",
    }


def _answers(told: Told, audit: State, day: str) -> list[Cells]:
    notes = [
        one
        for one in _of(told, _CLOSED, audit["grant_id"], day)
        if one["audit_id"] == audit["audit_id"]
    ]
    return [
        {
            "question": word(labels.QUESTIONS, one["question"]),
            "said": one["said"],
            "verdict": word(labels.VERDICTS, one["verdict"]),
            "remark": one.get("remark", ""),
        }
        for one in (notes[-1]["answers"] if notes else ())
    ]


def _demand_named(table: dict[str, Any], findings: list[tuple[State, State | None]]) -> None:
    """At each receipt of the sample the numbers of the findings about it."""
    keys = [one["key"] for one in table["columns"]]
    if "findings" not in keys:
        return
    for row in (one for one in table["rows"] if one["kind"] == "data"):
        about = [one["number"] for one, _ in findings if one["expenditure_id"] == row["facts"][0]]
        stated = row["cells"][keys.index("findings")]
        if (stated or "") != ", ".join(map(str, about)):
            number = row["cells"][keys.index("number")]
            where = f"Tabelle „{table['caption']}“, Beleg {number}"
            raise Fault(f"{where}: nach den Ereignissen hat er andere Feststellungen")


def _figures(block: dict[str, Any], told: Told, audit: State, day: str) -> None:
    found = _findings(told, audit, day)
    objected = (one["amount_cents"] or 0 for one, _ in found if one["weight"] == "objection")
    due = {
        "Belege der Stichprobe": len(audit["sample"]),
        "Feststellungen": len(found),
        "davon ohne Antwort": sum(answer is None for _, answer in found),
        "Beanstandet": sum(objected),
    }
    for one in block["figures"]:
        if one["label"] in due and one["value"] != due[one["label"]]:
            own = shown(one["type"], due[one["label"]])
            raise Fault(f"Kennzahl {one['label']}: nach den Ereignissen {own}")
