"""Ausnahmegenehmigungen: `/grants/{grant_id}/waivers`, `/waivers/{waiver_id}/…`."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from contracts.roles import READERS
from services.budget.api import access, budget, command, means
from services.budget.api.schemas import Day, EnclosedSchema, StrictSchema, Text, Warned
from services.budget.api.trials import foretells
from services.budget.domain.waiver import NewWaiver, Target
from services.budget.store.grant import load_grant
from services.budget.store.waiver import WaiverRecord, load_waiver, waivers_of
from services.budget.usecases.waiver import (
    APPROVERS,
    PROPOSERS,
    approve_waiver,
    propose_waiver,
    revoke_waiver,
)
from shared.clock import format_instant, local_day
from shared.web.access import occasion
from shared.web.advice import RuledSchema, rule_as_json
from shared.web.conditional import demand_match
from shared.web.described import versioned
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.paging import page_response

blueprint = Blueprint("budget_waivers_api", __name__, description="Ausnahmegenehmigungen")


class NewWaiverSchema(EnclosedSchema):
    """One finding at one object; `file` was handed in before."""

    object = Text(200, required=True)
    rule = Text(20, required=True)
    code = Text(80, required=True)
    field = Text(80, load_default="")
    reason = Text(2000, required=True)
    expires_on = Day(required=True)


class RevocationSchema(StrictSchema):
    """Why a waiver ends."""

    reason = Text(2000, required=True)


class WaiverSchema(Warned, RuledSchema):
    """A waiver with its state today."""

    waiver_id = fields.String(required=True)
    grant_id = fields.String(required=True)
    number = fields.Integer(required=True)
    object = fields.String(required=True)
    code = fields.String(required=True)
    field = fields.String(required=True)
    reason = fields.String(required=True)
    expires_on = fields.Date(required=True)
    file = fields.String(required=True)
    status = fields.String(required=True)
    created_by = fields.String(required=True)
    approved_by = fields.String(required=True, allow_none=True)
    approved_at = fields.String(required=True, allow_none=True)
    revocation_reason = fields.String(required=True, allow_none=True)


class WaiverPage(Schema):
    """All waivers of a grant, newest first."""

    items = fields.List(fields.Nested(WaiverSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


@blueprint.route("/grants/<grant_id>/waivers", methods=["POST"])
@access.api(*PROPOSERS)
@foretells(blueprint)
@blueprint.arguments(NewWaiverSchema)
@blueprint.response(201, WaiverSchema)
def propose(body: dict[str, Any], grant_id: str) -> Response:
    """Asks for a waiver of one finding; it lifts nothing before its approval."""
    target = Target(body["object"], body["rule"], body["code"], body["field"])
    new = NewWaiver(target, body["reason"], body["expires_on"], body["file"])

    def run(session: Session) -> Answer:
        record = propose_waiver(session, grant_id, new, by=occasion(), means=means())
        return _answer(record, 201)

    return command("propose_waiver", run)


@blueprint.route("/grants/<grant_id>/waivers", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, WaiverPage)
def show_all(grant_id: str) -> Response:
    """All waivers of a grant, newest first."""
    with budget().sessions.read() as session:
        load_grant(session, grant_id)
        found = waivers_of(session, grant_id)
    return page_response([_waiver_json(one) for one in found], None)


@blueprint.route("/waivers/<waiver_id>", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, WaiverSchema)
def show(waiver_id: str) -> Response:
    """One waiver."""
    with budget().sessions.read() as session:
        return jsonify(_waiver_json(load_waiver(session, waiver_id)))


@blueprint.route("/waivers/<waiver_id>/approval", methods=["POST"])
@access.api(*APPROVERS)
@foretells(blueprint)
@blueprint.response(200, WaiverSchema)
@versioned
def approve(waiver_id: str) -> Response:
    """Lifts the finding, by a second person."""

    def run(session: Session) -> Answer:
        demand_match(load_waiver(session, waiver_id).version, required=False)
        return _answer(approve_waiver(session, waiver_id, by=occasion(), means=means()), 200)

    return command("approve_waiver", run)


@blueprint.route("/waivers/<waiver_id>/revocation", methods=["POST"])
@access.api(*APPROVERS)
@foretells(blueprint)
@blueprint.arguments(RevocationSchema)
@blueprint.response(200, WaiverSchema)
def revoke(body: dict[str, Any], waiver_id: str) -> Response:
    """Ends a waiver at once, or turns a proposal down."""

    def run(session: Session) -> Answer:
        reason = body["reason"]
        record = revoke_waiver(session, waiver_id, reason, by=occasion(), means=means())
        return _answer(record, 200)

    return command("revoke_waiver", run)


def _answer(record: WaiverRecord, status: int) -> Answer:
    return Answer(_waiver_json(record), status, record.version)


def _waiver_json(record: WaiverRecord) -> dict[str, Any]:
    new, approved_at = record.new, record.approved_at
    return {
        "waiver_id": record.waiver_id,
        "grant_id": record.grant_id,
        "number": record.number,
        "object": new.target.subject,
        **rule_as_json(new.target.rule),
        "code": new.target.code,
        "field": new.target.field,
        "reason": new.reason,
        "expires_on": new.expires_on.isoformat(),
        "file": new.file_sha256,
        "status": record.state(local_day(occasion().now)).value,
        "created_by": record.created_by,
        "approved_by": record.approved_by,
        "approved_at": format_instant(approved_at) if approved_at else None,
        "revocation_reason": record.revocation_reason,
        "violations": [],
    }
