"""Audits as the events tell them below an offset: opened, findings, answers, the closed note."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from contracts.events.budget.audit_cases import AuditFindingRecorded, AuditNoteClosed, AuditOpened
from contracts.schema import from_payload
from services.reporting.domain.audit_note import AuditFact, FindingFact
from services.reporting.store import facts
from services.reporting.store.models import FactRow
from shared.clock import local_day, parse_instant

OPENED, FINDING, ANSWER, NOTE = "audit", "audit_finding", "audit_answer", "audit_note"


def audits(session: Session, grant_id: str, offset: int) -> Iterator[AuditFact]:
    """Every audit with what belongs to it."""
    findings = _findings(session, grant_id, offset)
    notes = {
        body["audit_id"]: (from_payload(AuditNoteClosed, body), _day(row))
        for row, body in facts.as_of(session, grant_id, offset, NOTE)
    }
    for row, body in facts.as_of(session, grant_id, offset, OPENED):
        opened = from_payload(AuditOpened, body)
        note, closed_on = notes.get(opened.audit_id, (None, None))
        mine = sorted(findings[opened.audit_id], key=lambda one: one.recorded.number)
        yield AuditFact(opened, _day(row), tuple(mine), note, closed_on)


def _findings(session: Session, grant_id: str, offset: int) -> dict[str, list[FindingFact]]:
    answers = {
        body["finding_id"]: (body["text"], _day(row))
        for row, body in facts.as_of(session, grant_id, offset, ANSWER)
    }
    found: dict[str, list[FindingFact]] = defaultdict(list)
    for row, body in facts.as_of(session, grant_id, offset, FINDING):
        recorded = from_payload(AuditFindingRecorded, body)
        text, answered_on = answers.get(recorded.finding_id, ("", None))
        found[recorded.audit_id].append(FindingFact(recorded, _day(row), text, answered_on))
    return found


def _day(row: FactRow) -> date:
    return local_day(parse_instant(row.time))
