"""Overviews by line of the plan, by measure, by source of money and by call: each row recomputed
from the events by its name, none left out, and each measure under the light somebody reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from .award import Award, award_on
from .editions import FORECAST, LATE, passes_over
from .forecast import coming_of
from .outcome import Fault
from .printed import blocks, shown
from .steps import percent_of
from .told import State, Told
from .voucher_fields import CATEGORIES

_LINES = ("plan_actual", "deviating_lines", "largest_lines", "lines", "summary")
_WHOLE = ("plan_actual", "lines")
"""Tables with every line of the plan; the others are a choice of them, or only what was spent."""
_OF_COMMITTEE = "lines"
"""Follows the plan a committee looks at; all others the one the funder knows."""
_CHOSEN, _MOST = {"deviating_lines": "deviation", "largest_lines": "actual"}, 10
_RESULTS = "measure_results"
"""Of factual reports and proofs: what was reported last of a quarter that was over by the day."""
_MEASURES = (_RESULTS, "measures")
_OF_PROOF = "measures_actual"
"""Of the numerical proof: measures against the plan the funder knows."""
_NOTHING = "–"
_AHEAD_COLUMNS = ("forecast", "coming")
_NO_LIGHT, _NO_MEASURE = "none", "ohne Maßnahme"
_LEFT = ("released", "submitted", "decided", "received")
_CAME, _AHEAD, _OWN = "Zuwendung, eingegangen", "Zuwendung, noch nicht eingegangen", "Eigenanteil"
_OWN_FIGURES = (_OWN, "Unser Eigenanteil")
Cells = dict[str, Any]


def check_overviews(document: dict[str, Any], whole: Told, last_day: str) -> str:
    """Raises Fault naming the first cell that the events do not give. What it says begins with
    "; ", empty without such tables."""
    award = award_on(whole, document["grant_id"], last_day)
    if award is None:
        return ""
    checked = 0
    for table in blocks(document, "table"):
        keys = {one["key"] for one in table["columns"]}
        if table["key"] in _LINES and "line" in keys:
            checked += _compare(table, "line", _lines(table["key"], award))
            _demand_chosen(table, award)
        elif table["key"] in _MEASURES and "measure" in keys and "light" in keys:
            checked += _compare(table, "measure", _measures_due(table, award, last_day))
        elif table["key"] == _OF_PROOF and "measure" in keys:
            checked += _compare(table, "measure", dict(_against_plan(award)))
        elif table["key"] == "sources" and "source" in keys:
            checked += _compare(table, "source", dict(_sources(award)))
        elif {"number", "called", "received"} <= keys:
            checked += _compare(table, "number", dict(_calls(award)))
    _own_share(document, award)
    return f"; {checked} Zeilen von Übersichten nachgerechnet" if checked else ""


def _compare(table: dict[str, Any], name: str, due: dict[Any, Cells]) -> int:
    """Rows that the events know nothing of are left to the sum below them, but for lines, calls."""
    keys = [one["key"] for one in table["columns"]]
    where, seen = f"Tabelle „{table['caption']}“", set()
    for row in (one for one in table["rows"] if one["kind"] == "data"):
        cells = dict(zip(keys, row["cells"], strict=True))
        seen.add(cells[name])
        for column in table["columns"]:
            wanted = due.get(cells[name], {})
            key, stated = column["key"], cells[column["key"]]
            if key in wanted and stated not in wanted[key]:
                own = shown(column["type"], wanted[key][0]) or "nichts"
                raise Fault(
                    f"{where}, {cells[name]}, {column['label']}: nach den Ereignissen {own}"
                )
    is_whole = table["key"] in _WHOLE or name == "number"
    unknown = seen - due.keys() if name in ("line", "number") else set()
    if unknown or (is_whole and due.keys() - seen):
        odd = next(iter(unknown or due.keys() - seen))
        raise Fault(f"{where}: {odd} fehlt dort oder gehört nicht dazu")
    return len(seen)


def _lines(key: str, award: Award) -> dict[Any, Cells]:
    plan = award.reported if key == _OF_COMMITTEE else award.binding or []
    planned = {one["budget_line"]: one for one in plan}
    rows: dict[str, list[State]] = {}
    for one in award.told.states.values():
        rows.setdefault(one["budget_line"], []).append(one)
    found: dict[Any, Cells] = {}
    for name in (*planned, *(one for one in rows if one not in planned)):
        line, of_line = planned.get(name), rows.get(name, [])
        first = line or of_line[0]
        cost = award.sum("eligible", of_line)
        cents = line["planned_cents"] if line else 0
        found[name] = {
            "category": CATEGORIES.get(first["category"], (first["category"],)),
            "planned": (cents,),
            "actual": (cost,),
            "eligible": (cost,),
            "paid": (award.sum("paid", of_line),),
            "deviation": (cost - cents,),
        }
        if "plan_actual" not in key:
            found[name]["measure"] = (first["measure_id"],)
        if key in _CHOSEN:
            found[name]["deviation_share"] = (percent_of(cost - cents, cents),)
    return found


def _demand_chosen(table: dict[str, Any], award: Award) -> None:
    """The lines furthest from their plan, or with the largest cost, are those that stand there."""
    column = _CHOSEN.get(table["key"])
    if column is None:
        return
    sizes = {name: abs(one[column][0]) for name, one in _lines(table["key"], award).items()}
    due = sorted((one for one in sizes.values() if one), reverse=True)[:_MOST]
    place = [one["key"] for one in table["columns"]].index("line")
    found = [sizes[row["cells"][place]] for row in table["rows"] if row["kind"] == "data"]
    if found != due:
        raise Fault(f"Tabelle „{table['caption']}“: es sind nicht die größten, die dort stehen")


def _measures(award: Award, last_day: str, *, of_proof: bool) -> Iterator[tuple[Any, Cells]]:
    """By title; `of_proof`: under the light of the last quarter told of, not only of its own."""
    left = {key for key, one in award.told.calls.items() if _is_out(one, last_day)}
    mine, groups = measures_of(award)
    coming = coming_of(award, {key: groups.get(key, []) for key in (*mine, None)}, mine)
    for key, title, rows, planned in _by_measure(award, award.reported):
        spent = award.sum("paid", rows), award.sum("committed", rows)
        called = [one for one in rows if one["drawdown_id"] in left]
        yield (
            title,
            {
                **_standing(award.told, key or "", last_day, of_proof=of_proof),
                "planned": (planned,),
                "actual": (award.sum("eligible", rows),),
                "paid": spent[:1],
                "committed": spent[1:],
                "called": (award.sum("eligible", called),),
                "eligible": (award.sum("eligible", rows),),
                "coming": (coming[key],),
                "forecast": (award.sum("eligible", rows) + coming[key],),
                "available": (planned - sum(spent),),
            },
        )


def _against_plan(award: Award) -> Iterator[tuple[Any, Cells]]:
    for _, title, rows, planned in _by_measure(award, award.binding or []):
        cost = award.sum("eligible", rows)
        yield (
            title,
            {
                "planned": (planned,),
                "eligible": (cost,),
                "deviation": (cost - planned,),
                "deviation_share": (percent_of(cost - planned, planned),),
            },
        )


def _by_measure(
    award: Award, plan: list[State]
) -> Iterator[tuple[str | None, str, list[State], int]]:
    """Id, title, vouchers and planned cents; measures of one title are told apart by nobody and are
    left out."""
    mine, groups = measures_of(award)
    titles = [one["title"] for one in mine.values()]
    for key in (*mine, None):
        title = mine[key]["title"] if key else _NO_MEASURE
        if titles.count(title) <= 1:
            of_plan = (one for one in plan if _measure_of(one, mine) == key)
            planned = sum(one["planned_cents"] for one in of_plan)
            yield key, title, groups.get(key, []), planned


def measures_of(award: Award) -> tuple[dict[str, State], dict[str | None, list[State]]]:
    """Every measure of the grant by its id; the vouchers of each, those of no known one apart."""
    things = award.told.things.values()
    known = {one["measure"]["measure_id"]: one["measure"] for one in things if "measure" in one}
    mine = {key: one for key, one in known.items() if one["grant_id"] == award.grant["grant_id"]}
    groups: dict[str | None, list[State]] = {}
    for row in award.told.states.values():
        groups.setdefault(row["measure_id"] if row["measure_id"] in mine else None, []).append(row)
    return mine, groups


def _measure_of(line: State, mine: dict[str, State]) -> str | None:
    found: str = line["measure_id"]
    return found if found in mine else None


def _standing(told: Told, measure: str, last_day: str, *, of_proof: bool) -> Cells:
    quarter = f"{last_day[:4]}-Q{(int(last_day[5:7]) + 2) // 3}"
    if not of_proof:
        return {"light": (told.statuses.get((measure, quarter), {}).get("light", _NO_LIGHT),)}
    known = [period for of, period in told.statuses if of == measure and period <= quarter]
    if not known:
        return {"light": (_NO_LIGHT,), "reported": (_NOTHING,), "milestones": (_NOTHING,)}
    last = told.statuses[measure, max(known)]
    year, _, number = last["period"].partition("-Q")
    label = f"{number}. Quartal {year}"
    listed = last.get("listed_milestones") or ()
    waiting = [one for one in listed if (one["done_on"] or "9") > last_day]
    late = late_of(listed, last_day)
    reached = f"{len(listed) - len(waiting)} von {len(listed)}"
    said = f"{reached}, {late} überfällig" if late and not passes_over(told, LATE) else reached
    return {
        "light": (last["light"],),
        "reported": (label, label.replace(" ", "\u00a0")),
        "milestones": (said if listed else _NOTHING,),
    }


def late_of(milestones: Iterable[State], day: str) -> int:
    """How many are due by the day and were not reached by then."""
    return sum(one["due_on"] <= day < (one["done_on"] or "9") for one in milestones)


def _measures_due(table: dict[str, Any], award: Award, last_day: str) -> dict[Any, Cells]:
    """Without the forecast where the file is of an edition that counted it otherwise."""
    due = dict(_measures(award, last_day, of_proof=table["key"] == _RESULTS))
    has_forecast = any(one["key"] == "forecast" for one in table["columns"])
    if has_forecast and passes_over(award.told, FORECAST):
        return {name: _without(one, _AHEAD_COLUMNS) for name, one in due.items()}
    return due


def _without(cells: Cells, names: tuple[str, ...]) -> Cells:
    return {key: one for key, one in cells.items() if key not in names}


def _is_out(call: State, day: str) -> bool:
    return call["status"] in _LEFT and (call["released_on"] or "9") <= day


def _sources(award: Award) -> Iterator[tuple[Any, Cells]]:
    received = sum(one["received"][0] for _, one in _calls(award, all_of_them=True))
    yield _CAME, {"actual": (received,)}
    yield _AHEAD, {"actual": (award.entitled() - received,)}
    yield _OWN, {"actual": (own_share(award),)}
    given: dict[str, int] = {}
    for one in award.told.incomes.values():
        if one["received_on"] <= award.last_day and one["source"]:
            given[one["source"]] = given.get(one["source"], 0) + one["amount_cents"]
    yield from ((name, {"actual": (cents,)}) for name, cents in given.items())


def own_share(award: Award) -> int:
    """What the city bears of the eligible cost."""
    return award.sum("eligible") - award.entitled() - award.tied - award.public


def _calls(award: Award, *, all_of_them: bool = False) -> Iterator[tuple[Any, Cells]]:
    """Released by the day, with the approved amount from the day of the decision."""
    for one in award.told.calls.values():
        day = award.last_day
        came = one["received_on"] is not None and one["received_on"] <= day
        undecided = one["approved_cents"] is None or (one["decided_on"] or "") > day
        if all_of_them or _is_out(one, day):
            yield (
                one["number"],
                {
                    "called": (one["amount_cents"] if undecided else one["approved_cents"],),
                    "received": ((one["received_cents"] or 0) if came else 0,),
                    "received_on": (one["received_on"] if came else None,),
                },
            )


def _own_share(document: dict[str, Any], award: Award) -> None:
    for block in blocks(document, "key_figures"):
        for one in block["figures"]:
            if one["label"] in _OWN_FIGURES and one["value"] != own_share(award):
                own = shown("money", own_share(award))
                raise Fault(f"Kennzahl {one['label']}: nach den Ereignissen {own}")
