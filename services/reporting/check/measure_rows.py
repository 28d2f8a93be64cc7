"""Rows about measures: what they are called, how they stand, what belongs to each of them. Measures
of one title are told apart by nobody; of those only the titles are compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .award import Award
from .due_rows import Cells, compare_rows, demand_row, rows_of
from .outcome import Fault
from .printed import blocks, shown
from .told import State, effects
from .voucher_fields import CATEGORIES

_NOTHING, _NO_MEASURE = "–", "ohne Maßnahme"
_BY_MEASURE = ("measures", "measures_actual", "measure_results", "participation")
_STANDING = ("measures", "participation")
_UNTOLD = "kein Stand gemeldet"
_PACKAGE, _PORTFOLIO = "audit-package", "portfolio"


def check_measures(document: dict[str, Any], award: Award) -> int:
    """How many rows agree. Raises Fault naming the first that is another."""
    checked = 0
    for table in blocks(document, "table"):
        if table["key"] in _STANDING:
            checked += sum(_measure(table, row, award, document) for row in rows_of(table))
        if table["key"] in _BY_MEASURE and document["type"] != _PACKAGE:
            _demand_measures(table, award)
        if table["key"] == "milestones":
            checked += compare_rows(table, list(_milestones(award)))
        elif table["key"] == "money":
            checked += _money(table, award)
    return checked


def _titles(award: Award) -> dict[str, State]:
    things = award.told.things.values()
    known = (one["measure"] for one in things if "title" in one.get("measure", {}))
    grant = award.grant["grant_id"]
    return {one["measure_id"]: one for one in known if one["grant_id"] == grant}


def _demand_measures(table: dict[str, Any], award: Award) -> None:
    """Rows are called as measures of the grant are, each as often as it may be."""
    titles = [one["title"] for one in _titles(award).values()]
    found = [one["measure"] for one in rows_of(table) if one["measure"] != _NO_MEASURE]
    odd = next((one for one in found if found.count(one) > titles.count(one)), None)
    if odd is not None:
        raise Fault(f"Tabelle „{table['caption']}“: eine Maßnahme „{odd}“ gibt es so nicht")


def _measure(table: dict[str, Any], cells: Cells, award: Award, document: Any) -> int:
    """How a measure stands: in the quarterly report in words, in the package for auditors by id."""
    if document["type"] == _PACKAGE:
        one = _titles(award).get(cells["measure"])
        if one is None:
            raise Fault(f"Tabelle „{table['caption']}“: {cells['measure']} nennt kein Ereignis")
        due = {"title": one["title"], "field": one["action_field"]}
        return demand_row(table, cells, due)
    mine = [one for one in _titles(award).values() if one["title"] == cells["measure"]]
    if len(mine) != 1:
        return 0  # nobody tells measures of one title apart, and the rest has none
    (measure,) = mine
    due = {"origin": measure["participation_origin"] or _NOTHING}
    status = _status(award, measure)
    if document["type"] == _PORTFOLIO:
        due["standing"] = _reached(status, award.last_day) if status else _UNTOLD
    elif "decision" in cells:
        due["decision"] = (status["decision_needed"].strip() if status else "") or _NOTHING
        due["standing"] = _standing(status, award.last_day) if status else _UNTOLD
    return demand_row(table, cells, due)


def _status(award: Award, measure: State) -> State | None:
    day = award.last_day
    quarter = f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"
    return award.told.statuses.get((measure["measure_id"], quarter))


def _reached(status: State, day: str) -> str:
    """In short, for the page about all measures."""
    listed = status.get("listed_milestones") or ()
    done = [one for one in listed if one["done_on"] is not None and one["done_on"] <= day]
    late = sum(one["due_on"] <= day for one in listed if one not in done)
    behind = f", {late} überfällig" if late else ""
    return f"{len(done)} von {len(listed)} erreicht{behind}" if listed else ""


def _standing(status: State, day: str) -> str:
    """What is reached, what is overdue, and what the person said to it."""
    listed = status.get("listed_milestones") or ()
    done = [one for one in listed if one["done_on"] is not None and one["done_on"] <= day]
    waiting = [one for one in listed if one not in done]
    late = sorted((one for one in waiting if one["due_on"] <= day), key=lambda one: one["due_on"])
    last = sorted(done, key=lambda one: (one["done_on"], one["due_on"]))[-1:]
    told = f"Fertig: {len(done)} von {len(listed)} Meilensteinen"
    told += "".join(f", zuletzt {one['title']}" for one in last)
    plain = "; ".join(line.strip() for line in status["milestones"].splitlines() if line.strip())
    sentences = [f"{told}." if listed else plain]
    sentences += [
        f"Überfällig seit {shown('date', one['due_on'])}: {one['title']}." for one in late
    ]
    return " ".join([*sentences, status["reason"].strip()]).strip() or _NOTHING


def _milestones(award: Award) -> Iterator[Cells]:
    """Of each measure with a status of the quarter, in the order of the measures."""
    day = award.last_day
    for measure in _titles(award).values():
        status = _status(award, measure)
        for one in (status or {}).get("listed_milestones") or ():
            done_on = one["done_on"] if one["done_on"] and one["done_on"] <= day else None
            late = "überfällig" if one["due_on"] <= day else "offen"
            yield {
                "milestone": one["title"],
                "due_on": one["due_on"],
                "done_on": done_on,
                "state": "erreicht" if done_on else late,
            }


def _money(table: dict[str, Any], award: Award) -> int:
    """By measure and category."""
    group, checked = "", 0
    titles = {one["title"]: key for key, one in _titles(award).items()}
    counts = [one["title"] for one in _titles(award).values()]
    names = {words[0]: code for code, words in CATEGORIES.items()}
    keys = [one["key"] for one in table["columns"]]
    for row in table["rows"]:
        group = row["label"] if row["kind"] == "group" else group
        if row["kind"] != "data" or counts.count(group) > 1:
            continue
        cells = dict(zip(keys, row["cells"], strict=True))
        code = names.get(cells["category"])
        if code is None or (group not in titles and group != _NO_MEASURE):
            raise Fault(f"Tabelle „{table['caption']}“: „{cells['category']}“ unter „{group}“ "
                        "nennt kein Ereignis")  # fmt: skip
        mine = _of_measure(award.told.states.values(), titles.get(group), titles)
        lines = _of_measure(award.reported, titles.get(group), titles)
        rows = [one for one in mine if one["category"] == code]
        due = {kind: sum(effects(one, kind, award.last_day) for one in rows)
               for kind in ("committed", "paid", "eligible")}  # fmt: skip
        due["planned"] = sum(one["planned_cents"] for one in lines if one["category"] == code)
        checked += demand_row(table, cells, due)
    return checked


def _of_measure(found: Any, key: str | None, titles: dict[str, str]) -> list[State]:
    known = set(titles.values())
    return [one for one in found if (one["measure_id"] == key if key else
                                     one["measure_id"] not in known)]  # fmt: skip
