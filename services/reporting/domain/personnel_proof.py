"""Personnel proof (R15): bookings of personnel cost and the posts behind them (PERS-01 to PERS-06).

No salary is here: budget tells sums over enough posts only, and what a booking is worth is shown
under the same condition. Posts and money are never linked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from contracts.events.budget import PersonnelCostBooked, PostRecorded
from services.reporting.domain.facts import RowFact
from services.reporting.domain.sums import Figure, row_sums

PERSONNEL: Final = "PERSONAL"
"""Category of personnel cost (ELG-01)."""


@dataclass(frozen=True)
class PostFact:
    """A post under its pseudonym with the months payroll is on file for (`2026-01`), in order."""

    post: PostRecorded
    months: tuple[str, ...]


@dataclass(frozen=True)
class BookingFact:
    """A booking as told; `family` are the ids of its row and of the rows that reverse it,
    `sheets` the SHA-256 of the hour sheets it rests on."""

    booked: PersonnelCostBooked
    family: frozenset[str]
    sheets: tuple[str, ...]
    is_reversed: bool


@dataclass(frozen=True)
class BookingLine:
    """A booking as of a day; `eligible` None where it would tell what few persons earn."""

    fact: BookingFact
    number: int
    eligible: Figure | None

    @property
    def rate_bp(self) -> int | None:
        """Eligible part of the employer's gross in basis points, rounded down."""
        gross = self.fact.booked.gross_cents
        if self.eligible is None or not gross:
            return None
        return self.eligible.cents * 10_000 // gross


@dataclass(frozen=True)
class PersonnelProof:
    """Bookings by running number, posts by pseudonym; `unproven` are the numbers of personnel cost
    entered as a voucher, without payroll months or hour sheets (PERS-01)."""

    as_of: date
    bookings: tuple[BookingLine, ...]
    posts: tuple[PostFact, ...]
    unproven: tuple[int, ...] = ()

    @property
    def hidden(self) -> int:
        """How many bookings are over too few posts to show an amount."""
        return sum(1 for one in self.bookings if one.eligible is None)

    @property
    def eligible(self) -> Figure:
        """The sum of what is shown; what is hidden is in no sum, else it could be told."""
        shown = [one.eligible for one in self.bookings if one.eligible is not None]
        return Figure(sum(one.cents for one in shown), tuple(i for one in shown for i in one.ids))


def personnel_proof(
    rows: Sequence[RowFact], bookings: Iterable[BookingFact], posts: Iterable[PostFact], day: date
) -> PersonnelProof:
    """Bookings of which something was paid, bound or eligible by the day (inclusive)."""
    known = {row.expenditure_id: row for row in rows}
    bookings = list(bookings)
    proven = frozenset[str]().union(*(one.family for one in bookings))
    lines = [
        _line(one, known, day)
        for one in bookings
        if one.booked.expenditure_id in known and _begun(known[one.booked.expenditure_id], day)
    ]
    return PersonnelProof(
        day,
        tuple(sorted(lines, key=lambda one: one.number)),
        tuple(sorted(posts, key=lambda one: one.post.post_id)),
        tuple(
            sorted(
                row.number
                for row in rows
                if row.category == PERSONNEL
                and row.status != "reversed"
                and row.expenditure_id not in proven
                and _begun(row, day)
            )
        ),
    )


def _line(one: BookingFact, known: dict[str, RowFact], day: date) -> BookingLine:
    row = known[one.booked.expenditure_id]
    if not one.booked.shows_sums:
        return BookingLine(one, row.number, None)
    family = [known[each] for each in sorted(one.family) if each in known]
    return BookingLine(one, row.number, row_sums(family, day).eligible)


def _begun(row: RowFact, day: date) -> bool:
    return any(effect.on <= day for effect in row.effects)
