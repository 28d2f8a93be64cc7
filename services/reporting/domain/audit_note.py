"""Audit note (R18, Prüfungsvermerk): what was looked at, what was found, what came out (AUD)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from contracts.events.budget.audit_cases import AuditFindingRecorded, AuditNoteClosed, AuditOpened
from services.reporting.domain.facts import RowFact
from services.reporting.domain.receipt_words import NO_WORDS, ReceiptWords
from services.reporting.domain.sums import Figure, row_sums


@dataclass(frozen=True)
class FindingFact:
    """A finding with the day it was recorded; `answer` and its day are the city's, if any."""

    recorded: AuditFindingRecorded
    recorded_on: date
    answer: str = ""
    answered_on: date | None = None


@dataclass(frozen=True)
class AuditFact:
    """An audit as told; `note` and its day once it is closed."""

    opened: AuditOpened
    opened_on: date
    findings: tuple[FindingFact, ...] = ()
    note: AuditNoteClosed | None = None
    closed_on: date | None = None


@dataclass(frozen=True)
class SampledRow:
    """A receipt of the sample: what was paid on it by the day, the numbers of its findings, and
    whether it is looked at because of its amount (else it was drawn by lot)."""

    number: int
    expenditure_id: str
    budget_line: str
    paid: Figure
    findings: tuple[int, ...]
    words: ReceiptWords = NO_WORDS
    is_by_limit: bool = False


@dataclass(frozen=True)
class AuditLine:
    """An audit as of a day."""

    fact: AuditFact
    sample: tuple[SampledRow, ...]
    findings: tuple[FindingFact, ...]

    @property
    def note(self) -> AuditNoteClosed | None:
        return self.fact.note

    @property
    def objected_cents(self) -> int:
        """The amounts of its objections; findings without an amount count nothing."""
        return sum(
            one.recorded.amount_cents or 0
            for one in self.findings
            if one.recorded.weight == "objection"
        )


def audit_notes(
    audits: Iterable[AuditFact],
    rows: Sequence[RowFact],
    day: date,
    words: Mapping[str, ReceiptWords] | None = None,
) -> tuple[AuditLine, ...]:
    """Audits opened by the day (inclusive), by number, with what was known of them by then;
    `words` of the receipts in samples by their id."""
    known = {row.number: row for row in rows}
    found = [_line(one, known, day, words or {}) for one in audits if one.opened_on <= day]
    return tuple(sorted(found, key=lambda one: one.fact.opened.number))


def sampled_ids(audits: Iterable[AuditFact], rows: Iterable[RowFact]) -> frozenset[str]:
    """Ids of the receipts that any of the samples holds."""
    numbers = {number for one in audits for number in one.opened.sample}
    return frozenset(row.expenditure_id for row in rows if row.number in numbers)


def _line(
    one: AuditFact, rows: dict[int, RowFact], day: date, words: Mapping[str, ReceiptWords]
) -> AuditLine:
    findings = tuple(_by(each, day) for each in one.findings if each.recorded_on <= day)
    is_closed = one.closed_on is not None and one.closed_on <= day
    fact = AuditFact(
        one.opened,
        one.opened_on,
        findings,
        one.note if is_closed else None,
        one.closed_on if is_closed else None,
    )
    drawn = [rows[number] for number in one.opened.sample if number in rows]
    sample = tuple(
        _sampled(row, findings, day, words.get(row.expenditure_id, NO_WORDS), one.opened)
        for row in drawn
    )
    return AuditLine(fact, sample, findings)


def _by(one: FindingFact, day: date) -> FindingFact:
    """The finding without an answer that came later."""
    is_answered = one.answered_on is not None and one.answered_on <= day
    return one if is_answered else FindingFact(one.recorded, one.recorded_on)


def _sampled(
    row: RowFact,
    findings: tuple[FindingFact, ...],
    day: date,
    words: ReceiptWords,
    opened: AuditOpened,
) -> SampledRow:
    about = [one.recorded for one in findings if one.recorded.expenditure_id == row.expenditure_id]
    return SampledRow(
        row.number,
        row.expenditure_id,
        row.budget_line,
        row_sums([row], day).paid,
        tuple(one.number for one in about),
        words,
        _is_by_limit(opened, row.number, words.gross_cents),
    )


def _is_by_limit(opened: AuditOpened, number: int, gross_cents: int) -> bool:
    """Whether the receipt was taken for its amount, as the event of the draw says: what becomes of
    the amount later is no reason. Events of earlier versions only say how many were."""
    if opened.limit_numbers or not opened.by_limit:
        return number in opened.limit_numbers
    limit = opened.terms.limit_cents if opened.terms else 0
    return 0 < limit <= gross_cents
