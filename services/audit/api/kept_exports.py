"""`/exports`: a package of the trail, made beside the request and fetched when it is done."""

from typing import Any

from flask import Response, jsonify
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from contracts.roles import Role
from services.audit.api import access, audit, works
from services.audit.api.entries import FilterQuery
from services.audit.store.export import file_of
from services.audit.store.tables import IDEMPOTENCY
from services.audit.usecases.kept_export import (
    EXPORT,
    finished_export,
    handed_out,
    load_export,
    order_export,
)
from services.audit.usecases.query import read_filter, scoped
from shared.long_work import Job
from shared.web.access import occasion, principal
from shared.web.archive import archive_in_pieces
from shared.web.idempotency import Answer
from shared.web.long_work import ProgressSchema, run_long
from shared.web.openapi import Blueprint, ViolationSchema
from shared.web.problems import violations_as_json
from shared.workshop import failure_of

blueprint = Blueprint("audit_kept_exports_api", __name__, description="Bestellte Auszüge")


class ExportSchema(Schema):
    """`status` is `exporting`, `done`, `gone` (fetched or kept too long) or `failed`.

    `size` is in bytes; `entries`, `size` and `sha256` are null unless it is `done`.
    """

    export_id = fields.String(required=True)
    status = fields.String(required=True)
    entries = fields.Integer(required=True, allow_none=True)
    size = fields.Integer(required=True, allow_none=True)
    sha256 = fields.String(required=True, allow_none=True)
    progress = fields.Nested(ProgressSchema, required=True, allow_none=True)
    violations = fields.List(fields.Nested(ViolationSchema), required=True)


@blueprint.route("/exports", methods=["POST"])
@access.api(Role.AUDITOR)
@blueprint.arguments(FilterQuery, location="query")
@blueprint.response(201, ExportSchema)
@blueprint.alt_response(202, schema=ExportSchema)
def order(query: dict[str, Any]) -> Response:
    """Orders a package with the filters of `/entries`; 202 with its progress if it takes long."""
    query["from"] = query.pop("from_")
    wanted, by = scoped(read_filter(query), principal()), occasion()

    def tell(session: Session, job: Job) -> Answer:
        return Answer(_json(session, job), 202 if job.is_open else 201)

    return run_long(
        audit(),
        IDEMPOTENCY,
        works(),
        EXPORT,
        lambda session: order_export(session, wanted, by),
        tell,
    )


@blueprint.route("/exports/<export_id>", methods=["GET"])
@access.api(Role.AUDITOR)
@blueprint.response(200, ExportSchema)
def show(export_id: str) -> Response:
    """An own package, or how far it is."""
    with audit().sessions.read() as session:
        return jsonify(_json(session, load_export(session, export_id, principal())))


@blueprint.route("/exports/<export_id>/file", methods=["GET"])
@access.api(Role.AUDITOR)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/zip")
def download(export_id: str) -> Response:
    """The ZIP; once it was fetched whole it stays for a day."""
    with audit().sessions.read() as session:
        file = finished_export(session, export_id, principal())
    return archive_in_pieces(handed_out(audit(), file), "pruefpfad.zip", file.size, file.sha256)


def _json(session: Session, job: Job) -> dict[str, Any]:
    file, failed = file_of(session, job.work_id), job.state == "failed"
    ended = "failed" if failed else "done" if file else "gone"
    return {
        "export_id": job.work_id,
        "status": "exporting" if job.is_open else ended,
        "entries": file.entries if file else None,
        "size": file.size if file else None,
        "sha256": file.sha256 if file else None,
        "progress": works().live(job).progress(occasion().now) if job.is_open else None,
        "violations": violations_as_json(failure_of(job).violations) if failed else [],
    }
