"""The procurement overview (R14): each file as its newest event says it, with what was invoiced and
paid on the vouchers that belong to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from . import labels
from .due_rows import Cells, compare_rows, demand_figures
from .known_words import WORDS
from .labels import word
from .printed import blocks
from .told import State, Told, effects, local_day

_TYPE = "procurement-overview"
_INVOICED = ("voucher", "credit_note", "reversal")
_COUNT, _OPEN, _PAID = "count", "open", "paid"


def check_procurements(document: dict[str, Any], whole: Told, last_day: str) -> str:
    """Raises Fault naming the first cell that the events do not give. What it says begins with
    "; ", empty for other reports."""
    if document["type"] != _TYPE:
        return ""
    told = whole.of_grant(document["grant_id"])
    files = files_of(told, document["grant_id"])
    mine = _rows_of(told, files)
    checked = 0
    for table in blocks(document, "table"):
        if table["key"] == "procurements":
            rows = [_row(one, mine[one["procurement_id"]], last_day) for one in files]
            checked += compare_rows(table, rows)
        elif table["key"] == "findings":
            checked += compare_rows(table, [row for one in files for row in _findings(one)])
    paid = sum(effects(row, _PAID, last_day) for rows in mine.values() for row in rows)
    unfinished = sum(not one["is_complete"] for one in files)
    demand_figures(document, {_COUNT: len(files), _OPEN: unfinished, _PAID: paid})
    return f"; {checked} Zeilen der Vergabeakten sind die der Ereignisse"


def files_of(told: Told, grant_id: str) -> list[State]:
    """By number."""
    found = [one for one in told.procurements.values() if one["grant_id"] == grant_id]
    return sorted(found, key=lambda one: int(one["number"]))


def procedure_of(file: State) -> str:
    """The procedure and what was bought by it; money passed on has neither."""
    procedure = word(labels.PROCEDURES, file["procedure"])
    bought = labels.BOUGHT[file.get("kind", "services")]
    return f"{procedure} ({bought})" if procedure else ""


def _rows_of(told: Told, files: list[State]) -> dict[str, list[State]]:
    """The vouchers of each file: those that name it, else those of their order, reversed row or
    movement."""
    named = {key: one["procurement_id"] for key, one in told.states.items()
             if one.get("procurement_id")}  # fmt: skip
    behind = {
        key: one["reversal_of"] or one["movement_of"] or one["commitment_id"]
        for key, one in told.states.items()
        if key not in named
    }
    found: dict[str, list[State]] = {one["procurement_id"]: [] for one in files}
    for key, one in told.states.items():
        before = behind.get(key) or ""
        file = named.get(key) or named.get(before) or named.get(behind.get(before) or "")
        if file in found:
            found[file].append(one)
    return found


def _row(file: State, rows: list[State], day: str) -> Cells:
    is_passed_on = file["relation"] == "pass_on"
    return {
        "number": file["number"],
        "subject": f"{file['subject']} (Weiterleitung)" if is_passed_on else file["subject"],
        "regime": word(labels.REGIMES, file["regime"]),
        "procedure": procedure_of(file),
        "estimate": file["estimate_net_cents"],
        "bidders": f"{file['bidders_asked']} / {file['offers_received']}",
        "award": file["award_net_cents"],
        "contract_date": file["contract_date"],
        "changes": sum(one["net_cents"] for one in file["changes"]),
        "invoiced": sum(one["gross_cents"] for one in rows if _is_invoiced(one, day)),
        _PAID: sum(effects(one, _PAID, day) for one in rows),
        "complete": labels.YES[file["is_complete"]],
    }


def _is_invoiced(row: State, day: str) -> bool:
    on = row["invoice_date"] or row["assessment"]["effective_on"] or local_day(row["recorded_at"])
    return row["kind"] in _INVOICED and bool(on <= day)


def _findings(file: State) -> Iterator[Cells]:
    counts = Counter((one["rule"], one["code"]) for one in file["findings"])
    for (rule, code), count in counts.items():
        told, remedy = WORDS["findings"].get(code, (None, None))
        words = {"finding": told, "remedy": remedy} if told else {}
        yield {"number": file["number"], "rule": rule, "count": count, **words}
