"""Prüfungen: `/grants/{grant_id}/audits`, `/audits/{audit_id}/…`, `/audit-findings/…`."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, jsonify
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.api import access, budget, command, means
from services.budget.api.schemas import Cents, Choice, Items, StrictSchema, Text, Warned, Whole
from services.budget.api.trials import foretells
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
    FindingRecord,
    audits_of,
    findings_of,
    load_audit,
)
from services.budget.store.grant import load_grant
from services.budget.usecases.audit_case import (
    answer_finding,
    close_note,
    open_audit,
    record_finding,
)
from shared.web.access import occasion
from shared.web.conditional import demand_match, etag
from shared.web.described import versioned
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.paging import page_response
from shared.web.problems import violations_as_json

blueprint = Blueprint("budget_audits_api", __name__, description="Prüfungen")


class NewAuditSchema(StrictSchema):
    """What is audited; without `seed` a random one is taken and stored."""

    kind = Choice(AuditKind, required=True)
    scope = Text(1000, required=True)
    limit_cents = Cents(load_default=0)
    draw_count = Whole(0, MOST_SAMPLED, load_default=0)
    seed = Text(80, load_default="")


class NewAuditFindingSchema(StrictSchema):
    """A finding, at a receipt or at the whole."""

    weight = Choice(Weight, required=True)
    text = Text(2000, required=True)
    expenditure_number = Whole(1, 10**9, load_default=None, allow_none=True)
    amount_cents = Cents(load_default=None, allow_none=True)


class FindingAnswerSchema(StrictSchema):
    """What the city says to a finding."""

    text = Text(2000, required=True)


class NoteAnswerSchema(StrictSchema):
    """One question of the note."""

    question = Text(40, required=True)
    verdict = Choice(Verdict, required=True)
    remark = Text(1000, load_default="")


class AuditNoteSchema(StrictSchema):
    """The note as it is to be closed."""

    answers = Items(fields.Nested(NoteAnswerSchema), 50, required=True)
    result = Choice(AuditResult, required=True)
    text = Text(4000, required=True)


class AuditFindingSchema(Schema):
    """A finding with the city's answer."""

    finding_id = fields.String(required=True)
    number = fields.Integer(required=True)
    weight = fields.String(required=True)
    text = fields.String(required=True)
    expenditure_number = fields.Integer(required=True, allow_none=True)
    amount_cents = fields.Integer(required=True, allow_none=True)
    answer = fields.String(required=True, allow_none=True)


class AuditSchema(Warned):
    """An audit; `status` is `open` or `closed`, `note` what it was closed with."""

    audit_id = fields.String(required=True)
    grant_id = fields.String(required=True)
    number = fields.Integer(required=True)
    kind = fields.String(required=True)
    status = fields.String(required=True)
    scope = fields.String(required=True)
    due_on = fields.Date(required=True, allow_none=True)
    seed = fields.String(required=True)
    limit_cents = fields.Integer(required=True)
    population = fields.Integer(required=True)
    population_sha256 = fields.String(required=True)
    by_limit = fields.List(fields.Integer(), required=True)
    drawn = fields.List(fields.Integer(), required=True)
    findings = fields.List(fields.Nested(AuditFindingSchema), required=True)
    note = fields.Raw(required=True, allow_none=True)


class AuditPage(Schema):
    """All audits of a grant, newest first."""

    items = fields.List(fields.Nested(AuditSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


@blueprint.route("/grants/<grant_id>/audits", methods=["POST"])
@access.api(Role.AUDITOR)
@foretells(blueprint)
@blueprint.arguments(NewAuditSchema)
@blueprint.response(201, AuditSchema)
def open_one(body: dict[str, Any], grant_id: str) -> Response:
    """Opens an audit and, for one in depth, draws its sample."""

    def run(session: Session) -> Answer:
        new = NewAudit(**body)
        found = open_audit(session, grant_id, new, by=occasion(), means=means())
        shown = audit_json(session, found.record)
        shown["violations"] = violations_as_json(found.warnings)
        return Answer(shown, 201, found.record.version)

    return command("open_audit", run)


@blueprint.route("/grants/<grant_id>/audits", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, AuditPage)
def show_all(grant_id: str) -> Response:
    """All audits of a grant, newest first."""
    with budget().sessions.read() as session:
        load_grant(session, grant_id)
        found = [audit_json(session, one) for one in audits_of(session, grant_id)]
    return page_response(found, None)


@blueprint.route("/audits/<audit_id>", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, AuditSchema)
@versioned
def show(audit_id: str) -> Response:
    """One audit with its findings."""
    with budget().sessions.read() as session:
        found = load_audit(session, audit_id)
        response = jsonify(audit_json(session, found))
    response.headers["ETag"] = etag(found.version)
    return response


@blueprint.route("/audits/<audit_id>/findings", methods=["POST"])
@access.api(Role.AUDITOR)
@foretells(blueprint)
@blueprint.arguments(NewAuditFindingSchema)
@blueprint.response(201, AuditFindingSchema)
def find(body: dict[str, Any], audit_id: str) -> Response:
    """Notes a finding."""

    def run(session: Session) -> Answer:
        found = record_finding(session, audit_id, NewFinding(**body), by=occasion())
        return Answer(finding_json(found), 201)

    return command("record_finding", run)


@blueprint.route("/audit-findings/<finding_id>/answer", methods=["POST"])
@access.api(Role.GRANT_OFFICER, Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)
@foretells(blueprint)
@blueprint.arguments(FindingAnswerSchema)
@blueprint.response(200, AuditFindingSchema)
def answer(body: dict[str, Any], finding_id: str) -> Response:
    """Keeps the city's answer to a finding."""

    def run(session: Session) -> Answer:
        found = answer_finding(session, finding_id, body["text"], by=occasion())
        return Answer(finding_json(found), 200)

    return command("answer_finding", run)


@blueprint.route("/audits/<audit_id>/note", methods=["POST"])
@access.api(Role.AUDITOR)
@foretells(blueprint)
@blueprint.arguments(AuditNoteSchema)
@blueprint.response(200, AuditSchema)
@versioned
def close(body: dict[str, Any], audit_id: str) -> Response:
    """Closes the audit note; nothing of the audit changes any more."""
    given = {
        one["question"]: NoteAnswer(one["verdict"], one["remark"])
        for one in body["answers"]
        if one["question"] in QUESTIONS
    }
    note = NewNote(given, body["result"], body["text"])

    def run(session: Session) -> Answer:
        demand_match(load_audit(session, audit_id).version, required=False)
        found = close_note(session, audit_id, note, by=occasion(), means=means())
        return Answer(audit_json(session, found), 200, found.version)

    return command("close_note", run)


def audit_json(session: Session, one: AuditRecord) -> dict[str, Any]:
    """An audit as the API shows it."""
    names = ("audit_id", "grant_id", "number", "scope", "seed", "limit_cents", "population")
    return {
        **{name: getattr(one, name) for name in names},
        "kind": one.kind.value,
        "status": "closed" if one.closed_by else "open",
        "due_on": one.due_on.isoformat() if one.due_on else None,
        "population_sha256": one.population_sha256,
        "by_limit": list(one.sample.by_limit),
        "drawn": list(one.sample.drawn),
        "findings": [finding_json(found) for found in findings_of(session, one.audit_id)],
        "note": json.loads(one.note) if one.note else None,
        "violations": [],
    }


def finding_json(one: FindingRecord) -> dict[str, Any]:
    """A finding as the API shows it."""
    return {
        **vars(one.finding),
        "finding_id": one.finding_id,
        "number": one.number,
        "weight": one.finding.weight.value,
        "answer": one.answer,
    }
