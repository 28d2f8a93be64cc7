"""Kinds of facts beside the vouchers: which of them a report prints, and what a reader calls one.

A fact concerns a report if the report made of it says something else: an income received after the
last day of the period does not, however early it was entered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.periods import Period

Body = Mapping[str, Any]


@dataclass(frozen=True)
class SaidFact:
    """One version of a fact as stored: its kind, body, the day it was said, its instant
    (RFC 3339), the event that said it and the reason it gave."""

    kind: str
    subject: str
    body: Body
    on: date
    at: str
    event_id: str
    reason: str | None = None


Rule = Callable[[SaidFact, Period], bool]
"""Whether a report for the period prints a fact."""


@dataclass(frozen=True)
class FactKind:
    """One kind as people see it: code, German name, the stored kinds it is put together from (the
    first one bears it, the others add to it), how one is called, which are printed, and what of
    the body is printed.

    `touches`: whether a version said now outdates a report of the period that is in hand. What
    carries no day of its own counts from the day it was said, so it touches no period that was over
    by then; the next version of the report prints it all the same, and its change page says so.
    """

    code: str
    title: str
    stored: tuple[str, ...]
    label: Callable[[Body], str]
    concerns: Rule
    printed: Callable[[Body, Period], Body] = lambda body, _: body
    touches: Rule = lambda fact, _: True


def always(_fact: SaidFact, _period: Period) -> bool:
    """Printed whatever the period."""
    return True


def said_by_the_end(fact: SaidFact, period: Period) -> bool:
    """Said on the last day of the period or before."""
    return fact.on <= period.last_day


def by_the_end(field: str) -> Rule:
    """The day in `field` is the last day of the period or before; without a day it is not."""

    def concerns(fact: SaidFact, period: Period) -> bool:
        day = fact.body[field]
        return day is not None and date.fromisoformat(day) <= period.last_day

    return concerns


def of_the_period(fact: SaidFact, period: Period) -> bool:
    """Written for exactly this period."""
    return bool(fact.body["period"] == str(period))
