"""Auditing a grant: opened with its sample, findings, the city's answers, the closed note."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy.orm import Session

from contracts.events.budget.audit_cases import (
    AuditAnswer,
    AuditFindingAnswered,
    AuditFindingRecorded,
    AuditNoteClosed,
    AuditOpened,
    SampleTerms,
)
from contracts.schema import to_payload
from services.budget.domain.audit_case import (
    QUESTIONS,
    AuditKind,
    NewAudit,
    NewFinding,
    NewNote,
    Weight,
    check_audit,
    check_finding,
    check_note,
)
from services.budget.domain.deadline import PROOF
from services.budget.domain.row_state import reason_violations
from services.budget.domain.sampling import Sample, draw, population_sha256
from services.budget.store.audit_case import (
    AuditRecord,
    FindingRecord,
    audited_receipts,
    findings_of,
    id_of_number,
    insert_audit,
    insert_finding,
    keep_answer,
    load_audit,
    load_finding,
    mark_note_closed,
    next_audit_number,
)
from services.budget.store.deadline import completions_of
from services.budget.store.grant import GrantRecord, load_grant
from services.budget.store.tables import OUTBOX
from services.budget.usecases.audit_prefill import said_by_the_books
from services.budget.usecases.means import Means
from services.budget.usecases.refusal import demand_active, warnings_or_refuse
from shared.clock import local_day
from shared.errors import Conflict, Violation
from shared.occasion import Occasion
from shared.periods import add_months

Told = AuditOpened | AuditFindingRecorded | AuditFindingAnswered | AuditNoteClosed


@dataclass(frozen=True)
class AuditOutcome:
    """The audit after the act, with the warnings that came with it."""

    record: AuditRecord
    warnings: tuple[Violation, ...] = ()


def open_audit(
    session: Session, grant_id: str, new: NewAudit, *, by: Occasion, means: Means
) -> AuditOutcome:
    """Opens an audit and, for one in depth, draws its sample (AUD-01, AUD-02).

    Raises NotFound, Conflict while the grant is not active, Refused.
    """
    grant = load_grant(session, grant_id, lock=True)
    demand_active(grant)
    rules = grant.rules(means.packs, local_day(by.now))
    receipts = [one for _, one in audited_receipts(session, grant_id).values()]
    in_depth = new.kind is AuditKind.IN_DEPTH
    seed = new.seed.strip() or by.new_id()
    sample = draw(receipts, seed, new.limit_cents, new.draw_count) if in_depth else None
    found = check_audit(new, sample, len(receipts), rules)
    warnings = warnings_or_refuse(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    proof = completions_of(session, grant_id).get(PROOF)
    due_on = add_months(proof.done_on, rules.audit.cursory_audit_months) if proof else None
    record = AuditRecord(
        audit_id=by.new_id(),
        grant_id=grant_id,
        number=next_audit_number(session, grant_id),
        kind=new.kind,
        scope=new.scope,
        due_on=None if in_depth else due_on,
        seed=seed if in_depth else "",
        limit_cents=new.limit_cents,
        draw_count=new.draw_count,
        population=len(receipts),
        population_sha256=population_sha256(receipts),
        sample=sample or Sample((), ()),
        opened_by=by.actor,
        opened_at=by.now,
    )
    insert_audit(session, record)
    _tell(session, record, _opened(record), by)
    return AuditOutcome(record, warnings)


def record_finding(
    session: Session, audit_id: str, new: NewFinding, *, by: Occasion
) -> FindingRecord:
    """Notes a finding. Raises NotFound, Conflict where the note is closed, Refused."""
    record, _ = _open(session, audit_id)
    number = new.expenditure_number
    receipt = None if number is None else id_of_number(session, record.grant_id, number)
    found = check_finding(new, is_known=number is None or receipt is not None)
    warnings_or_refuse(found, subject=f"audit/{audit_id}", grant_id=record.grant_id)
    kept = insert_finding(session, audit_id, by.new_id(), new, by)
    event = AuditFindingRecorded(
        audit_id=audit_id,
        grant_id=record.grant_id,
        finding_id=kept.finding_id,
        number=kept.number,
        weight=new.weight.value,
        text=new.text,
        expenditure_id=receipt,
        expenditure_number=number,
        amount_cents=new.amount_cents,
        related=(f"expenditure/{receipt}",) if receipt else (),
    )
    _tell(session, record, event, by)
    return kept


def answer_finding(session: Session, finding_id: str, text: str, *, by: Occasion) -> FindingRecord:
    """Keeps the city's answer, once. Raises NotFound, Conflict, Refused."""
    audit_id = load_finding(session, finding_id).audit_id
    record, _ = _open(session, audit_id)
    finding = load_finding(session, finding_id)
    if finding.answer is not None:
        message = "Diese Feststellung ist schon beantwortet."
        raise Conflict([Violation("finding_answered", "AUD-03", message)])
    found = list(reason_violations(text, "AUD-03"))
    warnings_or_refuse(found, subject=f"audit/{audit_id}", grant_id=record.grant_id)
    kept = keep_answer(session, finding_id, text, by)
    event = AuditFindingAnswered(audit_id, record.grant_id, finding_id, kept.number, text)
    _tell(session, record, event, by)
    return kept


def close_note(
    session: Session, audit_id: str, note: NewNote, *, by: Occasion, means: Means
) -> AuditRecord:
    """Closes the audit note; nothing of the audit changes any more (AUD-03).

    Raises NotFound, Conflict where it is closed, Refused.
    """
    record, grant = _open(session, audit_id)
    findings = findings_of(session, audit_id)
    found = check_note(note, [one.finding.weight for one in findings])
    warnings_or_refuse(found, subject=f"audit/{audit_id}", grant_id=record.grant_id)
    said = said_by_the_books(session, grant, by=by, means=means)
    answers = tuple(
        AuditAnswer(key, said.get(key, ""), one.verdict.value, one.remark)
        for key, one in ((key, note.answers[key]) for key in QUESTIONS)
    )
    event = AuditNoteClosed(
        audit_id=audit_id,
        grant_id=record.grant_id,
        number=record.number,
        kind=record.kind.value,
        scope=record.scope,
        answers=answers,
        result=note.result.value,
        text=note.text,
        findings=len(findings),
        objections=sum(1 for one in findings if one.finding.weight is Weight.OBJECTION),
        unanswered=sum(1 for one in findings if one.answer is None),
    )
    kept = {"answers": to_payload(answers), "result": note.result.value, "text": note.text}
    closed = mark_note_closed(session, audit_id, json.dumps(kept, ensure_ascii=False), by)
    _tell(session, closed, event, by)
    return closed


def _opened(record: AuditRecord) -> AuditOpened:
    terms = SampleTerms(
        seed=record.seed,
        limit_cents=record.limit_cents,
        drawn=len(record.sample.drawn),
        population=record.population,
        population_sha256=record.population_sha256,
    )
    return AuditOpened(
        audit_id=record.audit_id,
        grant_id=record.grant_id,
        number=record.number,
        kind=record.kind.value,
        scope=record.scope,
        due_on=record.due_on,
        terms=terms if record.seed else None,
        sample=record.sample.numbers,
        by_limit=len(record.sample.by_limit),
        limit_numbers=tuple(sorted(record.sample.by_limit)),
    )


def _open(session: Session, audit_id: str) -> tuple[AuditRecord, GrantRecord]:
    grant = load_grant(session, load_audit(session, audit_id).grant_id, lock=True)
    record = load_audit(session, audit_id)
    if record.closed_by is not None:
        message = "Der Vermerk dieser Prüfung ist abgeschlossen."
        raise Conflict([Violation("audit_closed", "AUD-03", message)])
    return record, grant


def _tell(session: Session, record: AuditRecord, event: Told, by: Occasion) -> None:
    subject = f"audit/{record.audit_id}"
    OUTBOX.add(session, event, subject=subject, by=by, grant_id=record.grant_id)
