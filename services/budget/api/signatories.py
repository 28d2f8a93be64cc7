"""The register of who may sign for the city."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.api import access, budget, command, means
from services.budget.api.schemas import Day, ReferencedSchema, StrictSchema, Text
from services.budget.api.trials import foretells
from services.budget.domain.signatory import NewSignatory, Signatory
from services.budget.store.grant import load_grant
from services.budget.store.signatory import signatories_of
from services.budget.usecases.signatory import end_signing, register_signatory
from shared.web.access import occasion
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.paging import page_response

blueprint = Blueprint("budget_signatories_api", __name__, description="Zeichnungsberechtigte")


class NewSignatorySchema(ReferencedSchema):
    """Who may sign from when to when; `file` is the signature sheet."""

    name = Text(200, required=True)
    function = Text(200, required=True)
    valid_from = Day(required=True)
    valid_to = Day(load_default=None, allow_none=True)


class EndSchema(StrictSchema):
    """The last day, and why."""

    valid_to = Day(required=True)
    reason = Text(2_000, required=True)


class SignatorySchema(Schema):
    """An entry of the register."""

    signatory_id = fields.String(required=True)
    name = fields.String(required=True)
    function = fields.String(required=True)
    valid_from = fields.Date(required=True)
    valid_to = fields.Date(required=True, allow_none=True)
    reference = fields.String(required=True)


class SignatoryPage(Schema):
    """The register of a grant."""

    items = fields.List(fields.Nested(SignatorySchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


@blueprint.route("/grants/<grant_id>/signatories", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(NewSignatorySchema)
@blueprint.response(201, SignatorySchema)
def register(body: dict[str, Any], grant_id: str) -> Response:
    """Enters a person with the signature sheet."""
    file_sha256 = body.pop("file")
    new = NewSignatory(**body)

    def run(session: Session) -> Answer:
        one = register_signatory(
            session, grant_id, new, by=occasion(), means=means(), file_sha256=file_sha256
        )
        return Answer(_json(one), 201)

    return command("register_signatory", run)


@blueprint.route("/signatories/<signatory_id>/end", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(EndSchema)
@blueprint.response(200, SignatorySchema)
def end(body: dict[str, Any], signatory_id: str) -> Response:
    """Lets the right to sign end with a day."""

    def run(session: Session) -> Answer:
        one = end_signing(session, signatory_id, body["valid_to"], body["reason"], by=occasion())
        return Answer(_json(one), 200)

    return command("end_signing", run)


@blueprint.route("/grants/<grant_id>/signatories", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, SignatoryPage)
def show_all(grant_id: str) -> Response:
    """The register in the order of validity."""
    with budget().sessions.read() as session:
        load_grant(session, grant_id)
        found = signatories_of(session, grant_id)
    return page_response([_json(one) for one in found], None)


def _json(one: Signatory) -> dict[str, Any]:
    entry = one.entry
    return {
        "signatory_id": one.signatory_id,
        "name": entry.name,
        "function": entry.function,
        "valid_from": entry.valid_from.isoformat(),
        "valid_to": entry.valid_to.isoformat() if entry.valid_to else None,
        "reference": entry.reference,
    }
