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
from services.reporting.domain.deadline_calendar import Told
from services.reporting.domain.facts import GrantFacts
from services.reporting.domain.period_rule import PERIOD_RULES
from services.reporting.domain.running_period import is_ahead
from shared.periods import Period, PeriodKind, add_months

PROOF_LEAD: Final = timedelta(days=90)
"""How long before its last day the proof of use is drafted where budget told no lead time."""
_PROOF: Final = "proof_of_use"
_INTERIM: Final = "interim_proof-"
"""Duties as budget names them; an interim one ends with its year."""


@dataclass(frozen=True)
class Duty:
    """A report that is owed for every period of `kind` that is over.

    `months_after_award`: instead once, by that day, for the period it lies in (VN-01, VN-02); the
    day budget told, with its extensions, goes before. `phase`: only grants of this phase.
    `needs_call`: only periods with a call that still stands. `interim`: only years for which
    budget told an interim proof (VN-10), or all as long as it told of no deadline.
    """

    report: str
    kind: PeriodKind
    months_after_award: int | None = None
    phase: str | None = None
    needs_call: bool = False
    interim: bool = False


CALENDAR: Final = (
    Duty("R21", PeriodKind.QUARTER),  # first: whoever releases the others has read it
    Duty("R01", PeriodKind.QUARTER),
    Duty("R12", PeriodKind.QUARTER),
    Duty("R19", PeriodKind.QUARTER),
    Duty("R02", PeriodKind.HALF_YEAR, needs_call=True),
    Duty("R03", PeriodKind.HALF_YEAR),
    Duty("R08", PeriodKind.YEAR, interim=True),
    Duty("R06", PeriodKind.HALF_YEAR, months_after_award=30, phase="A"),
    Duty("R07", PeriodKind.HALF_YEAR, months_after_award=66, phase="B"),
)
"""In the order in which the reports of one day are drafted."""


@dataclass(frozen=True)
class Owed:
    """A report that should exist: its number and period."""

    report: str
    period: Period


def owed_reports(
    facts: GrantFacts, start: date, as_of: date, told: Told | None = None
) -> list[Owed]:
    """Everything owed on `as_of` for the time from `start` on (both inclusive), also what a
    downtime left out: oldest period first, within a day in the order of the calendar.

    `told` are the deadlines of the grant as budget told them last.
    """
    found = [
        Owed(duty.report, period)
        for duty in CALENDAR
        if duty.phase in (None, facts.grant.phase)
        for period in _periods(duty, facts, told, start, as_of)
        if not duty.needs_call or call_of(facts, period) is not None
    ]
    return sorted(found, key=lambda one: one.period.last_day)  # stable: the calendar's order stays


def _periods(
    duty: Duty, facts: GrantFacts, told: Told | None, start: date, as_of: date
) -> Iterator[Period]:
    if duty.months_after_award is not None:
        last_day, from_day = _proof_days(facts, duty.months_after_award, told)
        period = Period.containing(last_day, duty.kind)
        ahead = is_ahead(PERIOD_RULES[duty.report], period, as_of)
        if start <= last_day and from_day <= as_of and not ahead:
            yield period
        return
    known = {one.duty for one in told.deadlines} if told else set()
    for period in periods_over(duty.kind, start, facts.terms_on(as_of).period_end, as_of):
        if not duty.interim or told is None or f"{_INTERIM}{period.year}" in known:
            yield period


def _proof_days(facts: GrantFacts, months: int, told: Told | None) -> tuple[date, date]:
    """The last day for the proof of use, and the day from which its draft is owed."""
    for one in told.deadlines if told else ():
        if one.duty == _PROOF and told is not None:
            lead = timedelta(days=max(told.lead_days, default=PROOF_LEAD.days))
            return one.due_on, one.target_on - lead
    last_day = add_months(facts.grant.award_date, months)
    return last_day, last_day - PROOF_LEAD


def periods_over(kind: PeriodKind, start: date, end: date, as_of: date) -> Iterator[Period]:
    """Periods that ended before `as_of` and touch the days from `start` to `end`, oldest first."""
    period = Period.containing(start, kind)
    while period.last_day < as_of and period.first_day <= end:
        yield period
        period = period.next()
