"""Naive answers about money that came too early or too much: claims and interest (CALL-08, INT).

Every cent received has a place in one long row, the oldest money first. Use fills the row from the
left, a claim takes it back from the right. Interest is added up day by day.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

from tests.unit.budget.naive_model import Model, Moved, rounded

ONE_DAY = timedelta(days=1)
Rate = Callable[[date], int]


def overlap(first: int, last: int, start: int, end: int) -> int:
    """How much of [first, last) lies in [start, end)."""
    return max(0, min(last, end) - max(first, start))


def places(moved: list[Moved]) -> list[tuple[Moved, int, int]]:
    """Each with its place in the row of all cents, in the order given."""
    found, start = [], 0
    for one in moved:
        found.append((one, start, start + one.cents))
        start += one.cents
    return found


def by_day(moved: list[Moved], day: date) -> list[Moved]:
    return sorted((one for one in moved if one.on <= day), key=lambda one: (one.on, one.cents))


def claims(model: Model, day: date) -> list[tuple[int, date, date | None]]:
    """Cents to be paid back, when they were paid out and when (None: not yet) paid back."""
    received = by_day(model.receipts, day)
    excess = max(0, sum(one.cents for one in received) - model.entitlement(day))
    parts = [*places(by_day(model.repaid, day))]
    paid = parts[-1][2] if parts else 0
    found: list[tuple[int, date, date | None]] = []
    for one, start, end in places(received[::-1]):
        for payment, first, last in parts:
            found.append((overlap(start, min(end, excess), first, last), one.on, payment.on))
        found.append((overlap(start, min(end, excess), paid, excess), one.on, None))
    return [one for one in found if one[0]]


def of_year(day: date, day_count: str) -> Fraction:
    """What part of a year one day is; by 30/360 every month has thirty."""
    if day_count == "30/360":
        last = monthrange(day.year, day.month)[1]
        return Fraction(0 if day.day == 31 else 31 - last if day.day == last < 30 else 1, 360)
    return Fraction(1, 366 if day_count == "act/act" and isleap(day.year) else 365)


def one_day(model: Model, rate: Rate, cents: int, day: date) -> Fraction:
    """Interest of one day in cents, by the law of the day on which it is asked for."""
    bp = rate(day) + model.law("interest_margin_bp", model.today)
    return Fraction(cents * bp, 10_000) * of_year(day, model.law("day_count", model.today))


def days_until(start: date, end: date) -> list[date]:
    """The days after `start` up to and including `end`."""
    return [start + ONE_DAY * number for number in range(1, (end - start).days + 1)]


def claim_interest(model: Model, rate: Rate) -> list[int]:
    """Of each claim from the day after the payout to the day it is paid back."""
    return [
        rounded(
            sum(
                (one_day(model, rate, cents, day) for day in days_until(out, back or model.today)),
                Fraction(0),
            )
        )
        for cents, out, back in claims(model, model.today)
    ]


def late_interest(model: Model, rate: Rate, *, is_final: bool = True) -> list[int]:
    """Of each receipt: every day on what no use had reached by the end of the day before.

    What is claimed back stands at the right end of the row and bears interest there, not here.
    """
    received = places(by_day(model.receipts, model.today))
    whole = received[-1][2] if received else 0
    excess = max(0, whole - model.entitlement(model.today)) if is_final else 0
    beyond = [
        Moved(overlap(first, last, excess, last), one.on)
        for one, first, last in places(by_day(model.repaid, model.today))
    ]
    totals = [Fraction(0) for _ in received]
    for day in days_until(received[0][0].on, model.today) if received else ():
        used = model.worth(model.eligible(day - ONE_DAY), model.today)
        used += sum(one.cents for one in beyond if one.on < day)
        for place, (one, start, end) in enumerate(received):
            unused = overlap(start, min(end, whole - excess), used, end) if one.on < day else 0
            totals[place] += one_day(model, rate, unused, day)
    return [rounded(total) for total in totals]
