"""Prüfung: a cursory look or one by sample, findings, the audit note (AUD-01 to AUD-03)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.budget.domain.deciding_values import cited
from services.budget.domain.rulepack import Rules
from services.budget.domain.sampling import Sample
from shared.errors import Violation
from shared.money import MAX_CENTS


class AuditKind(StrEnum):
    """How deep one looks: plausibility of report and numbers, or receipts by sample."""

    CURSORY = "cursory"
    IN_DEPTH = "in_depth"


class Weight(StrEnum):
    """An objection (Beanstandung) or a mere remark (Hinweis)."""

    OBJECTION = "objection"
    REMARK = "remark"


class Verdict(StrEnum):
    """What the auditor says to a question of the note."""

    OK = "ok"
    NOT_OK = "not_ok"
    NOT_CHECKED = "not_checked"


class AuditResult(StrEnum):
    """What the note ends with."""

    WITHOUT_OBJECTION = "without_objection"
    WITH_OBJECTION = "with_objection"
    REJECTED = "rejected"


MOST_SAMPLED: Final = 5_000
"""More would not fit into one event."""

QUESTIONS: Final[Mapping[str, str]] = {
    "on_time": "Rechtzeitig vorgelegt?",
    "complete": "Vollständig?",
    "report": "Sachbericht in Ordnung?",
    "numbers": "Zahlenmäßiger Nachweis in Ordnung?",
    "receipts": "Belege in Ordnung?",
    "other_documents": "Sonstige Unterlagen in Ordnung?",
    "on_site": "Örtliche Erhebungen?",
    "success": "Zuwendungszweck erreicht?",
    "grant_figures": "Zuwendung richtig berechnet?",
}
"""The questions of the note by key (AUD-03)."""


@dataclass(frozen=True)
class NewAudit:
    """What is audited; `limit_cents` (0: none) and `draw_count` shape the sample of an in-depth
    one.

    Without `seed` a random one is taken and stored.
    """

    kind: AuditKind
    scope: str
    limit_cents: int = 0
    draw_count: int = 0
    seed: str = ""


@dataclass(frozen=True)
class NewFinding:
    """A finding at one receipt (its running number) or at the whole."""

    weight: Weight
    text: str
    expenditure_number: int | None = None
    amount_cents: int | None = None


@dataclass(frozen=True)
class NoteAnswer:
    """One question answered; `remark` says what is wrong or why it was not checked."""

    verdict: Verdict
    remark: str = ""


@dataclass(frozen=True)
class NewNote:
    """The audit note as it is to be closed: every question, the result, its reasoning."""

    answers: Mapping[str, NoteAnswer]
    result: AuditResult
    text: str


def check_audit(
    new: NewAudit, sample: Sample | None, population: int, rules: Rules
) -> list[Violation]:
    """Every reason against opening it; `population` counts the receipts there are."""
    return cited(_audit_violations(new, sample, population, rules), rules)


def _audit_violations(
    new: NewAudit, sample: Sample | None, population: int, rules: Rules
) -> Iterator[Violation]:
    if not new.scope.strip():
        message = "Es fehlt, was geprüft wird (Umfang der Prüfung)."
        yield Violation("scope_missing", "AUD-03", message, field="scope")
    if sample is None:
        return
    if not sample.numbers:
        message = "Die Stichprobe ist leer. Bitte Betragsgrenze senken oder Anzahl erhöhen."
        yield Violation("sample_empty", "AUD-02", message, field="draw_count")
    elif len(sample.numbers) > MOST_SAMPLED:
        message = f"Eine Stichprobe umfasst höchstens {MOST_SAMPLED} Belege. Bitte eingrenzen."
        yield Violation("sample_large", "AUD-02", message, field="limit_cents")
    elif len(sample.numbers) * 10_000 < population * rules.audit.audit_sample_share_bp:
        message = (
            f"Die Stichprobe umfasst {len(sample.numbers)} von {population} Belegen; das ist "
            "weniger als der vorgesehene Mindestanteil."
        )
        yield Violation("sample_small", "AUD-02", message, "warning", "draw_count")


def check_finding(new: NewFinding, *, is_known: bool) -> list[Violation]:
    """Every reason against a finding; `is_known`: its receipt is one of the grant."""
    found = []
    if not new.text.strip():
        message = "Es fehlt, was festgestellt wurde."
        found.append(Violation("finding_text_missing", "AUD-03", message, field="text"))
    if not is_known:
        message = f"Eine Ausgabe Nr. {new.expenditure_number} gibt es in dieser Zuwendung nicht."
        violation = Violation("receipt_unknown", "AUD-03", message, field="expenditure_number")
        found.append(violation)
    if new.amount_cents is not None and not 0 <= new.amount_cents <= MAX_CENTS:
        message = "Der beanstandete Betrag ist 0,00 € oder größer."
        found.append(Violation("amount_out_of_range", "AUD-03", message, field="amount_cents"))
    return found


def check_note(note: NewNote, weights: Sequence[Weight]) -> list[Violation]:
    """Every reason against closing the note; `weights` are those of the findings."""
    return list(_note_violations(note, weights))


def _note_violations(note: NewNote, weights: Sequence[Weight]) -> Iterator[Violation]:
    for key, question in QUESTIONS.items():
        answer = note.answers.get(key)
        if answer is None:
            message = f"Die Frage „{question}“ ist noch offen."
            yield Violation("question_open", "AUD-03", message, field=key)
        elif answer.verdict is Verdict.NOT_OK and not answer.remark.strip():
            message = f"Bitte zu „{question}“ sagen, was nicht in Ordnung ist."
            yield Violation("remark_missing", "AUD-03", message, field=key)
    if not note.text.strip():
        message = "Es fehlt die Begründung des Ergebnisses."
        yield Violation("result_text_missing", "AUD-03", message, field="text")
    objects = Weight.OBJECTION in weights
    if objects and note.result is AuditResult.WITHOUT_OBJECTION:
        message = "Es gibt Beanstandungen; das Ergebnis kann nicht „ohne Beanstandung“ sein."
        yield Violation("result_contradicts_findings", "AUD-03", message, field="result")
