"""Recomputes the amounts of a report from the events of the log it carries.

What a voucher counts, budget decided and its event says; here the vouchers are added as of the
last day of the period, by rule and by line of the plan, and the calls with what came in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from .outcome import Fault
from .printed import blocks, money
from .steps import (
    ALONE,
    BALANCE,
    BASIS,
    CALLED,
    CLAIMABLE,
    ELIGIBLE,
    GRANT,
    INVOICES,
    LINES,
    NOW,
    OWN_SHARE,
    RECEIVED,
    RECEIVED_OF,
    TO_GRANT,
    Way,
    rate_in,
)
from .told import Told, effects

_KINDS = {
    "Beauftragt": "committed",
    "Bezahlt": "paid",
    "Zuwendungsfähig": "eligible",
    "Ist": "eligible",
    "Ist kumuliert": "eligible",
}
"""Columns of the lines of the plan, and the effects they add up."""
_OF_YEAR = "Ist im Jahr"
"""Of an interim proof: eligible cost of the calendar year that ends with the last day."""
_LEFT = ("released", "submitted", "decided", "received")
COUNTS = ("claimable", "called")
_GROSS = "Rechnungsbeträge mit Umsatzsteuer"
_PARTLY = "–"
_DEVELOPMENT = "Vom Vorquartal bis heute"
_STAND = {
    "Bezahlt": "paid",
    "Zuwendungsfähig": "eligible",
    "Abgerufen": "called",
    "Erhalten": "received",
}
_PROOF = {
    "Ausgaben, zuwendungsfähig": "eligible",
    "Zuwendungsfähig": "eligible",
    "Eingegangen": "received",
}
_FIGURES = {
    "quarterly": {"Bezahlt": "paid", "Vom Bund erhalten": "received"},
    "financial-statement": {"Zuwendungsfähig": "eligible"},
    "interim-proof": {"Zuwendungsfähig": "eligible"},
    "proof-of-use-a": _PROOF,
    "proof-of-use-b": _PROOF,
}

State = Mapping[str, Any]
Stated = tuple[str, int, int]
"""An amount with its place: as the report states it and as the events give it, in cents."""


@dataclass(frozen=True)
class Money:
    """What the events of one grant tell of vouchers and calls, and the rates of its award."""

    rows: Sequence[State]
    calls: Sequence[State]
    rates: set[int]
    last_day: str

    def sum(self, kind: str, rows: Iterable[State]) -> int:
        """Cents of the effects of a kind that these rows have up to the last day."""
        return sum(effects(one, kind, self.last_day) for one in rows)

    @property
    def called(self) -> int:
        """Calls that left the house, with the approved amount from the day it was decided."""
        return sum(
            one["amount_cents"] if self._undecided(one) else one["approved_cents"]
            for one in self.calls
            if one["status"] in _LEFT and (one["released_on"] or "9") <= self.last_day
        )

    @property
    def received(self) -> int:
        """What came in by the last day."""
        found = [one for one in self.calls if one["received_cents"] and one["received_on"]]
        return sum(one["received_cents"] for one in found if one["received_on"] <= self.last_day)

    def _undecided(self, call: State) -> bool:
        return call["approved_cents"] is None or (call["decided_on"] or "") > self.last_day

    def totals(self) -> dict[str, int]:
        """Every sum that a report names, by its kind."""
        kinds = {kind: self.sum(kind, self.rows) for kind in ("paid", "eligible")}
        counts = [one for one in self.rows if _assessed(one).get("status") in COUNTS]
        claimable = self.sum("eligible", counts)
        return {**kinds, "claimable": claimable, "called": self.called, "received": self.received}


def money_of(told: Told, grant_id: str, last_day: str) -> Money:
    """What one grant's rows and calls come to on a day."""
    own = told.of_grant(grant_id)
    rates = told.rates.get(grant_id, set())
    return Money(tuple(own.states.values()), tuple(own.calls.values()), rates, last_day)


def check_amounts(document: dict[str, Any], told: Money) -> str:
    """Raises Fault naming the first amount that the events do not give. What it says begins with
    "; " and is empty where a report has no such table."""
    totals, checked = told.totals(), 0
    tables = (_of_table(one, told, totals) for one in blocks(document, "table"))
    for name, stated, due in chain(*tables, _of_figures(document, totals)):
        if stated != due:
            raise Fault(f"{name}: genannt {money(stated)}, nach den Ereignissen {money(due)}")
        checked += 1
    return f"; {checked} Summen daraus nachgerechnet" if checked else ""


def _of_figures(document: dict[str, Any], totals: dict[str, int]) -> Iterator[Stated]:
    wanted = _FIGURES.get(document["type"], {})
    for block in blocks(document, "key_figures"):
        for one in block["figures"]:
            if one["label"] in wanted:
                yield f"Kennzahl {one['label']}", one["value"], totals[wanted[one["label"]]]


def _of_table(table: dict[str, Any], told: Money, totals: dict[str, int]) -> Iterator[Stated]:
    caption = table["caption"]
    place = f"Tabelle „{caption}“"
    if caption in _TOLD:
        yield from _steps(place, Way(table), told, totals)
    if caption == INVOICES:
        yield from _invoices(place, table, told)
    elif caption == LINES:
        yield from _lines(place, table, told)
    elif caption == _DEVELOPMENT:
        for column, stated in zip(table["columns"], table["rows"][-1]["cells"], strict=True):
            if column["label"] in _STAND:
                yield f"{place}, {column['label']}", stated, totals[_STAND[column["label"]]]


def _steps(place: str, way: Way, told: Money, totals: dict[str, int]) -> Iterator[Stated]:
    _demand_rate(way, told.rates)
    for start, kind in _TOLD[way.caption].items():
        if start not in _ONLY_SOMETIMES or way.has(start):
            sign = -1 if start.startswith(_LESS) else 1
            yield f"{place}, {start}", sign * way.amount(start), totals[kind]


_LESS = "abzüglich"
_LESS_RECEIVED = f"{_LESS} eingegangen"
_ONLY_SOMETIMES = (RECEIVED_OF, _LESS_RECEIVED)
"""One of them stands in the balance, by the program that wrote it."""
_PAID_COST = "Bezahlte zuwendungsfähige Ausgaben"
_TOLD = {
    INVOICES: {ELIGIBLE: "eligible"},
    GRANT: {CLAIMABLE: "claimable", CALLED: "called", RECEIVED: "received"},
    BALANCE: {ELIGIBLE: "eligible", RECEIVED_OF: "received", _LESS_RECEIVED: "received"},
    NOW: {"Abrufbare Belege": "claimable", f"{_LESS} abgerufen": "called"},
    TO_GRANT: {_PAID_COST: "eligible"},
    OWN_SHARE: {_PAID_COST: "eligible"},
    ALONE: {"Bezahlt": "paid", f"{_LESS} zuwendungsfähiger": "eligible"},
    BASIS: {_PAID_COST: "eligible"},
}
"""Steps that are sums of the events, by table."""


def _demand_rate(way: Way, rates: set[int]) -> None:
    for label, _ in way.rows:
        if "%" in label and rates and rate_in(label) not in rates:
            raise Fault(
                f"Tabelle „{way.caption}“: einen Fördersatz wie „{label}“ nennt kein Bescheid"
            )


def _invoices(place: str, table: dict[str, Any], told: Money) -> Iterator[Stated]:
    """Each rule with what it changes over all vouchers."""
    due: dict[tuple[bool, str], int] = {}
    for row in told.rows:
        for key, cents in _parts(row, told.last_day):
            due[key] = due.get(key, 0) + cents
    for row in table["rows"]:
        if row["kind"] == "data":
            label, rule, stated = row["cells"]
            yield f"{place}, {label}", stated, due.pop((label == _GROSS, rule), 0)
    for (_, rule), cents in due.items():
        yield f"{place}, {rule} fehlt", 0, cents


def _parts(row: State, last_day: str) -> Iterator[tuple[tuple[bool, str], int]]:
    """What each rule makes of a voucher; one that counts in part on the day, as a whole."""
    eligible = effects(row, "eligible", last_day)
    steps = _assessed(row).get("steps", ())
    if eligible and eligible != sum(one["amount_cents"] for one in steps):
        yield (False, _PARTLY), eligible
    elif eligible:
        for number, one in enumerate(steps):
            yield (not number, one["rule"] if number else "ELG-05"), one["amount_cents"]


def _lines(place: str, table: dict[str, Any], told: Money) -> Iterator[Stated]:
    heads = [one["label"] for one in table["columns"]]
    for row in table["rows"]:
        line = row["cells"][0]
        rows = [one for one in told.rows if one["budget_line"] == line]
        of_line = rows if row["kind"] == "data" else told.rows
        for head, stated in zip(heads, row["cells"], strict=True):
            where = f"{place}, {line or row.get('label')}, {head}"
            if head in _KINDS:
                yield where, stated, told.sum(_KINDS[head], of_line)
            elif head == _OF_YEAR:
                before = replace(told, last_day=f"{int(told.last_day[:4]) - 1}-12-31")
                due = told.sum("eligible", of_line) - before.sum("eligible", of_line)
                yield where, stated, due


def _assessed(row: State) -> Mapping[str, Any]:
    return row["assessment"] or {}
