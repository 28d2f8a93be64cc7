"""Services that run past the end of the funding period count by their share inside (ELG-13)."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Final, Literal

from shared.periods import days_inclusive

_ALL: Final = Fraction(1)


def share_inside(
    first: date, last: date, end: date, prepaid_by: Literal["days", "months"] = "days"
) -> Fraction:
    """Share of the closed interval `first`..`last` that lies on or before `end`, from 0 to 1.

    By whole calendar months where the pack says so and all three days lie on month boundaries,
    else by days, both ends counted (semantics 1). ValueError if `last` lies before `first`.
    """
    if last <= end:
        return _ALL
    if end < first:
        return Fraction(0)
    if prepaid_by == "months" and _starts_month(first) and _ends_month(last) and _ends_month(end):
        return Fraction(_months(first, end), _months(first, last))
    return Fraction(days_inclusive(first, end), days_inclusive(first, last))


def _starts_month(day: date) -> bool:
    return day.day == 1


def _ends_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1
