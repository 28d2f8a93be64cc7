"""Amounts within sentences: each of them stands in a table, a figure or an event of the file too,
or the check says that nobody can compare it. A sentence alone must not promise money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .amounts import money_of
from .omitted import CALL_PACKAGE
from .outcome import Fault, Unseen
from .printed import blocks, money
from .told import Told
from .vouchers import last_day_of

_AMOUNT = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+),(\d\d)\s?(?:€|EUR)")
_SENTENCES = ("paragraph", "hint", "list", "status", "details", "approval")
_STRICT = ("voucher-list", "call-package")
"""Reports whose sentences repeat what their tables say, and add no amount of their own."""
_RECEIVED = re.compile(rf"Eingegangen sind bisher {_AMOUNT.pattern}")
"""The one sum of a draw-down package that stands in a sentence only: the events give it."""
_NAMED = 5


def check_sentences(document: dict[str, Any], told: Told | None) -> str:
    """Raises Unseen naming the amounts that stand in a sentence only, Fault where the report is of
    a kind that has none, or where the events give another sum of what came in."""
    received = _received(document, told) if told is not None else set()
    lonely = sorted(set(_told(document)) - _known(document) - received, reverse=True)
    if lonely and told is not None:
        known = in_events(told)
        lonely = [one for one in lonely if one not in known]
    if not lonely:
        return "jeder steht auch in einer Tabelle, einer Kennzahl oder einem Ereignis"
    names = ", ".join(f"{money(one)} €" for one in lonely[:_NAMED])
    more = f" und {len(lonely) - _NAMED} weitere" if len(lonely) > _NAMED else ""
    unsure = set(_stated(document)) if told is not None else set()
    if document["type"] in _STRICT and told is not None and not unsure.issuperset(lonely):
        raise Fault(f"Ein Satz nennt einen Betrag, den keine Tabelle hat: {names}{more}")
    raise Unseen(f"in keiner Tabelle stehen {names}{more}")


def _told(document: dict[str, Any]) -> Iterator[int]:
    for block in blocks(document, *_SENTENCES):
        for text in _texts(block):
            for whole, cents in _AMOUNT.findall(text):
                yield int(whole.replace(".", "") + cents)
    for block in blocks(document, "chart"):
        for whole, cents in _AMOUNT.findall(block["message"]):
            yield int(whole.replace(".", "") + cents)


def _received(document: dict[str, Any], told: Told) -> set[int]:
    """What came in by the last day, where the sentence says so too. Raises Fault where it says
    something else although every call up to the newest one is told; of others nobody knows."""
    stated = set(_stated(document))
    if not stated:
        return set()
    known = money_of(told, document["grant_id"], last_day_of(document["period_key"]))
    if stated == {known.received}:
        return stated
    numbers = {one["number"] for one in known.calls}
    if numbers == set(range(1, len(numbers) + 1)):
        names = ", ".join(f"{money(one)} €" for one in sorted(stated))
        due = f"{money(known.received)} €"
        raise Fault(f"Eingegangen sind nach dem Satz {names}, nach den Ereignissen {due}")
    return set()


def _stated(document: dict[str, Any]) -> Iterator[int]:
    """What a draw-down package says came in."""
    if document["type"] == CALL_PACKAGE:
        for block in blocks(document, "paragraph"):
            for text in _texts(block):
                for whole, cents in _RECEIVED.findall(text):
                    yield int(whole.replace(".", "") + cents)


def _texts(value: Any) -> Iterator[str]:
    """Texts of a block; runs of one paragraph as the one sentence they are."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict) and "runs" in value:
        yield "".join(one["text"] for one in value["runs"])
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)


def _known(document: dict[str, Any]) -> set[int]:
    """Cents of every table, key figure and chart."""
    found = {
        abs(value)
        for table in blocks(document, "table")
        for row in table["rows"]
        for column, value in zip(table["columns"], row["cells"], strict=True)
        if column["type"] == "money" and value is not None
    }
    for block in blocks(document, "key_figures"):
        figures = [one["value"] for one in block["figures"] if one["type"] == "money"]
        found.update(abs(one) for one in figures if one is not None)
    for chart in blocks(document, "chart"):
        values = [one for series in chart["series"] for one in series["values"]]
        found.update(abs(one) for one in values if one is not None)
    return found


def in_events(told: Told) -> set[int]:
    """Every amount that an event names, in cents."""
    found: set[int] = set()
    for one in (*told.states.values(), *told.things.values()):
        found.update(_cents(one))
    return found


def _cents(value: Any) -> Iterator[int]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _cents(one)
    elif isinstance(value, list):
        for one in value:
            yield from _cents(one)
    elif isinstance(value, int):
        yield abs(value)
    elif isinstance(value, str):  # sentences of the events themselves
        for whole, cents in _AMOUNT.findall(value):
            yield int(whole.replace(".", "") + cents)
