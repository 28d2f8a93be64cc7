"""Recomputes the ways of calculation: tables in which a row follows from rows above it.

From the invoices to the eligible cost, from there to the grant and the balance; and the columns
that follow from others of the same row. Which table is which, its printed caption says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .outcome import Fault
from .printed import blocks, money, shown

INVOICES = "Von den Rechnungen zu den zuwendungsfähigen Ausgaben"
GRANT = "Zuwendung und Eigenanteil"
BALANCE = "Von den Ausgaben zum Saldo"
CALL = "Vom Beleg zum Abruf"
NOW = "Was sofort abrufbar ist"
TO_GRANT = "Von den zuwendungsfähigen Ausgaben zur Zuwendung"
OWN_SHARE, ALONE = "Eigenanteil der Stadt", "Was die Stadt allein trägt"
BASIS = "Von der Grundlage des Abrufs zu allen Ausgaben"
LINES = "Plan und Ist je Planposition"
SOURCES = "Womit die zuwendungsfähigen Ausgaben bezahlt sind"
_SOURCES_BEFORE = "Deckung der zuwendungsfähigen Ausgaben"
CLAIMABLE, ELIGIBLE = "Abrufbar (fertig geprüft)", "Zuwendungsfähige Ausgaben"
ON_ALL = "Zuwendung auf alle bezahlten Ausgaben"
CALLED, RECEIVED, RECEIVED_OF = "Abgerufen", "Eingegangen", "davon eingegangen"
_BASE, _DUE = "Bemessungsgrundlage", "Zustehende Zuwendung"
HEADS = ["Schritt", "Regel", "Betrag"]
_RATE = re.compile(r"(?:davon|Zuwendung \()\s?(\d{1,3})(?:,(\d\d))?\s%.*")
_OWED = {True: "Saldo: noch zu zahlen", False: "Saldo: zu erstatten"}
_WHOLE = 10_000
"""Basis points of the whole."""


class Way:
    """The rows of a table as (label, amount), in order."""

    def __init__(self, table: dict[str, Any]) -> None:
        place = len(table["columns"]) - 1
        self.caption = table["caption"]
        self.rows = [(one.get("label") or one["cells"][0], one["cells"][place])
                     for one in table["rows"]]  # fmt: skip

    def place(self, start: str) -> int:
        """Where the one row stands whose label begins so. Raises Fault."""
        found = [at for at, (label, _) in enumerate(self.rows) if label.startswith(start)]
        if len(found) != 1:
            raise Fault(f"Tabelle „{self.caption}“: der Schritt „{start}“ fehlt oder ist doppelt")
        return found[0]

    def amount(self, start: str) -> int:
        """The amount of the row whose label begins so, in cents."""
        return int(self.rows[self.place(start)][1])

    def has(self, start: str) -> bool:
        """Whether a row's label begins so."""
        return any(label.startswith(start) for label, _ in self.rows)

    def demand_total(self, first: int = 0) -> None:
        """The last row is the sum of those from `first` on. Raises Fault."""
        label, _ = self.rows[-1]
        self.demand(label, self.between(first, len(self.rows) - 1))

    def between(self, first: int, end: int) -> int:
        """The sum of the rows from `first` to before `end`."""
        return sum(amount for _, amount in self.rows[first:end])

    def share(self, start: str) -> int:
        """What the rate named in that row makes of the base, rounded once, half away from zero."""
        return share_of(self.amount(_BASE), rate_in(self.rows[self.place(start)][0]))

    def demand(self, start: str, due: int) -> None:
        """Raises Fault where the row states another amount."""
        label, stated = self.rows[self.place(start)]
        if stated != due:
            where = f"Tabelle „{self.caption}“, {label}"
            raise Fault(f"{where}: genannt {money(stated)}, nachgerechnet {money(due)}")


def check_steps(document: dict[str, Any]) -> str:
    """Every way of calculation. Raises Fault naming the first step that is wrong."""
    checked = 0
    for table in blocks(document, "table"):
        heads = [one["label"] for one in table["columns"]]
        follow = _WAYS.get(table["caption"]) if heads == HEADS else None
        if heads == HEADS and follow is None:
            raise Fault(f"Den Rechenweg „{table['caption']}“ kennt das Prüfprogramm nicht")
        if follow is not None:
            follow(Way(table))
            checked += 1
        elif table["caption"] in (LINES, SOURCES, _SOURCES_BEFORE):
            for row in table["rows"]:
                _row(table, row, dict(zip(heads, row["cells"], strict=True)))
            checked += 1
    return f"{checked} Rechenwege nachgerechnet"


def rate_in(label: str) -> int:
    """Basis points of the rate that a step names. Raises Fault."""
    match = _RATE.fullmatch(label)
    if match is None:
        raise Fault(f"Der Schritt „{label}“ nennt keinen Fördersatz")
    return int(match[1]) * 100 + int(match[2] or 0)


def share_of(cents: int, rate: int) -> int:
    """So many basis points of an amount, half away from zero."""
    share = (2 * abs(cents) * rate + _WHOLE) // (2 * _WHOLE)
    return share if cents >= 0 else -share


def _invoices(way: Way) -> None:
    last = way.place(ELIGIBLE)
    way.demand(ELIGIBLE, way.between(0, last))


def _total(way: Way) -> None:
    way.demand_total()


def _to_grant(way: Way) -> None:
    _base_and_share(way)
    way.demand_total(way.place("davon "))


def _now(way: Way) -> None:
    _base_and_share(way)
    way.demand(_DUE, way.between(way.place("davon "), way.place(_DUE)))
    way.demand_total(way.place(_DUE))


def _base_and_share(way: Way) -> None:
    way.demand(_BASE, way.between(0, way.place(_BASE)))
    way.demand("davon ", way.share("davon "))


def _grant(way: Way) -> None:
    way.demand(_BASE, way.between(0, way.place(_BASE)))
    way.demand("davon ", way.share("davon "))
    way.demand(_DUE, way.between(way.place("davon "), way.place(_DUE)))
    drawn = max(way.amount(CALLED), way.amount(RECEIVED))
    way.demand("Zu viel abgerufen", max(0, drawn - way.amount(_DUE)))


def _call(way: Way) -> None:
    way.demand(_BASE, way.between(0, way.place(_BASE)))
    way.demand("davon ", way.share("davon "))
    way.demand(_DUE, way.between(way.place("davon "), way.place(_DUE)))
    way.demand("Dieser Abruf", way.between(way.place(_DUE), way.place("Dieser Abruf")))


def _balance(way: Way) -> None:
    """In reports of earlier programs caps between base and grant have no row of their own: they
    only ever take away."""
    if way.has(ON_ALL):
        _base_and_share(way)
        way.demand(ON_ALL, way.between(way.place("davon "), way.place(ON_ALL)))
        way.demand_total(way.place(ON_ALL))
        _demand_side(way, way.rows[-1][1])
        return
    grant, most = way.amount("Zuwendung ("), way.share("Zuwendung (")
    if grant > max(0, most):
        way.demand("Zuwendung (", most)
    if way.amount(_BASE) > way.amount(ELIGIBLE):
        way.demand(_BASE, way.amount(ELIGIBLE))
    due = grant - way.amount(RECEIVED_OF)
    way.demand("Saldo", due)
    _demand_side(way, due)


def _demand_side(way: Way, due: int) -> None:
    if way.rows[-1][0] != _OWED[due >= 0]:
        raise Fault(f"Tabelle „{way.caption}“: „{way.rows[-1][0]}“ ist das Gegenteil des Betrags")


def _row(table: dict[str, Any], row: dict[str, Any], cells: dict[str, Any]) -> None:
    """Columns that follow from others: deviation, overrun, and both in percent of the plan."""
    if row["kind"] not in ("data", "total"):
        return
    due: dict[str, Any] = {}
    if "Abweichung" in cells:
        part = due["Abweichung"] = cells.get("Ist", cells.get("Ist kumuliert")) - cells["Geplant"]
    else:
        part = cells["Überschreitung"]
        if row["kind"] == "data":
            due["Überschreitung"] = part = max(0, -cells["Verfügbar"])
    if cells.get("in Prozent") is not None:
        due["in Prozent"] = percent_of(part, cells["Geplant"])
    kinds = {one["label"]: one["type"] for one in table["columns"]}
    for name, value in due.items():
        if cells[name] != value:
            where = f"Tabelle „{table['caption']}“, {row.get('label') or row['cells'][0]}, {name}"
            stated, own = (shown(kinds[name], one) for one in (cells[name], value))
            raise Fault(f"{where}: genannt {stated}, nachgerechnet {own}")


def percent_of(part: int, whole: int) -> int | None:
    """Basis points, half away from zero; None of nothing."""
    if not whole:
        return None
    rounded = (2 * abs(part) * _WHOLE + whole) // (2 * whole)
    return rounded if part >= 0 else -rounded


_WAYS: dict[str, Callable[[Way], None]] = {
    INVOICES: _invoices,
    GRANT: _grant,
    BALANCE: _balance,
    CALL: _call,
    NOW: _now,
    TO_GRANT: _to_grant,
    OWN_SHARE: _total,
    ALONE: _total,
    BASIS: _total,
}
