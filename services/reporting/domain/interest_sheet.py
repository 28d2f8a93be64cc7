"""Interest and repayment sheet (R16): what budget stated, item by item with its segments.

Budget computed the interest (INT-01, INT-03); here nothing is added but its own cents.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from contracts.events.budget import InterestItem, InterestSegment, InterestStated
from services.reporting.domain.sums import Figure


@dataclass(frozen=True)
class Statement:
    """A statement with the segments of all its items, in the order of the items."""

    stated: InterestStated
    segments: tuple[InterestSegment, ...]


@dataclass(frozen=True)
class ItemLine:
    """One payout, or part of one to be paid back, with its segments."""

    item: InterestItem
    segments: tuple[InterestSegment, ...]

    @property
    def days(self) -> int:
        """Days that bore interest on any part of the money; segments of one item never overlap."""
        return sum(one.days for one in self.segments)


@dataclass(frozen=True)
class InterestSheet:
    """Money that lay unused apart from money to be paid back: interest never joins a principal
    (INT-09). `stated` None while nothing was stated by the day."""

    as_of: date
    stated: InterestStated | None = None
    late: tuple[ItemLine, ...] = ()
    owed: tuple[ItemLine, ...] = ()

    @property
    def lines(self) -> tuple[ItemLine, ...]:
        """All items in their order."""
        return (*self.late, *self.owed)


def interest_sheet(statements: Iterable[Statement], day: date) -> InterestSheet:
    """The newest statement for a day not after `day`."""
    known = [one for one in statements if one.stated.as_of <= day]
    if not known:
        return InterestSheet(day)
    newest = max(known, key=lambda one: one.stated.as_of)
    lines = [
        ItemLine(item, tuple(one for one in newest.segments if one.item_id == item.item_id))
        for item in newest.stated.items
    ]
    return InterestSheet(
        newest.stated.as_of,
        newest.stated,
        tuple(one for one in lines if one.item.kind == "late_use"),
        tuple(one for one in lines if one.item.kind == "repayment"),
    )


def open_money(lines: Iterable[ItemLine]) -> Figure:
    """What still lies unused, or is owed."""
    some = tuple(lines)
    ids = tuple(one.item.item_id for one in some)
    return Figure(sum(one.item.unused_cents for one in some), ids)


def interest_of(lines: Iterable[ItemLine]) -> Figure | None:
    """The interest of these items; None where a base rate is missing for one of them (E39)."""
    some = tuple(lines)
    cents = [one.item.interest_cents for one in some]
    if any(one is None for one in cents):
        return None
    return Figure(sum(one or 0 for one in cents), tuple(one.item.item_id for one in some))
