"""Vergabeakten: `/grants/{grant_id}/procurements`, `/procurements/{procurement_id}`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, jsonify
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.api import access, budget, command, means
from services.budget.api.expenditures_schemas import ReasonSchema
from services.budget.api.procurements_json import (
    ProcurementPage,
    ProcurementSchema,
    procurement_json,
    result_json,
)
from services.budget.api.procurements_schemas import NewProcurementSchema, ProcurementChangeSchema
from services.budget.api.trials import foretells
from services.budget.domain.procurement_entry import NewProcurement
from services.budget.store.grant import load_grant
from services.budget.store.procurement_reading import load_procurement, procurements_of
from services.budget.usecases.procurement import open_procurement, revise_procurement
from services.budget.usecases.procurement_assessment import ProcurementResult
from services.budget.usecases.procurement_queries import creditor_of, creditors_of
from services.budget.usecases.procurement_release import (
    complete_procurement,
    release_procurement,
    return_procurement,
)
from services.budget.usecases.procurement_target import locked_file_version
from shared.web.access import occasion
from shared.web.conditional import demand_match, etag
from shared.web.described import versioned
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.paging import page_response

blueprint = Blueprint("budget_procurements_api", __name__, description="Vergabeakten")

Act = Callable[[Session], ProcurementResult]


def act(name: str, procurement_id: str, run: Act, *, needs_match: bool = False) -> Response:
    """One act on a file as the answer to a POST or PATCH; If-Match is compared under the lock."""

    def work(session: Session) -> Answer:
        version = locked_file_version(session, procurement_id, by=occasion(), means=means())
        demand_match(version, required=needs_match)
        return answer(session, run(session), 200)

    return command(name, work)


def answer(session: Session, result: ProcurementResult, status: int) -> Answer:
    """The file after an act, with its version as ETag."""
    record = result.record
    body = result_json(result, creditor_of(session, record, means=means()))
    return Answer(body, status, record.version)


@blueprint.route("/grants/<grant_id>/procurements", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(NewProcurementSchema)
@blueprint.response(201, ProcurementSchema)
def record(body: dict[str, Any], grant_id: str) -> Response:
    """Opens a file; what is missing stands in `findings` and may follow."""
    new = NewProcurement(**{**body, "clauses": tuple(body["clauses"])})

    def run(session: Session) -> Answer:
        opened = open_procurement(session, grant_id, new, by=occasion(), means=means())
        return answer(session, opened, 201)

    return command("open_procurement", run)


@blueprint.route("/grants/<grant_id>/procurements", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, ProcurementPage)
def show_all(grant_id: str) -> Response:
    """All files of a grant by number."""
    with budget().sessions.read() as session:
        load_grant(session, grant_id)
        found = procurements_of(session, grant_id)
        names = creditors_of(session, found, means=means())
    return page_response(
        [procurement_json(one, names.get(one.procurement_id, "")) for one in found], None
    )


@blueprint.route("/procurements/<procurement_id>", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, ProcurementSchema)
@versioned
def show(procurement_id: str) -> Response:
    """One file with its checklist and what is found at it."""
    with budget().sessions.read() as session:
        found = load_procurement(session, procurement_id)
        creditor = creditor_of(session, found, means=means())
    response = jsonify(procurement_json(found, creditor))
    response.headers["ETag"] = etag(found.version)
    return response


@blueprint.route("/procurements/<procurement_id>", methods=["PATCH"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(ProcurementChangeSchema(partial=True))
@blueprint.response(200, ProcurementSchema)
def change(body: dict[str, Any], procurement_id: str) -> Response:
    """Changes facts; needs If-Match. A completed or released file opens again."""
    reason = body.pop("reason", "")
    if "clauses" in body:
        body["clauses"] = tuple(body["clauses"])
    return act(
        "revise_procurement",
        procurement_id,
        lambda session: revise_procurement(
            session, procurement_id, body, reason, by=occasion(), means=means()
        ),
        needs_match=True,
    )


@blueprint.route("/procurements/<procurement_id>/completion", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.response(200, ProcurementSchema)
@versioned
def complete(procurement_id: str) -> Response:
    """Declares the file complete; nothing may be missing."""
    return act(
        "complete_procurement",
        procurement_id,
        lambda session: complete_procurement(session, procurement_id, by=occasion(), means=means()),
    )


@blueprint.route("/procurements/<procurement_id>/release", methods=["POST"])
@access.api(Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)
@foretells(blueprint)
@blueprint.response(200, ProcurementSchema)
@versioned
def release(procurement_id: str) -> Response:
    """Releases a completed file, by a second person."""
    return act(
        "release_procurement",
        procurement_id,
        lambda session: release_procurement(session, procurement_id, by=occasion(), means=means()),
    )


@blueprint.route("/procurements/<procurement_id>/return", methods=["POST"])
@access.api(Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)
@foretells(blueprint)
@blueprint.arguments(ReasonSchema)
@blueprint.response(200, ProcurementSchema)
@versioned
def give_back(body: dict[str, Any], procurement_id: str) -> Response:
    """Gives the file back; expenditures that name it wait again."""
    return act(
        "return_procurement",
        procurement_id,
        lambda session: return_procurement(
            session, procurement_id, body["reason"], by=occasion(), means=means()
        ),
    )
