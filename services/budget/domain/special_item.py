"""Sonderposten: an investment grant is released over the useful life (INV-04, E35).

Grant / years is the same sum each year (rulebook INV-04); where that is no whole cent, the sum
released so far is rounded, half up, and a year is the difference of two of them. So the years add
up to the grant and none is more than a cent away from another. It is the convention of the house
for everything that adds up over time (CALL-02: round once on the cumulative sum; semantics 1: steps
are differences of rounded running totals); the law says nothing on the cent (general knowledge of
the NKF). What is left on disposal is released in that year.
"""

from __future__ import annotations

from dataclasses import dataclass

from shared.money import divide_half_away


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
    found, so_far = [], 0
    for year in range(min(first_year, last), last + 1):
        until = grant_cents if year == last else _released(grant_cents, years, year - first_year)
        found.append(YearlyRelease(year, until - so_far))
        so_far = until
    return tuple(one for one in found if one.cents)


def _released(grant_cents: int, years: int | None, number: int) -> int:
    """Cents released with the end of the year `number`, counted from 0; half a cent goes up."""
    return divide_half_away(grant_cents * (number + 1), years) if years else 0
