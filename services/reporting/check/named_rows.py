"""Words and counts beside the amounts of overviews: what a row is called, what remains of a line,
where an income is from. Each follows from an event or from other cells of its row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import labels
from .award import Award, award_on
from .due_rows import Cells, compare_rows, demand_row, rows_of
from .known_words import WORDS
from .labels import word
from .measure_rows import check_measures
from .notice_rows import notices_due
from .outcome import Fault
from .printed import blocks, shown
from .steps import percent_of, share_of
from .told import State, Told

_NOTHING, _NO_MEASURE = "–", "ohne Maßnahme"
_BY_MEASURE = ("measures", "measures_actual", "measure_results", "participation")
_PACKAGE = "audit-package"
_TO_GET, _OWN = "Zuwendung, noch nicht eingegangen", "Eigenanteil"
_CAME = "Zuwendung, eingegangen"
_SOURCE_KINDS = {
    _CAME: labels.SOURCES["grant"],
    _TO_GET: "Von der Stadt vorgestreckt",
    _OWN: labels.SOURCES["own"],
}


def check_named_rows(document: dict[str, Any], whole: Told, last_day: str) -> str:
    """Raises Fault naming the first word or count that is another. What it says begins with "; ",
    empty without such tables."""
    award = award_on(whole, document["grant_id"], last_day)
    if award is None:
        return ""
    checked = check_measures(document, award)
    for table in blocks(document, "table"):
        for names, check in _CHECKS:
            if table["key"] in names:
                for row in rows_of(table):
                    checked += check(table, row, award, document)
        if table["key"] == "development":
            checked += _development(table, document)
        elif table["key"] == "notices":
            checked += compare_rows(table, list(notices_due(document, whole)))
    _figures(document, award)
    return f"; {checked} Namen, Stände und Zahlen von Übersichten folgen daraus" if checked else ""


def _line(table: dict[str, Any], cells: Cells, award: Award, _: Any) -> int:
    """What remains of a line of the plan, and what is said of a deviation."""
    due: Cells = {}
    rows = [one for one in award.told.states.values() if one["budget_line"] == cells["line"]]
    planned = cells.get("planned") or 0
    if "remaining" in cells:
        spent = award.sum("eligible", rows) + award.sum("expected_eligible", rows)
        due["remaining"] = planned - spent
    if "remark" in cells:
        due["remark"] = _remark(planned, cells["deviation"], award.terms.get("line_tolerance_bp"))
        if cells["remark"] and due["remark"] is None:
            due.pop("remark")
    if "count" in cells and "share" in cells:
        counted = {
            one["expenditure_id"]
            for one in rows
            for effect in (one["assessment"] or {}).get("effects", ())
            if effect["kind"] in ("paid", "eligible") and effect["on"] <= award.last_day
        }
        due["count"] = len(counted)
        due["share"] = share_of(cells["eligible"], award.terms["funding_rate_bp"])
    return demand_row(table, cells, due)


def _remark(planned: int, deviation: int, tolerance: int | None) -> str | None:
    """None where events from before do not tell by how much a line may be exceeded."""
    if not planned:
        return "nicht geplant"
    if tolerance is None:
        return None
    if deviation * 10_000 > planned * tolerance:
        return f"mehr als {shown('percent', tolerance)} darüber"
    return ""


def _source(table: dict[str, Any], cells: Cells, award: Award, _: Any) -> int:
    kinds = _SOURCE_KINDS | {
        one["source"]: word(labels.SOURCES, one["source_kind"])
        for one in (*_funding(award), *award.told.incomes.values())
        if one["source"] and one["source_kind"] not in ("grant", "own")
    }
    name = cells["source"]
    known = {**kinds, **{one: one for one in labels.SOURCES.values()}}
    if name not in known:
        raise Fault(f"Tabelle „{table['caption']}“: eine Quelle „{name}“ nennt kein Ereignis")
    due: Cells = {"kind": known[name]}
    return demand_row(table, cells, due)


def _funding(award: Award) -> list[State]:
    said = award.told.said.get("funding.budget.plan.released.v1", ())
    return [each for one in said for each in one["funding"]]


def _income(table: dict[str, Any], cells: Cells, award: Award, _: Any) -> int:
    fact = (cells[""] or [""])[0]
    income, call = award.told.incomes.get(fact), award.told.calls.get(fact)
    due = labels.SOURCES["grant"] if call else None
    if income is not None:
        due = word(labels.SOURCES, income["source_kind"])
    number = {"income": 1 + list(rows_of(table)).index(cells)} if "income" in cells else {}
    return demand_row(table, cells, {"kind": due, **number})


def _development(table: dict[str, Any], document: dict[str, Any]) -> int:
    """The quarter before, what came late where that was released, and this quarter."""
    year, number = (int(one) for one in document["period_key"].split("-Q"))
    before = (year, number - 1) if number > 1 else (year - 1, 4)
    start = f"{before[1]}. Quartal {before[0]}"
    known = (
        (f"{start} (kein freigegebener Bericht)", f"im {number}. Quartal {year}"),
        (f"{start}, wie freigegeben", "nachträglich erfasst", f"im {number}. Quartal {year}"),
    )
    found = tuple(str(one["part"]).replace("\u00a0", " ") for one in rows_of(table))
    if found not in known:
        raise Fault(f"Tabelle „{table['caption']}“: ihre Zeilen heißen anders")
    return len(found)


def _gap(table: dict[str, Any], cells: Cells, award: Award, document: Any) -> int:
    """Attachments of a proof of use: place and state are compared with the events elsewhere."""
    if document["type"] == "call-package":
        return 0
    due: Cells = {"rule": "VN-04"}
    if cells["state"] != "fehlt noch":
        due["remedy"] = None
    elif cells["attachment"] == "Schlussabruf":
        due["remedy"] = WORDS["gaps"]["call_not_released"]
    else:
        due["remedy"] = WORDS["gaps"]["proof_attachment_missing"]
    return demand_row(table, cells, due)


def _release(table: dict[str, Any], cells: Cells, award: Award, document: Any) -> int:
    """Why a plan was released, and for which period a call."""
    if document["type"] != _PACKAGE:
        return 0
    if cells["call"] is not None:
        calls = [one for one in award.told.calls.values() if one["number"] == cells["call"]]
        return demand_row(table, cells, {"reason": calls[0]["period"] if calls else None})
    version = str(cells["what"]).rpartition(" ")[2]
    grant = award.grant["grant_id"]
    said = award.told.said.get("funding.budget.plan.released.v1", ())
    mine = [one for one in said if (one["grant_id"], str(one["version"])) == (grant, version)]
    return demand_row(table, cells, {"reason": mine[-1]["reason"] if mine else None})


def _figures(document: dict[str, Any], award: Award) -> None:
    cost = award.sum("eligible")
    most = award.terms["max_eligible_cents"]
    came = sum(
        one["received_cents"] or 0
        for one in award.told.calls.values()
        if one["received_on"] is not None and one["received_on"] <= award.last_day
    )
    by_key = {"use_bp": percent_of(cost, most or 0), "rate_bp": award.terms["funding_rate_bp"]}
    by_label: Cells = {}
    if document["type"].startswith("proof-of-use"):
        entitled = award.entitled()
        by_label = {
            "Ausgaben, zuwendungsfähig": cost,
            "Zuwendung": entitled,
            "Eingegangen": came,
            "Saldo": entitled - came,
        }
    for block in blocks(document, "key_figures"):
        for one in block["figures"]:
            due = by_key.get(one["key"], one["value"])
            if not one["key"]:
                due = by_label.get(one["label"], due)
            if one["value"] != due:
                own = shown(one["type"], due) or "nichts"
                raise Fault(f"Kennzahl {one['label']}: nach den Ereignissen {own}")


Check = Callable[[dict[str, Any], Cells, Award, Any], int]
_CHECKS: tuple[tuple[tuple[str, ...], Check], ...] = (
    (("lines", "plan_actual", "summary"), _line),
    (("sources",), _source),
    (("incomes", "other_incomes"), _income),
    (("attachments",), _gap),
    (("releases",), _release),
)
