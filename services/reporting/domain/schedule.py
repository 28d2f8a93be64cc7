"""What the scheduled run owes: a quarterly report for every quarter of the funding period that is
over, also those a downtime left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from shared.periods import Period, quarter_of


def quarters_due(period_start: date, period_end: date, as_of: date) -> Iterator[Period]:
    """Quarters that ended before `as_of` and touch the funding period, oldest first."""
    quarter = quarter_of(period_start)
    while quarter.last_day < as_of and quarter.first_day <= period_end:
        yield quarter
        quarter = quarter.next()
