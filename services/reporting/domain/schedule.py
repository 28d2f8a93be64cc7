"""What the calendar of a grant owes, as data: which report, after which period, in which order.

A report type joins by its number (R01 …) alone: the run drafts what is both owed here and
registered. Rulebook (b), column "who and when".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from services.reporting.domain.call_package import call_of
from services.reporting.domain.facts import GrantFacts
from shared.periods import Period, PeriodKind, add_months

PROOF_LEAD: Final = timedelta(days=90)
"""How long before its last day the proof of use is drafted: the first lead time of R19."""


@dataclass(frozen=True)
class Duty:
    """A report that is owed for every period of `kind` that is over.

    `months_after_award`: instead once, by that day, for the period it lies in (VN-01, VN-02).
    `phase`: only grants of this phase. `needs_call`: only periods with a call that still stands.
    """

    report: str
    kind: PeriodKind
    months_after_award: int | None = None
    phase: str | None = None
    needs_call: bool = False


CALENDAR: Final = (
    Duty("R21", PeriodKind.QUARTER),  # first: whoever releases the others has read it
    Duty("R01", PeriodKind.QUARTER),
    Duty("R12", PeriodKind.QUARTER),
    Duty("R19", PeriodKind.QUARTER),
    Duty("R02", PeriodKind.HALF_YEAR, needs_call=True),
    Duty("R03", PeriodKind.HALF_YEAR),
    Duty("R08", PeriodKind.YEAR),
    Duty("R06", PeriodKind.HALF_YEAR, months_after_award=30, phase="A"),
    Duty("R07", PeriodKind.HALF_YEAR, months_after_award=66, phase="B"),
)
"""In the order in which the reports of one day are drafted."""


@dataclass(frozen=True)
class Owed:
    """A report that should exist: its number and period."""

    report: str
    period: Period


def owed_reports(facts: GrantFacts, start: date, as_of: date) -> list[Owed]:
    """Everything owed on `as_of` for the time from `start` on (both inclusive), also what a
    downtime left out: oldest period first, within a day in the order of the calendar."""
    found = [
        Owed(duty.report, period)
        for duty in CALENDAR
        if duty.phase in (None, facts.grant.phase)
        for period in _periods(duty, facts, start, as_of)
        if not duty.needs_call or call_of(facts, period) is not None
    ]
    return sorted(found, key=lambda one: one.period.last_day)  # stable: the calendar's order stays


def _periods(duty: Duty, facts: GrantFacts, start: date, as_of: date) -> Iterator[Period]:
    if duty.months_after_award is None:
        yield from periods_over(duty.kind, start, facts.terms_on(as_of).period_end, as_of)
        return
    last_day = add_months(facts.grant.award_date, duty.months_after_award)
    if start <= last_day and last_day - PROOF_LEAD <= as_of:
        yield Period.containing(last_day, duty.kind)


def periods_over(kind: PeriodKind, start: date, end: date, as_of: date) -> Iterator[Period]:
    """Periods that ended before `as_of` and touch the days from `start` to `end`, oldest first."""
    period = Period.containing(start, kind)
    while period.last_day < as_of and period.first_day <= end:
        yield period
        period = period.next()
