"""Periods that are not over: what a report may say about them, and when it may be released.

A report speaks of the last day of its period. Made before that day is over it can only tell how
things stand so far; released it would state for ever what nobody knew (GOB-01).
"""

from __future__ import annotations

from datetime import date

from services.reporting.domain.period_rule import PeriodRule, SpeaksOf
from shared.errors import Violation
from shared.periods import LONG_KINDS, Period, german_date


def is_running(period: Period, drafted_on: date) -> bool:
    """Whether the period was not over when the draft was made; its last day belongs to it."""
    return drafted_on <= period.last_day


def begun_periods(start: date, end: date, today: date) -> list[Period]:
    """Every quarter, half-year and year that touches the days from `start` to `end` and has begun
    by today, newest first."""
    found = []
    for kind in LONG_KINDS:
        period = Period.containing(start, kind)
        while period.first_day <= min(end, today):
            found.append(period)
            period = period.next()
    return sorted(found, reverse=True)


def is_ahead(rule: PeriodRule, period: Period, today: date) -> bool:
    """Whether a period has not begun by today, for what may be drafted ahead the one before it."""
    first = period.previous() if rule.is_ahead else period
    return first.first_day > today


def check_not_ahead(rule: PeriodRule, period: Period, today: date) -> list[Violation]:
    """Why nothing can be drafted yet for a period to come."""
    if not is_ahead(rule, period, today):
        return []
    wanted = (
        "Der Nachweis wird höchstens für den nächsten Zeitraum vorbereitet. Bitte den laufenden "
        "oder den nächsten wählen."
        if rule.is_ahead
        else "Bitte einen Zeitraum wählen, der begonnen hat."
    )
    message = f"{period.label} beginnt erst am {german_date(period.first_day)}. {wanted}"
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


def check_over(rule: PeriodRule, period: Period, drafted_on: date) -> list[Violation]:
    """What is to be said of a draft that was made before its period was over: an error where it is
    never released, a warning where it may be and somebody should know. Empty afterwards."""
    if rule.speaks_of is SpeaksOf.NOTHING or not is_running(period, drafted_on):
        return []
    running = (
        f"Dieser Entwurf ist vom {german_date(drafted_on)}, der Zeitraum endet erst mit dem "
        f"{german_date(period.last_day)}. {rule.reason}"
    )
    if rule.may_run:
        message = (
            f"{running} Was nach dem Entwurf noch bekannt wird, steht nicht darin, auch wenn der "
            "Bericht den letzten Tag nennt."
        )
        return [Violation("period_running", rule.rule, message, "warning", "period")]
    message = f"{running} Bitte danach einen neuen Entwurf erstellen und diesen freigeben."
    return [Violation("period_running", rule.rule, message, field="period")]
