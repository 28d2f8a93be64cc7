"""Goal and partners of a measure, said anew: `PATCH /measures/{measure_id}`."""

from __future__ import annotations

from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from contracts.roles import Role
from services.budget.api import access, budget, command
from services.budget.api.measures import GRANT_PARAMETER, grant_of_measure, measure_json
from services.budget.api.schemas import StrictSchema, Text
from services.budget.api.schemas_plans import RecordedMeasureSchema
from services.budget.api.trials import foretells
from services.budget.domain.measure import Description
from services.budget.store.grant import load_grant
from services.budget.store.measure import load_measure, measure_version, statuses_of
from services.budget.usecases.measure_description import describe_measure
from shared.web.access import occasion
from shared.web.conditional import demand_match
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.problems import violations_as_json

blueprint = Blueprint("budget_measure_description_api", __name__, description="Maßnahmen")

_BY = (Role.GRANT_OFFICER, Role.PROJECT_LEAD)


class DescriptionSchema(StrictSchema):
    """What is left out stays; `partners` names organisations."""

    goal = Text(2_000)
    partners = Text(500)
    change_reason = Text(2_000, required=True)


@blueprint.route("/measures/<measure_id>", methods=["PATCH"])
@access.api(*_BY)
@foretells(blueprint)
@blueprint.arguments(DescriptionSchema)
@blueprint.response(200, RecordedMeasureSchema)
@blueprint.doc(parameters=[GRANT_PARAMETER])
def describe(body: dict[str, Any], measure_id: str) -> Response:
    """Says anew what a measure is for and with whom; needs If-Match. A project lead may for the
    own measures only."""
    with budget().sessions.read() as reading:
        grant_id = grant_of_measure(reading, measure_id)

    def run(session: Session) -> Answer:
        load_grant(session, grant_id, lock=True)
        before = measure_version(session, grant_id, measure_id)
        demand_match(before, required=True)
        known = load_measure(session, grant_id, measure_id).measure
        new = Description(body.get("goal", known.goal), body.get("partners", known.partners))
        reason = body["change_reason"]
        result = describe_measure(session, grant_id, measure_id, new, reason, by=occasion())
        told = measure_json(result.record, statuses_of(session, grant_id, measure_id))
        warnings = violations_as_json(result.warnings)
        return Answer({**told, "violations": warnings}, 200, before + 1)

    return command("describe_measure", run, *_BY, grant_id=grant_id)
