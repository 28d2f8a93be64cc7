"""Notices to the funder (R09): which letters a period asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from contracts.events.findings import DecidingValue
from shared.periods import Period


@dataclass(frozen=True)
class NoticeFact:
    """One notice as the events told of it; `dispensed` says that two persons found none is due,
    `values` set its last day."""

    notice_id: str
    rule: str
    reason: str
    known_on: date
    due_on: date
    before: str = ""
    after: str = ""
    effect_cents: int | None = None
    sent_on: date | None = None
    sent_reference: str = ""
    answered_on: date | None = None
    answer: str = ""
    dispensed: bool = False
    values: tuple[DecidingValue, ...] = ()


def notices_of_period(notices: Iterable[NoticeFact], period: Period) -> tuple[NoticeFact, ...]:
    """What became known in the period and is to be told, oldest first."""
    found = [one for one in notices if one.known_on in period and not one.dispensed]
    return tuple(sorted(found, key=lambda one: (one.known_on, one.rule, one.notice_id)))
