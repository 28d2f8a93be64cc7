"""Registers beside the money: inventory (R13), software, publications, exchange, indicators (R20),
milestones of measures (R10). Every row of them is the newest event about its entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from . import labels
from .due_rows import Cells, compare_rows, demand_figures
from .known_words import WORDS
from .labels import word
from .printed import blocks
from .told import State, Told

_PACKAGE = "audit-package"
_ALL = "alle"
Rows = Callable[[Told, str, str], Iterator[Cells]]


def check_registers(document: dict[str, Any], whole: Told, last_day: str) -> str:
    """Raises Fault naming the first cell that the events do not give. What it says begins with
    "; ", empty without such tables."""
    grant_id, checked = document["grant_id"], 0
    for table in blocks(document, "table"):
        due = _TABLES.get(table["key"])
        if due is None or document["type"] == _PACKAGE:
            continue
        if table["key"] == "gaps" and not any(one["key"] == "register" for one in table["columns"]):
            continue  # the statement about accessibility has a table of that key, too
        checked += compare_rows(table, list(due(whole, grant_id, last_day)))
    named = {one["key"] for each in blocks(document, "key_figures") for one in each["figures"]}
    due_of = {key: _FIGURES[key](whole, grant_id, last_day) for key in _FIGURES.keys() & named}
    demand_figures(document, due_of)
    return f"; {checked} Zeilen der Verzeichnisse sind die der Ereignisse" if checked else ""


def items_of(told: Told, grant_id: str, day: str) -> list[tuple[State, State | None]]:
    """Every item acquired by the day with its released disposal, if it left by then."""
    found = [
        one
        for one in told.items.values()
        if one["grant_id"] == grant_id and one["acquired_on"] <= day
    ]
    left = {key: one for key, one in told.disposals.items() if one["disposed_on"] <= day}
    ordered = sorted(found, key=lambda one: int(one["number"]))
    return [(one, left.get(one["item_id"])) for one in ordered]


def _there(told: Told, grant_id: str, day: str) -> list[State]:
    return [item for item, left in items_of(told, grant_id, day) if left is None]


def _gone(told: Told, grant_id: str, day: str) -> list[tuple[State, State]]:
    return [(item, left) for item, left in items_of(told, grant_id, day) if left is not None]


def _items(told: Told, grant_id: str, day: str) -> Iterator[Cells]:
    for one in _there(told, grant_id, day):
        yield {
            "number": one["number"],
            "name": one["name"],
            "measure": one["measure_id"],
            "class": word(labels.ASSET_CLASSES, one["asset_class"]),
            "acquired_on": one["acquired_on"],
            "receipt": one["voucher_number"],
            "net": one["net_cents"],
            "tax": one["vat_cents"],
            "whole": one["gross_cents"],
            "eligible": one["eligible_cents"],
            "grant_share": one["grant_share_cents"],
        }


def _places(told: Told, grant_id: str, day: str) -> Iterator[Cells]:
    for one in _there(told, grant_id, day):
        yield {
            "number": one["number"],
            "name": one["name"],
            "serial_number": one["serial_number"],
            "place": one["place"],
            "responsible": one["responsible_unit"],
            "life": one["useful_life_years"],
            "binding_until": one["binding_until"],
        }


def _disposals(told: Told, grant_id: str, day: str) -> Iterator[Cells]:
    for item, left in _gone(told, grant_id, day):
        yield {
            "number": item["number"],
            "name": item["name"],
            "disposed_on": left["disposed_on"],
            "kind": word(labels.DISPOSALS, left["kind"]),
            "proceeds": left["proceeds_cents"],
            "tied": left["tied_cents"],
            "within": labels.YES[left["within_binding"]],
            "consent": left["consent_reference"],
        }


def _released(told: Told, grant_id: str, day: str) -> Iterator[Cells]:
    years: dict[int, int] = {}
    for item, _ in items_of(told, grant_id, day):
        for one in item["releases"]:
            years[one["budget_year"]] = years.get(one["budget_year"], 0) + one["cents"]
    for year, cents in sorted(years.items()):
        yield {"year": str(year), "released": cents}


def entries(told: Told, grant_id: str, field: str, *more: str) -> list[State]:
    """Entries of one register by their number: those with these fields."""
    found = [
        one
        for one in told.things.values()
        if {field, *more} <= one.keys()
        and isinstance(one.get("place"), dict)
        and one["place"].get("grant_id") == grant_id
    ]
    return sorted(found, key=lambda one: int(one["place"]["number"]))


def _until(day: str, field: str, ordered: list[State]) -> list[State]:
    """Those dated up to the day, by that date; of one date they stay in their order."""
    return sorted((one for one in ordered if one[field] <= day), key=lambda one: str(one[field]))


def _software_of(told: Told, grant_id: str) -> list[State]:
    return entries(told, grant_id, "repository_url", "unpublished_reason")


def _software(told: Told, grant_id: str, _: str) -> Iterator[Cells]:
    for one in _software_of(told, grant_id):
        yield {
            **_placed(one),
            "name": one["name"],
            "status": word(labels.SOFTWARE, one["status"]),
            "licence": one["licence"],
            "repository": one["repository_url"],
            "documentation": one["documentation_url"],
            "opencode": one["opencode_url"],
            "published_on": one["published_on"],
            "reason": one["unpublished_reason"],
        }


def _published_of(told: Told, grant_id: str, day: str) -> list[State]:
    return _until(day, "published_on", entries(told, grant_id, "has_funding_notice"))


def _publications(told: Told, grant_id: str, day: str) -> Iterator[Cells]:
    for one in _published_of(told, grant_id, day):
        yield {
            **_placed(one),
            "title": one["title"],
            "medium": one["medium"],
            "published_on": one["published_on"],
            "url": one["url"],
            "notice": labels.YES[one["has_funding_notice"]],
            "logos": labels.YES[one["has_logos"]],
        }


def _exchanged(told: Told, grant_id: str, day: str) -> list[State]:
    return _until(day, "held_on", entries(told, grant_id, "held_on", "partner"))


def _exchanges(told: Told, grant_id: str, day: str) -> Iterator[Cells]:
    for one in _exchanged(told, grant_id, day):
        yield {
            **_placed(one),
            "held_on": one["held_on"],
            "topic": one["topic"],
            "material": one["material"],
            "url": one["material_url"],
            "model_project": labels.YES[one["is_model_project"]],
        }


def _partners(told: Told, grant_id: str, day: str) -> Iterator[Cells]:
    for one in _exchanged(told, grant_id, day):
        number = one["place"]["number"]
        yield {"partner": one["partner"], "number": number, "held_on": one["held_on"]}


def _indicators(told: Told, grant_id: str, day: str) -> Iterator[Cells]:
    """What was measured after the day is told of by an earlier event that need not be enclosed."""
    found = entries(told, grant_id, "baseline", "target")
    for one in sorted(found, key=lambda one: (one["place"]["measure_id"], one["place"]["number"])):
        cells = {
            **_placed(one),
            "name": one["name"],
            "unit": one["unit"],
            "baseline": one["baseline"].replace(".", ","),
            "target": one["target"].replace(".", ","),
            "source": one["source"],
        }
        if one["measured_on"] is None or one["measured_on"] <= day:
            cells["actual"] = (one["actual"] or "").replace(".", ",")
            cells["measured_on"] = one["measured_on"]
        yield cells


def _advice(told: Told, grant_id: str, day: str) -> Iterator[Cells]:
    for one in entries(told, grant_id, "adviser"):
        if one["received_on"] <= day:
            yield {
                "number": one["place"]["number"],
                "measure": one["place"]["measure_id"] or _ALL,
                "received_on": one["received_on"],
                "adviser": one["adviser"],
                "text": one["text"],
                "status": word(labels.ADVICE, one["status"]),
                "reason": one["reason"],
            }


def _lacking(told: Told, grant_id: str, day: str) -> list[tuple[str, str, State]]:
    software = [(one["name"], "Software", one) for one in _software_of(told, grant_id)]
    published = _published_of(told, grant_id, day)
    told_of = [(one["title"], "Veröffentlichung", one) for one in published]
    return [one for one in (*software, *told_of) if one[2]["missing"]]


def _gaps(told: Told, grant_id: str, day: str) -> Iterator[Cells]:
    for name, register, one in _lacking(told, grant_id, day):
        yield {
            "name": name,
            "register": register,
            "number": one["place"]["number"],
            "missing": ", ".join(word(labels.LACKS, code) for code in one["missing"]),
            "rule": ", ".join(dict.fromkeys(word(labels.LACK_RULES, c) for c in one["missing"])),
            "remedy": "; ".join(WORDS["gaps"].get(code, code) for code in one["missing"]),
        }


def _placed(one: State) -> Cells:
    return {"number": one["place"]["number"], "measure": one["place"]["measure_id"]}


def _open_source(told: Told, grant_id: str, day: str) -> int:
    return sum(
        one["status"] == "published" and (one["published_on"] or "9") <= day
        for one in _software_of(told, grant_id)
    )


_TABLES: dict[str, Rows] = {
    "items": _items,
    "places": _places,
    "disposals": _disposals,
    "releases": _released,
    "software": _software,
    "open_source": _software,
    "publications": _publications,
    "exchanges": _exchanges,
    "partners": _partners,
    "indicators": _indicators,
    "benefit_indicators": _indicators,
    "recommendations": _advice,
    "gaps": _gaps,
}
_FIGURES: dict[str, Callable[[Told, str, str], Any]] = {
    "there": lambda told, grant, day: len(_there(told, grant, day)),
    "gone": lambda told, grant, day: len(_gone(told, grant, day)),
    "grant_share": lambda told, grant, day: sum(
        one["grant_share_cents"] for one in _there(told, grant, day)
    ),
    "software": lambda told, grant, _: len(_software_of(told, grant)),
    "published": _open_source,
    "lacking": lambda told, grant, day: len(_lacking(told, grant, day)),
}
