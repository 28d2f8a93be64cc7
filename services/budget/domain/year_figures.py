"""Haushaltsjahr: appropriation, transfers, spent, committed and available of one year (MUN-13)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class YearFigures:
    """One budget year of one nature, in cents.

    Open orders follow a transferred authorisation as far as it reaches: `committed_cents` of a
    year has those that came in with it and lacks those that left with it.
    """

    budget_year: int
    appropriation_cents: int = 0
    transferred_in_cents: int = 0
    spent_cents: int = 0
    committed_cents: int = 0
    transferred_out_cents: int = 0

    @property
    def authorised_cents(self) -> int:
        """What the year was allowed: its appropriation and what came from the year before."""
        return self.appropriation_cents + self.transferred_in_cents

    @property
    def available_cents(self) -> int:
        """What is neither spent, bound by an order nor handed on; negative where exceeded."""
        used = self.spent_cents + self.committed_cents + self.transferred_out_cents
        return self.authorised_cents - used


def year_figures(
    appropriations: Mapping[int, int],
    transfers: Mapping[int, int],
    spent: Mapping[int, int],
    committed: Mapping[int, int],
) -> tuple[YearFigures, ...]:
    """The years of one nature in order, each map cents by budget year; `transfers` by the year
    they leave."""
    found = []
    before = YearFigures(0)
    following = 0  # open orders that came along with the transfer out of `before`
    for year in sorted(_years(appropriations, transfers, spent, committed)):
        is_next = year == before.budget_year + 1
        bound = committed.get(year, 0) + (following if is_next else 0)
        out = transfers.get(year, 0)
        following = max(0, min(bound, out))
        before = YearFigures(
            budget_year=year,
            appropriation_cents=appropriations.get(year, 0),
            transferred_in_cents=transfers.get(year - 1, 0),
            spent_cents=spent.get(year, 0),
            committed_cents=bound - following,
            transferred_out_cents=out,
        )
        found.append(before)
    return tuple(found)


def total_of(years: Iterable[YearFigures]) -> YearFigures:
    """The sum over both natures of one year."""
    total = None
    for one in years:
        total = one if total is None else _added(total, one)
    if total is None:
        raise ValueError("no year to add up")
    return total


def _years(*maps: Mapping[int, int]) -> set[int]:
    named = {year for one in maps for year in one}
    return named | {year + 1 for year in maps[1]}


def _added(one: YearFigures, other: YearFigures) -> YearFigures:
    return replace(
        one,
        appropriation_cents=one.appropriation_cents + other.appropriation_cents,
        transferred_in_cents=one.transferred_in_cents + other.transferred_in_cents,
        spent_cents=one.spent_cents + other.spent_cents,
        committed_cents=one.committed_cents + other.committed_cents,
        transferred_out_cents=one.transferred_out_cents + other.transferred_out_cents,
    )
