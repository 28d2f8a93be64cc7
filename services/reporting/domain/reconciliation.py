"""Which quarters of a period were compared with the finance system, and with what (MUN-14)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from contracts.events.budget import ReconciledPlace, ReconciliationClosed
from shared.periods import Period, quarter_of


@dataclass(frozen=True)
class LateEntry:
    """A row paid in a closed half-year and entered, or its payment, after the closing; `cents` is
    what it paid on the day."""

    expenditure_id: str
    number: int
    paid_on: date
    entered_on: date
    cents: int


@dataclass(frozen=True)
class QuarterComparison:
    """A quarter with the comparison closed for it last; None where none is closed. `late` came
    after its half-year was closed."""

    quarter: Period
    closed: ReconciliationClosed | None
    late: tuple[LateEntry, ...] = ()

    @property
    def places(self) -> list[ReconciledPlace]:
        """Every compared place in order; empty without a comparison."""
        if self.closed is None:
            return []
        found = (*self.closed.differing, *self.closed.agreed)
        return sorted(found, key=lambda one: (one.budget_year, one.account, one.cost_unit))


def quarter_comparisons(
    period: Period, closed: Iterable[ReconciliationClosed], late: Sequence[LateEntry] = ()
) -> tuple[QuarterComparison, ...]:
    """Each quarter of the period; of several comparisons, told in order of closing, the last."""
    newest = {one.quarter: one for one in closed}
    return tuple(
        QuarterComparison(
            one, newest.get(str(one)), tuple(each for each in late if each.paid_on in one)
        )
        for one in _quarters(period)
    )


def _quarters(period: Period) -> Iterator[Period]:
    quarter = quarter_of(period.first_day)
    while quarter.first_day <= period.last_day:
        yield quarter
        quarter = quarter.next()
