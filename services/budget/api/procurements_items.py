"""The documents of a procurement file."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.api import access, budget, command, means
from services.budget.api.documents import LARGEST_DOCUMENT
from services.budget.api.procurements import act, answer
from services.budget.api.procurements_json import ProcurementSchema
from services.budget.api.procurements_schemas import (
    DispensedSchema,
)
from services.budget.api.schemas import StrictSchema, Text
from services.budget.api.trials import foretells
from services.budget.api.uploads import MULTIPART_OVERHEAD, uploaded_file
from services.budget.usecases.procurement_items import dispense_item, file_item, read_item
from shared.web.access import occasion
from shared.web.app import body_limit
from shared.web.described import takes_files, versioned
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint

blueprint = Blueprint("budget_procurement_items_api", __name__, description="Vergabeakten")


class ItemForm(StrictSchema):
    """Which item of the checklist the file belongs to."""

    item = Text(40, required=True)


@blueprint.route("/procurements/<procurement_id>/documents", methods=["POST"])
@body_limit(LARGEST_DOCUMENT + MULTIPART_OVERHEAD)
@access.api(Role.GRANT_OFFICER)
@blueprint.arguments(ItemForm, location="form")
@blueprint.response(201, ProcurementSchema)
@takes_files("file")
def file(form: dict[str, Any], procurement_id: str) -> Response:
    """Files a document (multipart `file`, `item`); the same bytes again change nothing."""
    upload = uploaded_file(request, LARGEST_DOCUMENT)

    def run(session: Session) -> Answer:
        filed = file_item(
            session, procurement_id, form["item"], upload, by=occasion(), means=means()
        )
        return answer(session, filed, 201)

    return command("file_procurement_item", run)


@blueprint.route("/procurements/<procurement_id>/documents/<sha256>", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="*/*")
def download(procurement_id: str, sha256: str) -> Response:
    """The bytes of a document, as a download."""
    with budget().sessions.read() as session:
        found = read_item(session, procurement_id, sha256, means=means())
    response = Response(found.content, content_type=found.media_type)
    # A file of strangers is never shown inside our origin.
    response.headers.set("Content-Disposition", "attachment", filename=found.file_name)
    response.headers["ETag"] = f'"{sha256}"'
    return response


@blueprint.route("/procurements/<procurement_id>/unneeded-items", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(DispensedSchema)
@blueprint.response(200, ProcurementSchema)
@versioned
def dispense(body: dict[str, Any], procurement_id: str) -> Response:
    """Says why an item has nothing to file."""
    return act(
        "dispense_item",
        procurement_id,
        lambda session: dispense_item(
            session, procurement_id, body["item"], body["reason"], by=occasion(), means=means()
        ),
    )
