"""Words of a report that an event or its own key gives: period, grant, gates of a call, the share
of a voucher. All other words stand only in the report: without a seal nobody vouches for them."""

from __future__ import annotations

import re
from typing import Any

from .outcome import Fault
from .printed import blocks, money
from .steps import share_of
from .told import Told

_PERIOD = re.compile(r"(\d{4})(?:-(?:(Q|H)([1-4])|(0[1-9]|1[0-2])))?")
_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
    "November", "Dezember",
)  # fmt: skip
_SPANS = {"Q": "Quartal", "H": "Halbjahr"}
_GATES = "gates"
_STATES = {True: "liegt vor", False: "fehlt noch"}


def check_named(document: dict[str, Any], whole: Told) -> str:
    """Raises Fault naming the first word that is another."""
    told = whole.of_grant(document["grant_id"])
    _period(document)
    _grant(document, whole)
    rates = whole.rates.get(document["grant_id"], set())
    for table in blocks(document, "table"):
        if table["key"] == _GATES:
            _gates(document, table, told)
        elif rates:
            _shares(table, rates)
    return ""


def _period(document: dict[str, Any]) -> None:
    """The period in words is that of its key."""
    match = _PERIOD.fullmatch(document["period_key"])
    if match is None:
        return
    year, kind, number, month = match.groups()
    due = f"{number}. {_SPANS[kind]} {year}" if kind else f"Jahr {year}"
    if month:
        due = f"{_MONTHS[int(month) - 1]} {year}"
    if document["period"] and due not in document["period"].replace("\u00a0", " "):
        raise Fault(f"Der Bericht nennt „{document['period']}“, seine Zahlen sind die für {due}")


def _grant(document: dict[str, Any], told: Told) -> None:
    grant = told.things.get(document["grant_id"], {}).get("grant")
    if grant and document["grant"] != f"{grant['title']}, Bescheid {grant['award_notice_number']}":
        raise Fault(f"Die Zuwendung heißt nach ihrem Ereignis anders als „{document['grant']}“")


def _gates(document: dict[str, Any], table: dict[str, Any], told: Told) -> None:
    """What the call needs, and whether it is there, as of its newest event."""
    calls = [
        one
        for one in told.calls.values()
        if one["period"] == document["period_key"] and one["status"] != "withdrawn"
    ]
    keys = [one["key"] for one in table["columns"]]
    if not calls or not {"rule", "state"} <= set(keys):
        return
    newest = max(calls, key=lambda one: int(one["number"]))
    due = sorted((one["rule"], _STATES[one["satisfied"]]) for one in newest["gates"])
    places = keys.index("rule"), keys.index("state")
    found = sorted(tuple(row["cells"][at] for at in places) for row in table["rows"])
    if found != due:
        raise Fault(f"Tabelle „{table['caption']}“: nach dem Ereignis des Abrufs steht es anders")


def _shares(table: dict[str, Any], rates: set[int]) -> None:
    """The share of each voucher is that of its eligible cost, at a rate an award names."""
    keys = [one["key"] for one in table["columns"]]
    if not {"eligible", "share", "number"} <= set(keys):
        return
    cost, share = keys.index("eligible"), keys.index("share")
    for row in table["rows"]:
        cells = row["cells"]
        if row["kind"] == "data" and cells[share] is not None:
            due = {share_of(cells[cost] or 0, rate) for rate in rates}
            if cells[share] not in due:
                raise Fault(
                    f"Beleg {cells[keys.index('number')]}: ein Anteil von {money(cells[share])} "
                    "folgt aus keinem Fördersatz"
                )
