"""The proof of use: attachments and the statement with two signatures."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.api import access, budget, command, means
from services.budget.api.schemas import DecisionOnly, ReferencedSchema, Text, Warned
from services.budget.api.trials import foretells
from services.budget.domain.proof import ATTACHMENT_LABELS, STATEMENT
from services.budget.store.grant import load_grant
from services.budget.usecases.proof import (
    SIGNERS,
    Checklist,
    checklist_of,
    file_attachment,
    sign_statement,
)
from shared.clock import format_instant
from shared.web.access import occasion
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.problems import violations_as_json

blueprint = Blueprint("budget_proofs_api", __name__, description="Verwendungsnachweis")


class NewAttachmentSchema(ReferencedSchema):
    """An attachment; `kind` is one of those the rule pack asks for."""

    kind = Text(40, required=True)


class AttachmentSchema(Schema):
    """One attachment that is asked for; `reference` is null while it is missing."""

    kind = fields.String(required=True)
    label = fields.String(required=True)
    reference = fields.String(required=True, allow_none=True)
    file = fields.String(required=True, allow_none=True)


class SignatureSchema(Schema):
    """A signature under the statement."""

    signed_by = fields.String(required=True)
    signed_at = fields.String(required=True)


class ChecklistSchema(Warned):
    """How far the proof of use is gathered; `violations` are what is missing."""

    attachments = fields.List(fields.Nested(AttachmentSchema), required=True)
    statement = fields.String(required=True)
    signatures = fields.List(fields.Nested(SignatureSchema), required=True)


@blueprint.route("/grants/<grant_id>/proof-of-use", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, ChecklistSchema)
def show(grant_id: str) -> Response:
    """What is gathered and what is missing."""
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        found = checklist_of(session, grant, by=occasion(), means=means())
    return jsonify(_json(found))


@blueprint.route("/grants/<grant_id>/proof-of-use/attachments", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(NewAttachmentSchema)
@blueprint.response(201, ChecklistSchema)
def attach(body: dict[str, Any], grant_id: str) -> Response:
    """Files an attachment, in place of an older one of its kind."""

    def run(session: Session) -> Answer:
        found = file_attachment(
            session,
            grant_id,
            body["kind"],
            body["reference"],
            by=occasion(),
            means=means(),
            file_sha256=body["file"],
        )
        return Answer(_json(found), 201)

    return command("file_attachment", run)


@blueprint.route("/grants/<grant_id>/proof-of-use/signatures", methods=["POST"])
@access.api(*SIGNERS)
@foretells(blueprint)
@blueprint.arguments(DecisionOnly, required=False)
@blueprint.response(201, ChecklistSchema)
def sign(_body: dict[str, Any], grant_id: str) -> Response:
    """Signs the statement, as one of two persons."""

    def run(session: Session) -> Answer:
        return Answer(_json(sign_statement(session, grant_id, by=occasion(), means=means())), 201)

    return command("sign_statement", run)


def _json(found: Checklist) -> dict[str, Any]:
    return {
        "attachments": [
            {
                "kind": kind,
                "label": ATTACHMENT_LABELS[kind],
                "reference": one.reference if one else None,
                "file": one.file_sha256 if one else None,
            }
            for kind, one in found.attachments
        ],
        "statement": STATEMENT,
        "signatures": [
            {"signed_by": one.signed_by, "signed_at": format_instant(one.signed_at)}
            for one in found.signatures
        ],
        "violations": violations_as_json(found.missing),
    }
