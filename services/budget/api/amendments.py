"""Amending notices: propose, confirm, list."""

from __future__ import annotations

from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from contracts.schema import to_payload
from services.budget.api import access, budget, command, means
from services.budget.api.schemas_grants import (
    AmendmentPage,
    AmendmentSchema,
    NewAmendmentSchema,
)
from services.budget.api.trials import foretells
from services.budget.domain.grant import Amendment
from services.budget.store.amendment import AmendmentRecord, amendment_records, load_amendment
from services.budget.store.grant import load_grant
from services.budget.usecases.amendment import (
    AmendmentResult,
    confirm_amendment,
    propose_amendment,
)
from shared.web.access import occasion
from shared.web.conditional import demand_match
from shared.web.described import versioned
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.paging import page_response
from shared.web.problems import violations_as_json

blueprint = Blueprint("budget_amendments_api", __name__, description="Änderungsbescheide")


@blueprint.route("/grants/<grant_id>/amendments", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(NewAmendmentSchema)
@blueprint.response(201, AmendmentSchema)
def propose(body: dict[str, Any], grant_id: str) -> Response:
    """Proposes an amendment; terms change only with its confirmation."""
    file_sha256 = body.pop("file")

    def run(session: Session) -> Answer:
        result = propose_amendment(
            session,
            grant_id,
            Amendment(**body),
            by=occasion(),
            means=means(),
            file_sha256=file_sha256,
        )
        return _answer(result, 201)

    return command("propose_amendment", run)


@blueprint.route("/amendments/<amendment_id>/confirmation", methods=["POST"])
@access.api(Role.HEAD_OF_FINANCE)
@foretells(blueprint)
@blueprint.response(200, AmendmentSchema)
@versioned
def confirm(amendment_id: str) -> Response:
    """Puts the new terms in force and assesses every expenditure anew."""

    def run(session: Session) -> Answer:
        demand_match(load_amendment(session, amendment_id).version, required=False)
        result = confirm_amendment(session, amendment_id, by=occasion(), means=means())
        return _answer(result, 200)

    return command("confirm_amendment", run)


@blueprint.route("/grants/<grant_id>/amendments", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, AmendmentPage)
def show_all(grant_id: str) -> Response:
    """All amendments of a grant, oldest first."""
    with budget().sessions.read() as session:
        load_grant(session, grant_id)
        found = amendment_records(session, grant_id)
    return page_response([{**_amendment_json(one), "violations": []} for one in found], None)


def _amendment_json(record: AmendmentRecord) -> dict[str, Any]:
    amendment = record.amendment
    return {
        "amendment_id": record.amendment_id,
        "grant_id": record.grant_id,
        "status": record.status,
        "reference": amendment.reference,
        "decided_on": amendment.decided_on.isoformat(),
        "valid_from": amendment.valid_from.isoformat(),
        "changes": to_payload(dict(amendment.changes)),
        "file": record.file_sha256,
    }


def _answer(result: AmendmentResult, status: int) -> Answer:
    record = result.record
    body = {**_amendment_json(record), "violations": violations_as_json(result.warnings)}
    return Answer(body, status, record.version)
