"""The grant that a report names, the balance and the city's share, against terms and caps of the
award, incomes and vouchers as the events tell them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .amounts import COUNTS, money_of
from .award import Award, award_on
from .outcome import Fault
from .printed import blocks, money
from .steps import BALANCE, GRANT, NOW, ON_ALL, OWN_SHARE, TO_GRANT, Way
from .told import Told

_TYPES = ("financial-statement", "interim-proof", "proof-of-use-a", "proof-of-use-b")
_DUE = "Zustehende Zuwendung"
Stated = tuple[str, int, int]
"""Place of an amount, what is stated there and what the events give."""


def check_entitled(document: dict[str, Any], told: Told, last_day: str) -> str:
    """Raises Fault naming the first amount that the events do not give. What it says begins with
    "; ", empty where a report names no grant."""
    award = award_on(told, document["grant_id"], last_day)
    checked = 0
    if award is None:
        return ""
    received = money_of(told, document["grant_id"], last_day).received
    for place, stated, due in (*_figures(document, award, received), *_steps(document, award)):
        if stated != due:
            raise Fault(f"{place}: genannt {money(stated)}, nach dem Bescheid {money(due)}")
        checked += 1
    if not checked:
        return ""
    return "; die Zuwendung ist nach Fördersatz, Obergrenzen und Einnahmen nachgerechnet"


def _figures(document: dict[str, Any], award: Award, received: int) -> Iterator[Stated]:
    if document["type"] not in _TYPES:
        return
    wanted = {"Zuwendung": award.entitled(), "Saldo": award.entitled() - received}
    for block in blocks(document, "key_figures"):
        for one in block["figures"]:
            if one["label"] in wanted:
                yield f"Kennzahl {one['label']}", one["value"], wanted[one["label"]]


def _steps(document: dict[str, Any], award: Award) -> Iterator[Stated]:
    rows = award.told.states.values()
    claimable = [one for one in rows if (one["assessment"] or {}).get("status") in COUNTS]
    for table in blocks(document, "table"):
        way, place = Way(table) if table["caption"] in _WAYS else None, table["caption"]
        if way is None:
            continue
        if place in (NOW, GRANT):
            yield f"Tabelle „{place}“, {_DUE}", way.amount(_DUE), award.entitled(claimable)
        elif place == TO_GRANT:
            yield f"Tabelle „{place}“", way.rows[-1][1], award.entitled()
        elif place == OWN_SHARE:
            own = award.sum("eligible") - award.entitled() - award.tied - award.public
            yield f"Tabelle „{place}“", way.rows[-1][1], own
        elif way.has(ON_ALL):
            yield f"Tabelle „{place}“, {ON_ALL}", way.amount(ON_ALL), award.entitled()


_WAYS = (NOW, GRANT, TO_GRANT, OWN_SHARE, BALANCE)
