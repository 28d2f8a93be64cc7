"""Both values of a changed field as a reader knows them: euro, percent, German days and words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from contracts.rulebook.finding_words import word_for
from services.reporting.documents.fact_words import FIELDS as FACT_FIELDS
from services.reporting.documents.phrases import CALL_STATUS, CATEGORIES, CERTIFIED, STATES, person
from services.reporting.domain.field_change import FieldChange
from services.reporting.domain.printed_fields import FIELDS, SEALED
from shared.money import format_euro, format_percent_bp
from shared.periods import german_date

NONE: Final = "–"
_STATE_FIELDS: Final = {
    "status": "Stand",
    "paid_cents": "Bezahlt",
    "eligible_cents": "Zuwendungsfähig",
    "committed_cents": "Gebunden",
}
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST: Final = 240
_HOLDER: Final = "Feststellungsbefugnis"


def name_of(change: FieldChange) -> str:
    """The German name of a field; empty where a reader has no word for it."""
    known = _STATE_FIELDS | FIELDS | SEALED
    return known.get(change.field) or FACT_FIELDS.get(change.field, "")


def value_of(change: FieldChange, value: Any) -> str:
    """One of its values in words, shortened where it is a long text."""
    told = _told(change.field, value)
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]} …"


def _told(field: str, value: Any) -> str:
    if value is None or value == "" or value == []:
        return NONE
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, int):
        return _number(field, value)
    if isinstance(value, list):
        return _list(field, value)
    if isinstance(value, dict):
        parts = (f"{FACT_FIELDS[key]}: {_told(key, one)}" for key, one in value.items()
                 if key in FACT_FIELDS)  # fmt: skip
        return ", ".join(parts) or NONE
    return _word(field, str(value))


def _number(field: str, value: int) -> str:
    if field.endswith("_cents"):
        return format_euro(value)
    return format_percent_bp(value) if field.endswith("_bp") else str(value)


def _list(field: str, value: list[Any]) -> str:
    if field == "documents":
        return f"{len(value)} Dateien" if len(value) != 1 else "1 Datei"
    if field == "certifications":
        return "; ".join(_certification(one) for one in value)
    if field == "missing":
        return ", ".join(word_for(one) for one in value)
    if field == "findings":
        return ", ".join(word_for(one["code"]) for one in value)
    if field == "steps":
        return "; ".join(f"{one['label']} {format_euro(one['amount_cents'])}" for one in value)
    return "; ".join(_told(field, one) for one in value)


def _certification(one: Mapping[str, Any]) -> str:
    """Kind, instant, and the role and pseudonymous id of who gave it; for whom, where i. V."""
    day, clock = german_date(date.fromisoformat(one["at"][:10])), one["at"][11:16]
    holder = one.get("deputy_for")
    deputy = f" in Vertretung für {person(holder, _HOLDER)}" if holder else ""
    imported = ", übernommen" if one.get("imported") else ""
    by = person(one["actor"], one.get("office", ""))
    kind = CERTIFIED.get(one["kind"], one["kind"])
    return f"{kind} {day} {clock} UTC, {by}{deputy}{imported}"


def _word(field: str, value: str) -> str:
    if field == "status":
        return STATES.get(value) or CALL_STATUS.get(value, value)
    if field == "category":
        return CATEGORIES.get(value, value)
    return german_date(date.fromisoformat(value)) if _DAY.fullmatch(value) else value
