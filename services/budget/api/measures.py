"""Measures and their status per quarter."""

from __future__ import annotations

from typing import Any, Final

from flask import Response, jsonify, request
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.api import access, budget, command, means
from services.budget.api.schemas_plans import (
    MeasurePage,
    MeasureSchema,
    NewMeasureSchema,
    NewStatusSchema,
    RecordedMeasureSchema,
    SetStatusSchema,
)
from services.budget.api.trials import foretells
from services.budget.domain.measure import Milestone, NewMeasure, NewStatus
from services.budget.store.grant import load_grant
from services.budget.store.measure import (
    MeasureRecord,
    StatusRecord,
    grants_of_measure,
    load_measure,
    measure_version,
    measures_of,
    statuses_of,
)
from services.budget.usecases.measure import record_measure, set_status
from shared.clock import format_instant
from shared.errors import NotFound, Refused, Violation
from shared.web.access import occasion, principal
from shared.web.conditional import demand_match, etag
from shared.web.described import versioned
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.paging import page_response
from shared.web.problems import violations_as_json

blueprint = Blueprint("budget_measures_api", __name__, description="Maßnahmen")

GRANT_PARAMETER: Final = {"name": "grant_id", "in": "query", "schema": {"type": "string"}}
"""`?grant_id=`, where several grants have a measure of one id."""


def grant_of_measure(session: Session, measure_id: str) -> str:
    """The grant a request on a measure is about: `?grant_id=`, or the only one that has it.

    Grants in which the caller holds no role at all are none. Raises NotFound, Refused where two
    grants have a measure of that id and none is named.
    """
    known = grants_of_measure(session, measure_id)
    grants = [one for one in known if principal().holds(Role, one)]
    named = request.args.get("grant_id")
    if named is not None:
        grants = [one for one in grants if one == named]
    if not grants:
        message = "Diese Maßnahme gibt es nicht."
        raise NotFound([Violation("measure_unknown", "PRG-05", message)])
    if len(grants) > 1:
        message = "Diese Maßnahme gibt es in mehreren Zuwendungen; bitte grant_id angeben."
        raise Refused([Violation("grant_id_missing", "API", message, field="grant_id")])
    return grants[0]


@blueprint.route("/grants/<grant_id>/measures", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(NewMeasureSchema)
@blueprint.response(201, RecordedMeasureSchema)
def record(body: dict[str, Any], grant_id: str) -> Response:
    """Enters a measure of the approved strategy."""

    def run(session: Session) -> Answer:
        result = record_measure(session, grant_id, NewMeasure(**body), by=occasion())
        warnings = violations_as_json(result.warnings)
        return Answer({**measure_json(result.record, []), "violations": warnings}, 201)

    return command("record_measure", run)


@blueprint.route("/grants/<grant_id>/measures", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, MeasurePage)
def show_all(grant_id: str) -> Response:
    """All measures of a grant with their statuses, in the order of quarters."""
    with budget().sessions.read() as session:
        load_grant(session, grant_id)
        measures, statuses = measures_of(session, grant_id), statuses_of(session, grant_id)
    return page_response(
        [
            measure_json(one, [s for s in statuses if s.measure_id == one.measure_id])
            for one in measures
        ],
        None,
    )


@blueprint.route("/measures/<measure_id>", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, MeasureSchema)
@blueprint.doc(parameters=[GRANT_PARAMETER])
@versioned
def show(measure_id: str) -> Response:
    """One measure with its statuses; its ETag changes with every statement on it."""
    with budget().sessions.read() as session:
        grant_id = grant_of_measure(session, measure_id)
        record = load_measure(session, grant_id, measure_id)
        found = measure_json(record, statuses_of(session, grant_id, measure_id))
        version = measure_version(session, grant_id, measure_id)
    response = jsonify(found)
    response.headers["ETag"] = etag(version)
    return response


@blueprint.route("/measures/<measure_id>/status", methods=["POST"])
@access.api(Role.GRANT_OFFICER, Role.PROJECT_LEAD)
@foretells(blueprint)
@blueprint.arguments(NewStatusSchema)
@blueprint.response(201, SetStatusSchema)
@blueprint.doc(parameters=[GRANT_PARAMETER])
@versioned
def state(body: dict[str, Any], measure_id: str) -> Response:
    """Says how a measure stands in a quarter; a project lead may for the own measures only."""
    milestones = body.pop("milestones")
    text = milestones if isinstance(milestones, str) else ""
    listed = () if text or not milestones else tuple(Milestone(**one) for one in milestones)
    new = NewStatus(**body, milestones=listed)
    with budget().sessions.read() as reading:
        grant_id = grant_of_measure(reading, measure_id)

    def run(session: Session) -> Answer:
        load_grant(session, grant_id, lock=True)
        before = measure_version(session, grant_id, measure_id)
        demand_match(before, required=False)
        result = set_status(
            session,
            grant_id,
            measure_id,
            new,
            by=occasion(),
            means=means(),
            milestones_text=text,
        )
        warnings = violations_as_json(result.warnings)
        return Answer({**status_json(result.record), "violations": warnings}, 201, before + 1)

    return command(
        "set_measure_status", run, Role.GRANT_OFFICER, Role.PROJECT_LEAD, grant_id=grant_id
    )


def status_json(record: StatusRecord) -> dict[str, Any]:
    """A status as the API shows it."""
    status = record.status
    listed = [
        {
            "title": one.title,
            "due_on": one.due_on.isoformat(),
            "done_on": one.done_on.isoformat() if one.done_on else None,
        }
        for one in status.milestones
    ]
    return {
        "measure_id": record.measure_id,
        "period": status.period,
        "light": status.light.value,
        "proposed_light": record.proposed_light.value,
        "criteria": list(record.criteria),
        "reason": status.reason,
        "milestones": listed or record.milestones_text,
        "risk": status.risk,
        "decision_needed": status.decision_needed,
        "decided_at": format_instant(record.decided_at),
    }


def measure_json(record: MeasureRecord, statuses: list[StatusRecord]) -> dict[str, Any]:
    """A measure as the API shows it."""
    measure = record.measure
    return {
        "measure_id": measure.measure_id,
        "grant_id": record.grant_id,
        "title": measure.title,
        "action_field": measure.action_field,
        "participation_origin": measure.participation_origin,
        "lead": measure.lead,
        "period_start": measure.period_start.isoformat(),
        "period_end": measure.period_end.isoformat(),
        "strategy_reference": measure.strategy_reference,
        "first_measure": measure.first_measure,
        "charta_reference": measure.charta_reference,
        "goal": measure.goal,
        "partners": measure.partners,
        "statuses": [status_json(one) for one in statuses],
    }
