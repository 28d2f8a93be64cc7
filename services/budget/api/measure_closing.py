"""Closing a measure and opening it again: `/measures/{measure_id}/closing`, `…/reopening`."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from contracts.roles import Role
from services.budget.api import access, budget, command, means
from services.budget.api.expenditures_schemas import ReasonSchema
from services.budget.api.measures import GRANT_PARAMETER, grant_of_measure
from services.budget.api.schemas import Day, StrictSchema, Text, Warned, YesNo
from services.budget.api.trials import foretells
from services.budget.domain.measure_closing import NewClosing
from services.budget.usecases.measure_closing import close_measure, reopen_measure
from shared.web.access import occasion
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.problems import violations_as_json

blueprint = Blueprint("budget_measure_closing_api", __name__, description="Maßnahmen")

_BY = (Role.GRANT_OFFICER, Role.PROJECT_LEAD)


class ClosingSchema(StrictSchema):
    """What was reached; `without_software` says that none was commissioned."""

    closed_on = Day(required=True)
    result = Text(2_000, required=True)
    without_software = YesNo(load_default=False)


class ClosedSchema(Warned):
    """The measure after the act."""

    measure_id = fields.String(required=True)
    is_closed = fields.Boolean(required=True)


class ReopenedSchema(Schema):
    """The measure after the act."""

    measure_id = fields.String(required=True)
    is_closed = fields.Boolean(required=True)


@blueprint.route("/measures/<measure_id>/closing", methods=["POST"])
@access.api(*_BY)
@foretells(blueprint)
@blueprint.arguments(ClosingSchema)
@blueprint.response(201, ClosedSchema)
@blueprint.doc(parameters=[GRANT_PARAMETER])
def close(body: dict[str, Any], measure_id: str) -> Response:
    """Closes a measure; its software is published and documented."""
    new = NewClosing(**body)
    grant_id = _grant(measure_id)

    def run(session: Session) -> Answer:
        warnings = close_measure(session, grant_id, measure_id, new, by=occasion(), means=means())
        told = violations_as_json(warnings)
        return Answer({"measure_id": measure_id, "is_closed": True, "violations": told}, 201)

    return command("close_measure", run, *_BY, grant_id=grant_id)


@blueprint.route("/measures/<measure_id>/reopening", methods=["POST"])
@access.api(*_BY)
@foretells(blueprint)
@blueprint.arguments(ReasonSchema)
@blueprint.response(200, ReopenedSchema)
@blueprint.doc(parameters=[GRANT_PARAMETER])
def reopen(body: dict[str, Any], measure_id: str) -> Response:
    """Opens a closed measure again."""
    grant_id = _grant(measure_id)

    def run(session: Session) -> Answer:
        reason = body["reason"]
        reopen_measure(session, grant_id, measure_id, reason, by=occasion(), means=means())
        return Answer({"measure_id": measure_id, "is_closed": False}, 200)

    return command("reopen_measure", run, *_BY, grant_id=grant_id)


def _grant(measure_id: str) -> str:
    with budget().sessions.read() as reading:
        return grant_of_measure(reading, measure_id)
