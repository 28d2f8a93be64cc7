"""Prüfungen: draw a sample, note findings, answer them, close the audit note."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.domain.audit_case import (
    MOST_SAMPLED,
    QUESTIONS,
    AuditKind,
    AuditResult,
    NewAudit,
    NewFinding,
    NewNote,
    NoteAnswer,
    Verdict,
    Weight,
)
from services.budget.store.audit_case import (
    AuditRecord,
    audited_receipts,
    audits_of,
    findings_of,
    load_audit,
    load_finding,
)
from services.budget.store.grant import load_grant
from services.budget.store.user import display_names
from services.budget.usecases.audit_case import (
    AuditOutcome,
    answer_finding,
    close_note,
    open_audit,
    record_finding,
)
from services.budget.usecases.audit_prefill import said_by_the_books
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.grant_pages import grant_page, today
from services.budget.web.labels import options
from services.budget.web.submission import demand_of, flash_outcome, submit, submit_at
from shared.errors import NotFound, Violation
from shared.web.access import occasion
from shared.web.forms import Choice, Euro, Form, FormSchema, Text, Whole

blueprint = Blueprint(
    "budget_audits",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>/pruefungen",
)

LABELS: Final = {
    "kind": "Art der Prüfung",
    "scope": "Umfang",
    "limit_cents": "Alle Belege ab",
    "draw_count": "Zusätzlich gezogene Belege",
    "seed": "Startwert der Ziehung",
    "weight": "Gewicht",
    "text": "Text",
    "expenditure_number": "Nr. der Ausgabe",
    "amount_cents": "Betrag",
    "result": "Ergebnis",
    **QUESTIONS,
}


class AuditForm(FormSchema):
    """What is audited."""

    kind = Choice(AuditKind, required=True)
    scope = Text(1000, required=True)
    limit_cents = Euro(load_default=0)
    draw_count = Whole(0, MOST_SAMPLED, load_default=0)
    seed = Text(80, load_default="")


class FindingForm(FormSchema):
    """A finding."""

    weight = Choice(Weight, required=True)
    text = Text(2000, required=True)
    expenditure_number = Whole(1, load_default=None)
    amount_cents = Euro(load_default=None)


class AnswerForm(FormSchema):
    """The city's answer."""

    text = Text(2000, required=True)


class NoteForm(FormSchema):
    """The end of the note; its questions are read beside it."""

    result = Choice(AuditResult, required=True)
    text = Text(4000, required=True)


@blueprint.get("")
@access.page(*READERS)
def show_all(grant_id: str) -> Response:
    """All audits of the grant."""
    return _list(grant_id, Form())


@blueprint.post("")
@access.page(Role.AUDITOR)
def open_one(grant_id: str) -> AnyResponse:
    """Opens an audit and draws its sample."""

    def run(session: Session, data: Mapping[str, Any]) -> AuditOutcome:
        return open_audit(session, grant_id, NewAudit(**data), by=occasion(), means=means())

    def done(found: AuditOutcome) -> str:
        flash_outcome(f"Prüfung Nr. {found.record.number} ist eröffnet.", found.warnings)
        return url_for("budget_audits.show", grant_id=grant_id, audit_id=found.record.audit_id)

    return submit(
        "open_audit", AuditForm(), run, again=lambda form: _list(grant_id, form), done=done
    )


@blueprint.get("/<audit_id>")
@access.page(*READERS)
def show(grant_id: str, audit_id: str) -> Response:
    """Sample, findings and note."""
    return _page(grant_id, audit_id, Form())


@blueprint.post("/<audit_id>/feststellung")
@access.page(Role.AUDITOR)
def find(grant_id: str, audit_id: str) -> AnyResponse:
    """Notes a finding."""

    def run(session: Session, data: Mapping[str, Any]) -> object:
        _of_grant(session, grant_id, audit_id)
        return record_finding(session, audit_id, NewFinding(**data), by=occasion())

    said = "Die Feststellung ist erfasst; die Stadt kann antworten."
    return _submit(grant_id, audit_id, "record_finding", FindingForm(), run, said)


@blueprint.post("/<audit_id>/feststellung/<finding_id>/antwort")
@access.page(Role.GRANT_OFFICER, Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)
def answer(grant_id: str, audit_id: str, finding_id: str) -> AnyResponse:
    """Keeps the city's answer."""

    def run(session: Session, data: Mapping[str, Any]) -> object:
        _of_grant(session, grant_id, audit_id)
        if load_finding(session, finding_id).audit_id != audit_id:
            message = "Diese Feststellung gibt es bei dieser Prüfung nicht."
            raise NotFound([Violation("audit_finding_unknown", "API", message)])
        return answer_finding(session, finding_id, data["text"], by=occasion())

    said = "Die Antwort ist abgelegt."
    return _submit(grant_id, audit_id, "answer_finding", AnswerForm(), run, said)


@blueprint.post("/<audit_id>/vermerk")
@access.page(Role.AUDITOR)
def close(grant_id: str, audit_id: str) -> AnyResponse:
    """Closes the note."""

    def run(session: Session, data: Mapping[str, Any]) -> object:
        _of_grant(session, grant_id, audit_id)
        note = NewNote(_answers(), data["result"], data["text"])
        return close_note(session, audit_id, note, by=occasion(), means=means())

    said = "Der Prüfungsvermerk ist abgeschlossen."
    return _submit(grant_id, audit_id, "close_note", NoteForm(), run, said)


def _answers() -> dict[str, NoteAnswer]:
    """The questions as filled in; what is no verdict counts as open."""
    known = {one.value for one in Verdict}
    return {
        key: NoteAnswer(Verdict(verdict), request.form.get(f"remark-{key}", "").strip()[:1000])
        for key in QUESTIONS
        if (verdict := request.form.get(key, "")) in known
    }


def _of_grant(session: Session, grant_id: str, audit_id: str) -> AuditRecord:
    """The role was checked for the grant of the address: the audit must be one of it."""
    found = load_audit(session, audit_id)
    demand_of(grant_id, found.grant_id, "audit_unknown", "Diese Prüfung")
    return found


def _submit(
    grant_id: str, audit_id: str, command: str, schema: FormSchema, run: Any, said: str
) -> AnyResponse:
    place = {"grant_id": grant_id, "audit_id": audit_id}
    return submit_at(
        place, command, schema, run, said, again=lambda form: _page(grant_id, audit_id, form)
    )


def _list(grant_id: str, form: Form) -> Response:
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        records = audits_of(session, grant_id)
        names = display_names(session, {one.opened_by for one in records})
    return grant_page(
        "budget/audits.html",
        grant,
        form=form,
        labels=LABELS,
        records=records,
        names=names,
        kinds=options(AuditKind),
        today=today(),
    )


def _page(grant_id: str, audit_id: str, form: Form) -> Response:
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        record = _of_grant(session, grant_id, audit_id)
        findings = findings_of(session, audit_id)
        receipts = audited_receipts(session, grant_id)
        said = said_by_the_books(session, grant, by=occasion(), means=means())
        names = display_names(session, {record.opened_by, record.closed_by or record.opened_by})
    note = json.loads(record.note) if record.note else None
    return grant_page(
        "budget/audit.html",
        grant,
        form=form,
        labels=LABELS,
        record=record,
        findings=findings,
        sample=[(number, receipts.get(number)) for number in record.sample.numbers],
        said=said,
        questions=QUESTIONS,
        note=note,
        result=AuditResult(note["result"]) if note else None,
        verdicts=options(Verdict),
        verdict_of=Verdict,
        results=options(AuditResult),
        weights=options(Weight),
        names=names,
    )
