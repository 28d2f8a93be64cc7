"""Files at expenditures."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.api import access, budget, command, means
from services.budget.api.expenditures_json import missing_json
from services.budget.api.expenditures_schemas import MissingSchema
from services.budget.api.schemas import Choice, StrictSchema
from services.budget.api.uploads import MULTIPART_OVERHEAD, uploaded_file
from services.budget.domain.expenditure import DocumentKind
from services.budget.usecases.document import file_document, read_document
from shared.web.access import occasion
from shared.web.app import body_limit
from shared.web.described import takes_files
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint

blueprint = Blueprint("budget_documents_api", __name__, description="Dateien zu Ausgaben")

LARGEST_DOCUMENT = 10 * 1024 * 1024


class DocumentForm(StrictSchema):
    """What the file proves."""

    kind = Choice(DocumentKind, required=True)


class FiledSchema(Schema):
    """Answer to a filed document: its hash, and what the row still needs."""

    expenditure_id = fields.String(required=True)
    kind = fields.String(required=True)
    sha256 = fields.String(required=True)
    status = fields.String(required=True)
    missing = fields.List(fields.Nested(MissingSchema), required=True)


@blueprint.route("/expenditures/<expenditure_id>/documents", methods=["POST"])
@body_limit(LARGEST_DOCUMENT + MULTIPART_OVERHEAD)
@access.api(Role.GRANT_OFFICER)
@blueprint.arguments(DocumentForm, location="form")
@blueprint.response(201, FiledSchema)
@takes_files("file")
def file(form: dict[str, Any], expenditure_id: str) -> Response:
    """Files a document (multipart `file`, `kind`); the same bytes again change nothing."""
    upload = uploaded_file(request, LARGEST_DOCUMENT)

    def run(session: Session) -> Answer:
        one, filed = file_document(
            session, expenditure_id, form["kind"], upload, by=occasion(), means=means()
        )
        body = {
            "expenditure_id": expenditure_id,
            "kind": filed.kind,
            "sha256": filed.sha256,
            "status": one.assessment.status.value,
            "missing": [missing_json(gap) for gap in one.assessment.missing],
        }
        return Answer(body, 201, one.row.version)

    return command("file_document", run)


@blueprint.route("/expenditures/<expenditure_id>/documents/<sha256>", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="*/*")
def download(expenditure_id: str, sha256: str) -> Response:
    """The bytes of a file, as a download."""
    with budget().sessions.read() as session:
        found = read_document(session, expenditure_id, sha256, means=means())
    response = Response(found.content, content_type=found.media_type)
    # A file of strangers is never shown inside our origin.
    response.headers.set("Content-Disposition", "attachment", filename=found.file_name)
    response.headers["ETag"] = f'"{sha256}"'
    return response
