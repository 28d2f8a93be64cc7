"""Plan versions: draft, release, show."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.api import access, budget, command, means
from services.budget.api.schemas_plans import (
    DraftedPlanSchema,
    NewPlanSchema,
    PlanPage,
    PlanSchema,
)
from services.budget.api.trials import foretells
from services.budget.domain.plan import FundingSource, NewPlanVersion, PlanLine
from services.budget.store.grant import load_grant
from services.budget.store.plan import PlanRecord, load_plan, plans_of
from services.budget.usecases.plan import PlanResult, draft_plan, release_plan
from shared.web.access import occasion
from shared.web.conditional import demand_match, etag
from shared.web.described import versioned
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.paging import page_response
from shared.web.problems import violations_as_json

blueprint = Blueprint("budget_plans_api", __name__, description="Kosten- und Finanzierungsplan")


@blueprint.route("/grants/<grant_id>/plan-versions", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(NewPlanSchema)
@blueprint.response(201, DraftedPlanSchema)
def draft(body: dict[str, Any], grant_id: str) -> Response:
    """Drafts the next version; it counts once a second person released it."""
    new = new_plan(body)

    def run(session: Session) -> Answer:
        return _answer(draft_plan(session, grant_id, new, by=occasion()), 201)

    return command("draft_plan", run)


@blueprint.route(
    "/grants/<grant_id>/plan-versions/<int(max=1000000):version>/release", methods=["POST"]
)
@access.api(Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)
@foretells(blueprint)
@blueprint.response(200, DraftedPlanSchema)
@versioned
def release(grant_id: str, version: int) -> Response:
    """Releases a version by another person than its creator."""

    def run(session: Session) -> Answer:
        load_grant(session, grant_id, lock=True)
        demand_match(load_plan(session, grant_id, version).revision, required=False)
        result = release_plan(session, grant_id, version, by=occasion(), means=means())
        return _answer(result, 200)

    return command("release_plan", run)


@blueprint.route("/grants/<grant_id>/plan-versions", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, PlanPage)
def show_all(grant_id: str) -> Response:
    """All versions of a grant, oldest first, drafts included."""
    with budget().sessions.read() as session:
        load_grant(session, grant_id)
        found = plans_of(session, grant_id)
    return page_response([plan_json(one) for one in found], None)


@blueprint.route("/grants/<grant_id>/plan-versions/<int(max=1000000):version>", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, PlanSchema)
@versioned
def show(grant_id: str, version: int) -> Response:
    """One version with its lines and funding sources."""
    with budget().sessions.read() as session:
        record = load_plan(session, grant_id, version)
    response = jsonify(plan_json(record))
    response.headers["ETag"] = etag(record.revision)
    return response


def new_plan(body: dict[str, Any]) -> NewPlanVersion:
    """The plan as the rules see it, from a checked body."""
    lines = tuple(
        PlanLine(**{**line, "years": {int(year): cents for year, cents in line["years"].items()}})
        for line in body["lines"]
    )
    funding = tuple(FundingSource(**one) for one in body["funding"])
    return NewPlanVersion(
        basis=body["basis"],
        reason=body["reason"],
        lines=lines,
        funding=funding,
        reference=body["reference"],
        category_reason=body["category_reason"],
    )


def plan_json(record: PlanRecord) -> dict[str, Any]:
    """A version as the API shows it."""
    plan, released_on = record.plan_version.plan, record.plan_version.released_on
    return {
        "version": record.version,
        "status": record.status,
        "basis": plan.basis.value,
        "reference": plan.reference,
        "reason": plan.reason,
        "category_reason": plan.category_reason,
        "planned_cents": plan.planned_cents,
        "released_on": released_on.isoformat() if released_on else None,
        "lines": [_line_json(line) for line in plan.lines],
        "funding": [
            {
                "source_kind": one.source_kind.value,
                "source": one.source,
                "amount_cents": one.amount_cents,
            }
            for one in plan.funding
        ],
    }


def _line_json(line: PlanLine) -> dict[str, Any]:
    return {
        "budget_line": line.budget_line,
        "measure_id": line.measure_id,
        "category": line.category.value,
        "planned_cents": line.planned_cents,
        "years": {str(year): cents for year, cents in line.years.items()},
    }


def _answer(result: PlanResult, status: int) -> Answer:
    body = {**plan_json(result.record), "violations": violations_as_json(result.warnings)}
    return Answer(body, status, result.record.revision)
