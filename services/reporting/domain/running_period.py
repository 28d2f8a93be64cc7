"""Periods that are not over: what a report may say about them, and when it may be released.

A report speaks of the last day of its period. Made before that day is over it can only tell how
things stand so far; released it would state for ever what nobody knew (GOB-01).
"""

from __future__ import annotations

from datetime import date

from services.reporting.domain.schedule import CALENDAR
from shared.errors import Violation
from shared.periods import Period, PeriodKind, german_date


def is_running(period: Period, drafted_on: date) -> bool:
    """Whether the period was not over when the draft was made; its last day belongs to it."""
    return drafted_on <= period.last_day


def begun_periods(start: date, end: date, today: date) -> list[Period]:
    """Every quarter, half-year and year that touches the days from `start` to `end` and has begun
    by today, newest first."""
    found = []
    for kind in PeriodKind:
        period = Period.containing(start, kind)
        while period.first_day <= min(end, today):
            found.append(period)
            period = period.next()
    return sorted(found, reverse=True)


def check_not_ahead(period: Period, today: date) -> list[Violation]:
    """Why nothing can be drafted for a period that has not begun."""
    if period.first_day <= today:
        return []
    message = (
        f"{period.label} beginnt erst am {german_date(period.first_day)}. Bitte einen Zeitraum "
        "wählen, der begonnen hat."
    )
    return [Violation("period_ahead", "GOB-01", message, field="period")]


def check_as_of(as_of: date, today: date) -> list[Violation]:
    """Why no scheduled run is made for a day that is still to come."""
    if as_of <= today:
        return []
    message = (
        f"Der Stichtag {german_date(as_of)} liegt in der Zukunft: Was dann fällig ist, wird an dem "
        "Tag entworfen. Bitte heute oder einen früheren Tag angeben."
    )
    return [Violation("as_of_ahead", "GOB-01", message, field="as_of")]


def check_over(report: str, period: Period, drafted_on: date) -> list[Violation]:
    """Why a draft is not released: it is of a kind that is owed once its period is over, and was
    made before."""
    if report not in _OWED_AFTERWARDS or not is_running(period, drafted_on):
        return []
    message = (
        f"Dieser Entwurf ist vom {german_date(drafted_on)}, der Zeitraum endet erst mit dem "
        f"{german_date(period.last_day)}. Bitte danach einen neuen Entwurf erstellen und diesen "
        "freigeben."
    )
    return [Violation("period_running", "GOB-01", message, field="period")]


_OWED_AFTERWARDS = frozenset(
    duty.report for duty in CALENDAR if duty.months_after_award is None and not duty.needs_call
)
"""The proof of use falls due within its period, a call may be made before its half-year ends."""
