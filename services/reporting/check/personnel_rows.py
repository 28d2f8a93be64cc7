"""Personnel proof (R15): bookings and posts as their events tell them. What a booking was worth
stands there only where the event says that sums tell nobody's pay (PERS-06)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from . import labels
from .due_rows import Cells, compare_rows, demand_figures
from .editions import digest_printed
from .labels import word
from .printed import blocks
from .told import BOOKED, PAYROLL, POST, State, Told, effects

_TYPES = ("personnel-proof", "audit-package")
_SHEETS = "funding.budget.hour_sheet.imported.v1"
_FIGURES = ("bookings", "hidden", "eligible")


def check_personnel(document: dict[str, Any], whole: Told, last_day: str) -> str:
    """Raises Fault naming the first cell that the events do not give. What it says begins with
    "; ", empty for other reports."""
    if document["type"] not in _TYPES:
        return ""
    grant_id = document["grant_id"]
    told = whole.of_grant(grant_id)
    bookings, checked = list(_bookings(told, grant_id, last_day)), 0
    for table in blocks(document, "table"):
        if table["key"] == "bookings":
            checked += compare_rows(table, bookings)
        elif table["key"] == "posts":
            checked += compare_rows(table, list(_posts(told, grant_id)))
    if document["type"] == _TYPES[0]:
        shown_ = [one["eligible"] for one in bookings if one["eligible"] is not None]
        counts = (len(bookings), len(bookings) - len(shown_), sum(shown_))
        demand_figures(document, dict(zip(_FIGURES, counts, strict=True)))
    return f"; {checked} Zeilen der Personalausgaben sind die der Ereignisse" if checked else ""


def _bookings(told: Told, grant_id: str, day: str) -> Iterator[Cells]:
    sheets = {one["import_id"]: one["sha256"] for one in told.said.get(_SHEETS, ())}
    booked = [
        one
        for one in told.personnel.get(BOOKED, {}).values()
        if one["grant_id"] == grant_id and _is_begun(told, one["expenditure_id"], day)
    ]
    for one in sorted(booked, key=lambda each: int(_state(told, each)["number"])):
        against = [
            row for row in told.states.values() if row["reversal_of"] == one["expenditure_id"]
        ]
        cost: int | None = None
        if one.get("shows_sums"):
            rows = (_state(told, one), *against)
            cost = sum(effects(row, "eligible", day) for row in rows)
        gross = one.get("gross_cents")
        used = (sheets[key] for key in one.get("hour_import_ids", ()) if key in sheets)
        yield {
            "number": _state(told, one)["number"],
            "period": f"{_month(one['first_month'])} bis {_month(one['last_month'])}",
            "method": word(labels.METHODS, one["method"]),
            "posts": one["posts"],
            "hours": _hours(one.get("hundredths")),
            "gross": gross,
            "rate": cost * 10_000 // gross if cost is not None and gross else None,
            "eligible": cost,
            "sheets": ", ".join(digest_printed(told, sha256) for sha256 in used),
            "state": "storniert" if against else "gebucht",
        }


def _state(told: Told, booked: State) -> State:
    return told.states[booked["expenditure_id"]]


def _is_begun(told: Told, key: str, day: str) -> bool:
    assessed = told.states.get(key, {}).get("assessment") or {}
    return any(one["on"] <= day for one in assessed.get("effects", ()))


def _posts(told: Told, grant_id: str) -> Iterator[Cells]:
    payroll = told.personnel.get(PAYROLL, {}).values()
    for key, one in sorted(told.personnel.get(POST, {}).items()):
        if one["grant_id"] != grant_id:
            continue
        months = sorted({each for sheet in payroll if sheet["post_id"] == key
                         for each in sheet["months"]})  # fmt: skip
        yield {
            "post": key,
            "measure": one["measure_id"],
            "existing": labels.YES[one["existing_staff"]],
            "first": _month(months[0]) if months else "",
            "last": _month(months[-1]) if months else "",
            "months": len(months),
        }


def _month(text: str) -> str:
    year, _, month = text.partition("-")
    return f"{month}.{year}"


def _hours(hundredths: int | None) -> str:
    return "" if hundredths is None else f"{hundredths // 100},{hundredths % 100:02d}"
