"""Determinations of the funder, the readings of other money, and what a reduction would come to."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Response, jsonify
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from contracts.schema import to_payload
from services.budget.api import access, budget, command, means
from services.budget.api.determinations_schemas import (
    CoverReadingsSchema,
    DeterminationPage,
    DeterminationSchema,
    NewDeterminationSchema,
    ReductionQuery,
    ReductionSchema,
    RepaymentsSchema,
)
from services.budget.api.expenditures_schemas import ReasonSchema
from services.budget.api.trials import foretells
from services.budget.domain.determination import Determination
from services.budget.store.determination import DeterminationRecord, determination_records
from services.budget.store.grant import load_grant
from services.budget.usecases.determination import (
    DeterminationResult,
    confirm_determination,
    propose_determination,
    withdraw_determination,
)
from services.budget.usecases.determination_figures import readings_of, reduction_today
from services.budget.usecases.repayment import claims_with_payments
from shared.clock import local_day
from shared.web.access import occasion
from shared.web.advice import rule_as_json
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.paging import page_response
from shared.web.problems import violations_as_json

blueprint = Blueprint("budget_determinations_api", __name__, description="Festlegungen")


@blueprint.route("/grants/<grant_id>/determinations", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(NewDeterminationSchema)
@blueprint.response(201, DeterminationSchema)
def propose(body: dict[str, Any], grant_id: str) -> Response:
    """Enters what the funder determined; it counts once a second person confirmed it."""
    file_sha256 = body.pop("file")
    new = Determination(**{**body, "valid_from": body["valid_from"] or body["decided_on"]})

    def run(session: Session) -> Answer:
        result = propose_determination(
            session, grant_id, new, by=occasion(), means=means(), file_sha256=file_sha256
        )
        return Answer(_json(result), 201)

    return command("propose_determination", run)


@blueprint.route("/determinations/<determination_id>/confirmation", methods=["POST"])
@access.api(Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)
@foretells(blueprint)
@blueprint.response(200, DeterminationSchema)
def confirm(determination_id: str) -> Response:
    """Makes the determination count, by a second person."""

    def run(session: Session) -> Answer:
        result = confirm_determination(session, determination_id, by=occasion(), means=means())
        return Answer(_json(result), 200)

    return command("confirm_determination", run)


@blueprint.route("/determinations/<determination_id>/withdrawal", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(ReasonSchema)
@blueprint.response(200, DeterminationSchema)
def withdraw(body: dict[str, Any], determination_id: str) -> Response:
    """Takes back what nobody confirmed yet."""

    def run(session: Session) -> Answer:
        result = withdraw_determination(session, determination_id, body["reason"], by=occasion())
        return Answer(_json(result), 200)

    return command("withdraw_determination", run)


@blueprint.route("/grants/<grant_id>/determinations", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, DeterminationPage)
def show_all(grant_id: str) -> Response:
    """All determinations of a grant, oldest first."""
    with budget().sessions.read() as session:
        load_grant(session, grant_id)
        found = determination_records(session, grant_id)
    return page_response([_json(DeterminationResult(one)) for one in found], None)


@blueprint.route("/grants/<grant_id>/cover-readings", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, CoverReadingsSchema)
def readings(grant_id: str) -> Response:
    """Both readings of other public money side by side, as of today (PLAN-07)."""
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        found = readings_of(session, grant, local_day(occasion().now), means=means())
    return jsonify({**to_payload(found), "needs_decision": found.needs_decision})


@blueprint.route("/grants/<grant_id>/repayments", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, RepaymentsSchema)
def repayments(grant_id: str) -> Response:
    """What is to be paid back as of today, and what was, by payout, the latest first (CALL-08)."""
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        found = claims_with_payments(session, grant, local_day(occasion().now), means=means())
    return jsonify(items=to_payload(list(found)))


@blueprint.route("/grants/<grant_id>/reduction", methods=["GET"])
@access.api(*READERS)
@blueprint.arguments(ReductionQuery, location="query")
@blueprint.response(200, ReductionSchema)
def reduction(query: dict[str, Any], grant_id: str) -> Response:
    """What a final sum of eligible cost would make of the grant (PLAN-05); nothing is stored."""
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        today = local_day(occasion().now)
        final = query["final_eligible_cents"]
        found = reduction_today(session, grant, final, today, means=means())
    more = {"reduction_cents": found.reduction_cents, "repayment_cents": found.repayment_cents}
    return jsonify({**asdict(found), **more})


def _json(result: DeterminationResult) -> dict[str, Any]:
    record: DeterminationRecord = result.record
    one = record.determination
    return {
        "determination_id": record.determination_id,
        "grant_id": record.grant_id,
        "status": record.status,
        "kind": one.kind.value,
        **rule_as_json(one.kind.rule),
        "decided_on": one.decided_on.isoformat(),
        "valid_from": one.valid_from.isoformat(),
        "reference": one.reference,
        "reason": one.reason,
        "budget_line": one.budget_line,
        "final_eligible_cents": one.final_eligible_cents,
        "figures": dict(record.figures),
        "file": record.file_sha256,
        "violations": violations_as_json(result.warnings),
    }
