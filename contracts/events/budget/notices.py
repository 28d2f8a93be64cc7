"""Notices to the funder (Mitteilungen, NOTE-01 to NOTE-06)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from contracts.events.findings import DecidingValue


@dataclass(frozen=True)
class NoticeOpened:
    """Something happened that the funder has to be told; carries what the letter says.

    `reason`, `before` and `after` are sentences of the rules or of the person who acted; `values`
    set the last day, under the code `notice`.
    """

    TYPE: ClassVar[str] = "funding.budget.notice.opened.v1"
    notice_id: str
    grant_id: str
    rule: str
    occasion_key: str
    reason: str
    known_on: date
    due_on: date
    before: str = ""
    after: str = ""
    effect_cents: int | None = None
    related: tuple[str, ...] = ()
    values: tuple[DecidingValue, ...] = ()


@dataclass(frozen=True)
class NoticeSent:
    """The notice left the house."""

    TYPE: ClassVar[str] = "funding.budget.notice.sent.v1"
    notice_id: str
    grant_id: str
    rule: str
    sent_on: date
    reference: str
    file_sha256: str | None = None
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoticeAnswered:
    """The funder answered."""

    TYPE: ClassVar[str] = "funding.budget.notice.answered.v1"
    notice_id: str
    grant_id: str
    rule: str
    answered_on: date
    answer: str
    file_sha256: str | None = None
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoticeSendingWithdrawn:
    """The notice was said to be sent by mistake (`sent_on`, `reference`): it is open again, due as
    before."""

    TYPE: ClassVar[str] = "funding.budget.notice.sending_withdrawn.v1"
    notice_id: str
    grant_id: str
    rule: str
    sent_on: date
    reference: str
    reason: str
    due_on: date
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoticeAnswerWithdrawn:
    """The answer of `answered_on` was filed by mistake: the notice is sent, and not answered."""

    TYPE: ClassVar[str] = "funding.budget.notice.answer_withdrawn.v1"
    notice_id: str
    grant_id: str
    rule: str
    answered_on: date
    answer: str
    reason: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoticeDispensationProposed:
    """Somebody finds that this is nothing to tell the funder; it stays open until a second person
    agrees."""

    TYPE: ClassVar[str] = "funding.budget.notice.dispensation_proposed.v1"
    notice_id: str
    grant_id: str
    rule: str
    reason: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoticeDispensed:
    """Two persons found that this is nothing to tell the funder."""

    TYPE: ClassVar[str] = "funding.budget.notice.dispensed.v1"
    notice_id: str
    grant_id: str
    rule: str
    reason: str
    proposed_by: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScopeChangeReported:
    """A measure was stopped, or its scope changes (NOTE-02); `description` is text for the record.

    `kind` is `stopped` or `scope`.
    """

    TYPE: ClassVar[str] = "funding.budget.measure.scope_change_reported.v1"
    change_id: str
    grant_id: str
    measure_id: str
    kind: str
    description: str
    notice_id: str
    related: tuple[str, ...] = ()
