"""`/expenditures`: enter, try, list, show, change."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.api import access, budget, command, means
from services.budget.api.expenditures_json import entered_json, expenditure_json, recorded_json
from services.budget.api.expenditures_schemas import (
    EnteredSchema,
    ExpenditureChangeSchema,
    ExpenditureListQuery,
    ExpenditurePage,
    ExpenditureSchema,
    NewExpenditureSchema,
    RecordedSchema,
)
from services.budget.api.trials import TrialQuery, foretells
from services.budget.domain.expenditure import NewExpenditure
from services.budget.store.grant import load_grant
from services.budget.usecases.expenditure import Recorded, record_expenditure
from services.budget.usecases.expenditure_change import change_expenditure
from services.budget.usecases.expenditure_target import locked_version
from services.budget.usecases.expenditure_trial import try_expenditure
from services.budget.usecases.queries import (
    ExpenditureQuery,
    list_expenditures,
    show_expenditure,
)
from services.budget.usecases.what_if import what_if
from shared.web.access import occasion
from shared.web.conditional import demand_match, etag
from shared.web.described import versioned
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.paging import decode_cursor, encode_cursor, page_response

blueprint = Blueprint("budget_expenditures_api", __name__, description="Ausgaben")


@blueprint.route("/grants/<grant_id>/expenditures", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@blueprint.arguments(TrialQuery(), location="query")
@blueprint.arguments(NewExpenditureSchema())
@blueprint.response(201, EnteredSchema)
def record(query: dict[str, Any], body: dict[str, Any], grant_id: str) -> Response:
    """Records an expenditure or an order; `dry_run=true` only says what would happen (200)."""
    new = NewExpenditure(**body)

    def entered(session: Session) -> Recorded:
        return record_expenditure(session, grant_id, new, by=occasion(), means=means())

    if query["dry_run"]:
        with budget().sessions.read() as session:
            tried = try_expenditure(session, grant_id, new, by=occasion(), means=means())
        with budget().sessions.write() as session:
            asked = what_if(session, grant_id, entered, by=occasion(), means=means())
        return jsonify(entered_json(tried, asked.effect))

    def run(session: Session) -> Answer:
        recorded = entered(session)
        return Answer(entered_json(recorded), 201, recorded.version)

    return command("record_expenditure", run)


@blueprint.route("/grants/<grant_id>/expenditures", methods=["GET"])
@access.api(*READERS)
@blueprint.arguments(ExpenditureListQuery, location="query")
@blueprint.response(200, ExpenditurePage)
def show_all(query: dict[str, Any], grant_id: str) -> Response:
    """The list of a grant, newest number first."""
    limit, cursor = query.pop("limit"), query.pop("cursor")
    after = _number(cursor)
    with budget().sessions.read() as session:
        load_grant(session, grant_id)
        found = list_expenditures(
            session,
            grant_id,
            ExpenditureQuery(**query),
            means=means(),
            after=after,
            limit=limit + 1,
        )
    more = encode_cursor(found[limit - 1].row.number) if len(found) > limit else None
    return page_response([expenditure_json(one) for one in found[:limit]], more)


@blueprint.route("/expenditures/<expenditure_id>", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, ExpenditureSchema)
@versioned
def show(expenditure_id: str) -> Response:
    """One row with its calculation, files and certifications."""
    with budget().sessions.read() as session:
        detail = show_expenditure(session, expenditure_id, means=means())
    movements = [one.row.expenditure_id for one in detail.family]
    response = jsonify(expenditure_json(detail.shown, movements))
    response.headers["ETag"] = etag(detail.shown.row.version)
    return response


@blueprint.route("/expenditures/<expenditure_id>", methods=["PATCH"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(ExpenditureChangeSchema(partial=True))
@blueprint.response(200, RecordedSchema)
def change(body: dict[str, Any], expenditure_id: str) -> Response:
    """Changes fields while no certification stands; needs If-Match."""

    def run(session: Session) -> Answer:
        demand_match(locked_version(session, expenditure_id), required=True)
        changed = change_expenditure(session, expenditure_id, body, by=occasion(), means=means())
        return Answer(recorded_json(changed), 200, changed.version)

    return command("change_expenditure", run)


def _number(cursor: str | None) -> int | None:
    return decode_cursor(cursor, int)[0] if cursor else None
