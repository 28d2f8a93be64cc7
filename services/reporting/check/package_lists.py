"""Tables of the audit package that are lists of what the events carry: the log itself, the hashes
of the receipt files, the lines of the plan. None may be left out, none may be another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from . import labels
from .due_rows import compare_rows
from .labels import word
from .outcome import Fault
from .printed import blocks
from .told import Told
from .voucher_fields import CATEGORIES

_TYPE = "audit-package"
_PARTLY = "; Worte des Prüfpakets, die kein Ereignis im Klartext trägt, sind nicht verglichen"


def check_package(document: dict[str, Any], whole: Told, last_day: str) -> str:
    """Raises Fault naming the first table that is not the list of its events. What it says begins
    with "; ", empty for other reports."""
    if document["type"] != _TYPE:
        return ""
    told = whole.of_grant(document["grant_id"])
    said = ""
    for table in blocks(document, "table"):
        check = _LISTS.get(table["key"])
        if check is not None:
            said += check(table, told)
    return f"{said}{_PARTLY}"


def _log(table: dict[str, Any], told: Told) -> str:
    keys = [one["key"] for one in table["columns"]]
    listed = [dict(zip(keys, row["cells"], strict=True)) for row in table["rows"]]
    due = [(one.id, one.type, one.time, one.hash.hex()) for one in told.leaves]
    found = [(one["event"], one["type"], one["time"], one["leaf"]) for one in listed]
    _demand_same(table, due, found)
    places = [one["position"] for one in listed]
    if any(type(one) is not int for one in places) or places != sorted(set(places)):
        raise Fault(f"Tabelle „{table['caption']}“: die Stellen im Strom steigen nicht")
    return f"; {len(due)} Ereignisse stehen mit ihrem Hash in der Tabelle des Protokolls"


def _files(table: dict[str, Any], told: Told) -> str:
    """Every file of every voucher, and what else is said of both."""
    rows = sorted(told.states.items(), key=lambda one: int(one[1]["number"]))
    due = [(key, row, file) for key, row in rows for file in row["documents"]]
    found = [((row["facts"] or [""])[0],) for row in table["rows"]]
    _demand_same(table, [(key,) for key, _, _ in due], found)
    cells = [
        {
            "file": number,
            "number": row["number"],
            "voucher": row["voucher_number"] or None,
            "kind": word(labels.FILE_KINDS, file["kind"]),
            "dated": row["invoice_date"],
            "sha256": file["sha256"],
        }
        for number, (_, row, file) in enumerate(due, start=1)
    ]
    compare_rows(table, cells)
    return f"; {len(due)} Belegdateien sind die der Ereignisse"


def _plan(table: dict[str, Any], told: Told) -> str:
    """The lines of one binding version, all of them; none as long as the funder knows none."""
    keys = [one["key"] for one in table["columns"]]
    rows = [dict(zip(keys, row["cells"], strict=True)) for row in table["rows"]]
    found = Counter((one["line"], one["measure"], one["category"], one["planned"]) for one in rows)
    plans = [(one, lines) for one, lines in told.plans.items() if one in told.binding]
    for subject, lines in reversed(plans):
        if found == Counter(_line(one) for one in lines):
            return f"; der Finanzierungsplan ist der der Fassung {subject.rpartition('.')[2]}"
    if not found and not plans:
        return ""
    raise Fault(f"Tabelle „{table['caption']}“: so nennt ihn kein Ereignis")


def _line(one: dict[str, Any]) -> tuple[Any, ...]:
    category = CATEGORIES.get(one["category"], (one["category"],))[0]
    return one["budget_line"], one["measure_id"], category, one["planned_cents"]


def _demand_same(table: dict[str, Any], due: list[Any], found: list[Any]) -> None:
    if difference := Counter(due) - Counter(found) or Counter(found) - Counter(due):
        what = next(iter(difference))
        raise Fault(f"Tabelle „{table['caption']}“: {what[0]} fehlt oder ist dort anders")


_LISTS: dict[str, Callable[[dict[str, Any], Told], str]] = {
    "log": _log,
    "receipt_files": _files,
    "plan_lines": _plan,
}
