"""Indicators as they were known to stand on a day: what was measured later is not told before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

Body = Mapping[str, Any]
MEASUREMENT: Final = ("actual", "measured_on")


def as_measured_by(versions: Iterable[Body], day: date) -> Iterator[dict[str, Any]]:
    """Every version of the entries of a register of indicators, in the order they were told, with
    the last measurement up to the day (inclusive) in place of a later one; none before the first.
    """
    known: dict[str, dict[str, Any]] = {}
    for one in versions:
        entry_id, measured_on = one["place"]["entry_id"], one["measured_on"]
        if measured_on is None or date.fromisoformat(measured_on) <= day:
            known[entry_id] = {name: one[name] for name in MEASUREMENT}
        yield {**one, **known.get(entry_id, dict.fromkeys(MEASUREMENT))}
