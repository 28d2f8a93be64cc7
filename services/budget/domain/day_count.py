"""How many days, and what part of a year, a period of interest is (INT-07).

The first and the last day both count. Every convention gives each calendar day a weight, so a
period may be cut anywhere and its parts add up to the whole.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, Literal

DayCount = Literal["act/365", "act/act", "30/360"]

_ONE_DAY: Final = timedelta(days=1)


def interest_days(first: date, last: date, day_count: DayCount) -> int:
    """Days from `first` to `last`, both counted; 0 where `last` lies before `first`.

    By 30/360 every month has 30 days: a 31st counts nothing, the last day of February fills up.
    """
    if last < first:
        return 0
    if day_count == "30/360":
        return _day_of_thirty(last) - _day_of_thirty(first - _ONE_DAY)
    return (last - first).days + 1


def year_fraction(first: date, last: date, day_count: DayCount) -> Fraction:
    """The part of a year as an exact fraction; by act/act each calendar year by its own length."""
    if day_count == "act/act":
        return _by_calendar_years(first, last)
    days = interest_days(first, last, day_count)
    return Fraction(days, 360 if day_count == "30/360" else 365)


def _day_of_thirty(day: date) -> int:
    """Days since the year 0 in a calendar whose months all have 30 days."""
    is_last = day.day == monthrange(day.year, day.month)[1]
    return 360 * day.year + 30 * (day.month - 1) + (30 if is_last else day.day)


def _by_calendar_years(first: date, last: date) -> Fraction:
    total = Fraction(0)
    for year in range(first.year, last.year + 1):
        start, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        days = interest_days(start, end, "act/act")
        total += Fraction(days, 366 if isleap(year) else 365)
    return total
