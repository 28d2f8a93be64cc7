"""The overview of a notice to the funder (R09): what became known in the period and is to
be told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .due_rows import Cells
from .known_words import WORDS
from .told import Told

_OPENED, _SENT, _BACK, _DISPENSED = (
    "funding.budget.notice.opened.v1",
    "funding.budget.notice.sent.v1",
    "funding.budget.notice.sending_withdrawn.v1",
    "funding.budget.notice.dispensed.v1",
)


def notices_due(document: dict[str, Any], told: Told) -> Iterator[Cells]:
    """What became known in the period and is to be told, oldest first."""
    first, last = _days_of(document["period_key"])
    gone = {one["notice_id"] for one in told.said.get(_DISPENSED, ())}
    back = {one["notice_id"]: one["time"] for one in told.said.get(_BACK, ())}
    sent = {
        one["notice_id"]: one["sent_on"]
        for one in told.said.get(_SENT, ())
        if one["time"] > back.get(one["notice_id"], "")
    }
    mine = [
        one
        for one in told.said.get(_OPENED, ())
        if one["grant_id"] == document["grant_id"]
        and first <= one["known_on"] <= last
        and one["notice_id"] not in gone
    ]
    mine.sort(key=lambda one: (one["known_on"], one["rule"], one["notice_id"]))
    for number, one in enumerate(mine, start=1):
        yield {
            "number": str(number),
            "occasion": WORDS["rules"].get(one["rule"], (one["rule"],))[0],
            "rule": one["rule"],
            "known_on": one["known_on"],
            "due_on": one["due_on"],
            "sent_on": sent.get(one["notice_id"]),
            "effect_cents": one.get("effect_cents"),
        }


def _days_of(period: str) -> tuple[str, str]:
    """First and last day of a period by its key."""
    year, _, rest = period.partition("-")
    months = {"Q": 3, "H": 6}.get(rest[:1], 1 if rest else 12)
    number = int(rest.lstrip("QH") or 1)
    first, last = (number - 1) * months + 1, number * months
    return f"{year}-{first:02d}-01", f"{year}-{last:02d}-31"
