"""Sonderposten: an investment grant is released over the useful life (INV-04, E35).

The same sum each year, rounded down to the cent; the last year takes the rest, so that the years
add up to the grant exactly. What is left on disposal is released in that year.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class YearlyRelease:
    """Cents released in one budget year."""

    budget_year: int
    cents: int


def releases(
    grant_cents: int, years: int | None, first_year: int, *, ended_in: int | None = None
) -> tuple[YearlyRelease, ...]:
    """The release per budget year, `first_year` being that of the acquisition.

    `ended_in` is the year of the disposal; without a useful life nothing is known, so nothing is
    released before it. The sum is `grant_cents` wherever the end is known.
    """
    last = first_year + years - 1 if years else None
    if ended_in is not None:
        last = ended_in if last is None else min(last, ended_in)
    if last is None or not grant_cents:
        return ()
    yearly = grant_cents // years if years else 0
    before = [YearlyRelease(year, yearly) for year in range(first_year, last)]
    rest = grant_cents - yearly * len(before)
    return tuple(one for one in (*before, YearlyRelease(last, rest)) if one.cents)
