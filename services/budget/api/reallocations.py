"""Reallocations between lines and years of the plan."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.api import access, budget, command, means
from services.budget.api.expenditures_schemas import Amount, ReasonSchema
from services.budget.api.schemas import (
    Choice,
    Identifier,
    Items,
    StrictSchema,
    Text,
    Warned,
    Whole,
)
from services.budget.api.trials import foretells
from services.budget.domain.plan import Category
from services.budget.domain.reallocation import Reallocation, Shift
from services.budget.store.grant import load_grant
from services.budget.store.reallocation import reallocations_of
from services.budget.usecases.reallocation import (
    ReallocationResult,
    propose_reallocation,
    release_reallocation,
    withdraw_reallocation,
)
from shared.web.access import occasion
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.paging import page_response
from shared.web.problems import violations_as_json

blueprint = Blueprint("budget_reallocations_api", __name__, description="Mittelverschiebungen")


class ShiftSchema(StrictSchema):
    """Money moved; a line the plan does not know yet names its measure and category."""

    from_line = Text(200, required=True)
    from_year = Whole(1_900, 2_999, required=True)
    to_line = Text(200, required=True)
    to_year = Whole(1_900, 2_999, required=True)
    amount_cents = Amount(required=True)
    to_measure = Identifier(load_default=None, allow_none=True)
    to_category = Choice(Category, load_default=None, allow_none=True)


class NewReallocationSchema(StrictSchema):
    """A reallocation; `reference` is the approval or consent of the funder."""

    reason = Text(2_000, required=True)
    shifts = Items(fields.Nested(ShiftSchema), 200, required=True)
    reference = Text(200, load_default="")
    category_reason = Text(2_000, load_default="")


class ConsentSchema(StrictSchema):
    """The letter of the funder, where it came only after the proposal."""

    reference = Text(200, load_default=None, allow_none=True)


class ReallocationSchema(Warned):
    """A reallocation as kept; `plan_version` is what it became."""

    reallocation_id = fields.String(required=True)
    grant_id = fields.String(required=True)
    number = fields.Integer(required=True)
    kind = fields.String(required=True)
    status = fields.String(required=True)
    reason = fields.String(required=True)
    category_reason = fields.String(required=True)
    reference = fields.String(required=True)
    shifts = fields.List(fields.Nested(ShiftSchema), required=True)
    plan_version = fields.Integer(required=True, allow_none=True)
    withdrawal_reason = fields.String(required=True, allow_none=True)


class ReallocationPage(Schema):
    """The log of shifts of a grant."""

    items = fields.List(fields.Nested(ReallocationSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


@blueprint.route("/grants/<grant_id>/reallocations", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(NewReallocationSchema)
@blueprint.response(201, ReallocationSchema)
def propose(body: dict[str, Any], grant_id: str) -> Response:
    """Proposes shifts between lines or years; a second person releases them."""
    shifts = tuple(Shift(**one) for one in body["shifts"])
    new = Reallocation(**{**body, "shifts": shifts})

    def run(session: Session) -> Answer:
        result = propose_reallocation(session, grant_id, new, by=occasion(), means=means())
        return Answer(_json(result), 201)

    return command("propose_reallocation", run)


@blueprint.route("/reallocations/<reallocation_id>/release", methods=["POST"])
@access.api(Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)
@foretells(blueprint)
@blueprint.arguments(ConsentSchema, required=False)
@blueprint.response(200, ReallocationSchema)
def release(body: dict[str, Any], reallocation_id: str) -> Response:
    """Turns the shifts into a released plan version."""
    reference = body.get("reference")

    def run(session: Session) -> Answer:
        result = release_reallocation(
            session, reallocation_id, reference, by=occasion(), means=means()
        )
        return Answer(_json(result), 200)

    return command("release_reallocation", run)


@blueprint.route("/reallocations/<reallocation_id>/withdrawal", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(ReasonSchema)
@blueprint.response(200, ReallocationSchema)
def withdraw(body: dict[str, Any], reallocation_id: str) -> Response:
    """Takes a proposal back, or notes that the funder declined it."""

    def run(session: Session) -> Answer:
        result = withdraw_reallocation(session, reallocation_id, body["reason"], by=occasion())
        return Answer(_json(result), 200)

    return command("withdraw_reallocation", run)


@blueprint.route("/grants/<grant_id>/reallocations", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, ReallocationPage)
def show_all(grant_id: str) -> Response:
    """The log of shifts, oldest first."""
    with budget().sessions.read() as session:
        load_grant(session, grant_id)
        found = reallocations_of(session, grant_id)
    return page_response([_json(ReallocationResult(one)) for one in found], None)


def _json(result: ReallocationResult) -> dict[str, Any]:
    record, new = result.record, result.record.reallocation
    return {
        "reallocation_id": record.reallocation_id,
        "grant_id": record.grant_id,
        "number": record.number,
        "kind": "rephasing" if new.is_rephasing else "reallocation",
        "status": record.status,
        "reason": new.reason,
        "category_reason": new.category_reason,
        "reference": new.reference,
        "shifts": ShiftSchema(many=True).dump(new.shifts),
        "plan_version": record.plan_version,
        "withdrawal_reason": record.withdrawal_reason,
        "violations": violations_as_json(result.warnings),
    }
