"""Audits of a grant (Prüfungen, AUD-01 to AUD-04): sample, findings, answers, audit note.

Only auditors write them; the city answers. Texts name no persons.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True)
class SampleTerms:
    """How a sample is drawn: every receipt of at least `limit_cents` (0: no limit), and of the rest
    the `drawn` smallest by SHA-256 of `seed`, a colon and the running number.

    `population` counts the receipts, `population_sha256` is over their numbers and gross cents:
    whoever repeats the draw knows that it was over the same receipts.
    """

    seed: str
    limit_cents: int
    drawn: int
    population: int
    population_sha256: str


@dataclass(frozen=True)
class AuditOpened:
    """An auditor began to look: `cursory` (plausibility) or `in_depth` (by sample).

    `sample` are the running numbers of the receipts to be looked at, `by_limit` how many of them
    are there because of their amount, `limit_numbers` which; empty for a cursory audit.
    `limit_numbers` is empty in what earlier versions wrote.
    """

    TYPE: ClassVar[str] = "funding.budget.audit.opened.v1"
    audit_id: str
    grant_id: str
    number: int
    kind: str
    scope: str
    due_on: date | None
    terms: SampleTerms | None
    sample: tuple[int, ...] = ()
    by_limit: int = 0
    limit_numbers: tuple[int, ...] = ()
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class AuditFindingRecorded:
    """A finding: `objection` (Beanstandung) or `remark` (Hinweis), at a receipt or as a whole."""

    TYPE: ClassVar[str] = "funding.budget.audit.finding_recorded.v1"
    audit_id: str
    grant_id: str
    finding_id: str
    number: int
    weight: str
    text: str
    expenditure_id: str | None
    expenditure_number: int | None
    amount_cents: int | None
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class AuditFindingAnswered:
    """The city answered a finding."""

    TYPE: ClassVar[str] = "funding.budget.audit.finding_answered.v1"
    audit_id: str
    grant_id: str
    finding_id: str
    number: int
    text: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class AuditAnswer:
    """One question of the audit note (AUD-03): what the books say, and what the auditor found."""

    question: str
    said: str
    verdict: str
    remark: str = ""


@dataclass(frozen=True)
class AuditNoteClosed:
    """The audit note (Prüfungsvermerk) is final: questions, result, and how findings stand."""

    TYPE: ClassVar[str] = "funding.budget.audit.note_closed.v1"
    audit_id: str
    grant_id: str
    number: int
    kind: str
    scope: str
    answers: tuple[AuditAnswer, ...]
    result: str
    text: str
    findings: int
    objections: int
    unanswered: int
    related: tuple[str, ...] = ()
