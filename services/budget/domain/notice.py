"""Duties to notify the funder (NOTE-01 to NOTE-06, ANBest Nr. 5): one task per occasion.

A notice is open until it is sent; a second person may find instead that none is due
(„nicht mitteilungspflichtig“).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from services.budget.domain.rulepack import Rules
from shared.errors import Violation
from shared.periods import german_date


class NoticeRule(StrEnum):
    """The duties to notify."""

    OTHER_MONEY = "NOTE-01"
    PURPOSE_CHANGES = "NOTE-02"
    PURPOSE_MISSED = "NOTE-03"
    UNUSED = "NOTE-04"
    ASSET_LEAVES = "NOTE-05"
    PLAN_EXCEEDED = "NOTE-06"


NOTICE_RULES: Final = tuple(one.value for one in NoticeRule)


class NoticeStep(StrEnum):
    """What may be taken back: that it was sent, or that it was answered."""

    SENDING = "sending"
    ANSWER = "answer"


class NoticeStatus(StrEnum):
    """Where a notice stands; `dispensed` means that two persons found none is due."""

    OPEN = "open"
    SENT = "sent"
    ANSWERED = "answered"
    DISPENSED = "dispensed"


@dataclass(frozen=True)
class NoticeOccasion:
    """What happened: the rule it falls under, a key that is the same for the same thing, and what
    the letter says. `before`, `after` and `effect_cents` are empty where nothing is to compare.
    """

    rule: str
    key: str
    reason: str
    known_on: date
    before: str = ""
    after: str = ""
    effect_cents: int | None = None


@dataclass(frozen=True)
class Progress:
    """What became of a notice so far. A dispensation counts once a second person confirmed it."""

    sent_on: date | None = None
    sent_reference: str = ""
    answered_on: date | None = None
    answer: str = ""
    dispensation_reason: str = ""
    dispensed: bool = False

    @property
    def status(self) -> NoticeStatus:
        """The last step taken."""
        if self.dispensed:
            return NoticeStatus.DISPENSED
        if self.answered_on is not None:
            return NoticeStatus.ANSWERED
        return NoticeStatus.SENT if self.sent_on is not None else NoticeStatus.OPEN


_STANDS_AFTER: Final = {
    NoticeStep.SENDING: NoticeStatus.SENT,
    NoticeStep.ANSWER: NoticeStatus.ANSWERED,
}
_NOTHING: Final = {
    NoticeStep.SENDING: "Die Mitteilung ist nicht als versandt vermerkt.",
    NoticeStep.ANSWER: "Zu dieser Mitteilung ist keine Antwort abgelegt.",
}


def notice_due_on(known_on: date, rules: Rules) -> date:
    """The last day on which the notice is sent in time, counted from the day it became known."""
    return known_on + timedelta(days=rules.notice.notice_due_days)


def check_sending(known_on: date, sent_on: date, reference: str, *, today: date) -> list[Violation]:
    """Every reason against saying that the notice was sent."""
    found = []
    if sent_on > today:
        message = f"Der {german_date(sent_on)} liegt in der Zukunft."
        found.append(Violation("sent_in_future", "NOTE-01", message, field="sent_on"))
    if sent_on < known_on:
        message = f"Der Anlass ist erst seit dem {german_date(known_on)} bekannt."
        found.append(Violation("sent_before_known", "NOTE-01", message, field="sent_on"))
    if not reference.strip():
        message = "Es fehlt, womit der Versand belegt ist (Aktenzeichen oder Weg)."
        found.append(Violation("reference_missing", "NOTE-01", message, field="reference"))
    return found


def check_withdrawal(status: NoticeStatus, step: NoticeStep, reason: str) -> list[Violation]:
    """Every reason against taking a step back.

    An answer shows that the letter arrived: who takes the sending back has to take back the answer
    first, and say why.
    """
    found = []
    if step is NoticeStep.SENDING and status is NoticeStatus.ANSWERED:
        message = (
            "Eine Antwort ist abgelegt: Sie belegt, dass die Mitteilung angekommen ist. Nehmen Sie "
            "zuerst die Antwort zurück, wenn auch sie ein Irrtum ist."
        )
        found.append(Violation("answer_stands", "NOTE-01", message))
    elif status is not _STANDS_AFTER[step]:
        found.append(Violation("notice_state", "NOTE-01", _NOTHING[step]))
    if not reason.strip():
        message = "Bitte sagen, warum das zurückgenommen wird."
        found.append(Violation("reason_missing", "NOTE-01", message, field="reason"))
    return found


def check_answer(
    progress: Progress, answered_on: date, answer: str, *, today: date
) -> list[Violation]:
    """Every reason against recording the funder's answer."""
    found = []
    if progress.sent_on is not None and answered_on < progress.sent_on:
        message = f"Die Mitteilung ging erst am {german_date(progress.sent_on)} hinaus."
        found.append(Violation("answered_before_sent", "NOTE-01", message, field="answered_on"))
    if answered_on > today:
        message = f"Der {german_date(answered_on)} liegt in der Zukunft."
        found.append(Violation("answered_in_future", "NOTE-01", message, field="answered_on"))
    if not answer.strip():
        message = "Es fehlt, was der Zuwendungsgeber geantwortet hat."
        found.append(Violation("answer_missing", "NOTE-01", message, field="answer"))
    return found
