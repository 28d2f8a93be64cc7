"""Interest and repayment sheet (R16): the newest statement by the day, item by item, with every
segment and the rates it was computed with. The interest of each segment is what the event says of
it; that the segments of an item add up to its interest is recomputed here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .due_rows import Cells, compare_rows, demand_figures
from .outcome import Fault
from .printed import blocks
from .told import State, Told

_TYPE = "interest-sheet"
_STATED = "funding.budget.interest.stated.v1"
_LISTED = "funding.budget.interest_segments.listed.v1"
_LATE, _OWED = "late_use", "repayment"
_GROUPS = {_LATE: "late", _OWED: "owed"}


def check_interest(document: dict[str, Any], told: Told, last_day: str) -> str:
    """Raises Fault naming the first cell that the events do not give. What it says begins with
    "; ", empty for other reports."""
    if document["type"] != _TYPE:
        return ""
    stated = _newest(told, document["grant_id"], last_day)
    items = stated["items"] if stated else []
    segments = _segments(told, stated) if stated else []
    _demand_sums(items, segments)
    tables: dict[str, list[Cells]] = {
        f"{name}_items": [_item(one, segments) for one in items if one["kind"] == kind]
        for kind, name in _GROUPS.items()
    }
    ordered = [one for kind in _GROUPS for one in items if one["kind"] == kind]
    tables["segments"] = [_segment(each) for one in ordered for each in segments
                          if each["item_id"] == one["item_id"]]  # fmt: skip
    rates = stated["rates"] if stated else ()
    tables["rates"] = [
        {"valid_from": one["valid_from"], "rate": one["rate_bp"], "source": one["source"]}
        for one in rates
    ]
    checked = 0
    for table in blocks(document, "table"):
        if table["key"] in tables:
            checked += compare_rows(table, tables[table["key"]])
    demand_figures(document, dict(_sums(items)))
    return f"; {checked} Zeilen der Zinsrechnung sind die der Ereignisse"


def _newest(told: Told, grant_id: str, day: str) -> State | None:
    found = [
        one
        for one in told.said.get(_STATED, ())
        if one["grant_id"] == grant_id and one["as_of"] <= day
    ]
    return max(enumerate(found), key=lambda one: (one[1]["as_of"], one[0]))[1] if found else None


def _segments(told: Told, stated: State) -> list[State]:
    parts: dict[int, State] = {}
    for one in told.said.get(_LISTED, ()):
        is_mine = (one["grant_id"], one["as_of"]) == (stated["grant_id"], stated["as_of"])
        if is_mine and one["part"] <= stated["parts"]:
            parts[one["part"]] = one
    return [each for _, one in sorted(parts.items()) for each in one["segments"]]


def _demand_sums(items: list[State], segments: list[State]) -> None:
    for one in items:
        own = sum(each["cents"] for each in segments if each["item_id"] == one["item_id"])
        if one["interest_cents"] is not None and own != one["interest_cents"]:
            raise Fault(f"Zinsen zu Nr. {one['number']}: die Abschnitte ergeben eine andere Summe")


def _item(one: State, segments: list[State]) -> Cells:
    mine = [each for each in segments if each["item_id"] == one["item_id"]]
    used = "nicht alsbald verwendet" if mine else "alsbald verwendet"
    return {
        "number": one["number"],
        "amount": one["principal_cents"],
        "paid_out_on": one["paid_out_on"],
        "starts_on": one["starts_on"],
        "open": one["unused_cents"],
        "days": sum(each["days"] for each in mine),
        "interest": one["interest_cents"],
        "reason": one.get("reason") or used,
    }


def _segment(one: State) -> Cells:
    return {
        "first": one["first"],
        "last": one["last"],
        "days": one["days"],
        "principal": one["principal_cents"],
        "base_rate": one["base_rate_bp"],
        "rate": one["rate_bp"],
        "interest": one["cents"],
    }


def _sums(items: list[State]) -> Iterator[tuple[str, int | None]]:
    for kind, name in _GROUPS.items():
        mine = [one for one in items if one["kind"] == kind]
        interest = [one["interest_cents"] for one in mine]
        yield f"{name}_cents", sum(one["unused_cents"] for one in mine)
        whole = None if None in interest else sum(interest)
        yield f"{name}_interest_cents", whole
