"""Abschluss eines Halbjahrs: both quarters compared and closed; later entries are late (MUN-14)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from shared.periods import Period, half_year_of

Closings = Mapping[Period, datetime]
"""Half-years that are closed, each with the instant since which it is."""


def half_year_closings(quarters: Iterable[tuple[Period, datetime]]) -> dict[Period, datetime]:
    """The half-years whose two quarters are closed; `quarters` names each comparison that was.

    The first comparison of a quarter counts: a later one answers to late entries, it does not
    make them timely.
    """
    first: dict[Period, datetime] = {}
    for quarter, at in quarters:
        first[quarter] = min(at, first.get(quarter, at))
    found: dict[Period, list[datetime]] = {}
    for quarter, at in first.items():
        found.setdefault(half_year_of(quarter.first_day), []).append(at)
    return {half: max(instants) for half, instants in found.items() if len(instants) == 2}


def closed_before_entry(
    day: date | None, recorded_at: datetime, closings: Closings
) -> Period | None:
    """The first half-year that was closed when the row was entered for a day up to its end.

    `day` is the day of payment, `recorded_at` the instant since when the books have known it: that
    of the payment where it was entered after its invoice. Half-years before a closed one are over
    with it. An entry of the very instant of the closing is in time; a row without a day belongs
    nowhere.
    """
    if day is None:
        return None
    late = (
        half
        for half, closed_at in closings.items()
        if day <= half.last_day and recorded_at > closed_at
    )
    return min(late, default=None)
