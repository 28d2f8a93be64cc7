"""`/imports`: preview and commit of the finance system's list."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from flask import Response, jsonify, request
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.api import access, budget, command, means
from services.budget.api.schemas import StrictSchema, Text
from services.budget.api.uploads import MULTIPART_OVERHEAD, uploaded_stream
from services.budget.domain.import_row import UnreadableFile
from services.budget.intake.finance_csv import DEFAULT_PROFILE
from services.budget.store.import_reading import faults_of, load_import
from services.budget.usecases.imports import (
    StoredFault,
    StoredImport,
    commit_import,
    examine_import,
    keep_import,
)
from shared.errors import Refused
from shared.web.access import occasion
from shared.web.app import body_limit
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint

blueprint = Blueprint("budget_imports_api", __name__, description="Import der Belegliste")

LARGEST_IMPORT = 100 * 1024 * 1024


class ImportQuery(StrictSchema):
    """How the list is written."""

    profile = Text(80, load_default=DEFAULT_PROFILE)


class ImportFaultSchema(Schema):
    """One entry of the Klärungsliste; `row` is the line in the file."""

    row = fields.Integer(required=True)
    column = fields.String(required=True)
    code = fields.String(required=True)
    rule = fields.String(required=True)
    message = fields.String(required=True)
    value = fields.String(required=True)


class ImportSchema(Schema):
    """An import; lists hold at most 1,000 entries, the `*_count` say how many lines there are."""

    import_id = fields.String(required=True)
    grant_id = fields.String(required=True)
    profile = fields.String(required=True)
    status = fields.String(required=True)
    accepted = fields.Integer(required=True)
    known = fields.Integer(required=True)
    payments = fields.Integer(required=True)
    duplicates = fields.Integer(required=True)
    changed_count = fields.Integer(required=True)
    rejected_count = fields.Integer(required=True)
    changed = fields.List(fields.Nested(ImportFaultSchema), required=True)
    rejected = fields.List(fields.Nested(ImportFaultSchema), required=True)


@blueprint.route("/grants/<grant_id>/imports", methods=["POST"])
@body_limit(LARGEST_IMPORT + MULTIPART_OVERHEAD)
@access.api(Role.GRANT_OFFICER)
@blueprint.arguments(ImportQuery, location="query")
@blueprint.response(201, ImportSchema)
def preview(query: dict[str, Any], grant_id: str) -> Response:
    """Examines a list (multipart `file`, optional ZIP `vouchers`) and keeps it for the commit."""
    stream = uploaded_stream(request, LARGEST_IMPORT, name="file", required=True)
    vouchers = uploaded_stream(request, LARGEST_IMPORT, name="vouchers", required=False)
    with _refusals_noted(grant_id), budget().sessions.read() as session:
        examined = examine_import(
            session,
            grant_id,
            query["profile"],
            cast(BinaryIO, stream),
            vouchers,
            by=occasion(),
            means=means(),
        )

    def run(writing: Session) -> Answer:
        row = keep_import(writing, examined, by=occasion())
        return Answer(import_json(writing, row), 201)

    return command("upload_import", run)


@blueprint.route("/imports/<import_id>/commit", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@blueprint.response(200, ImportSchema)
def commit(import_id: str) -> Response:
    """Takes the accepted lines over in one transaction; a second commit changes nothing."""

    def run(session: Session) -> Answer:
        row = commit_import(session, import_id, by=occasion(), means=means())
        return Answer(import_json(session, row))

    return command("commit_import", run)


@blueprint.route("/imports/<import_id>", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, ImportSchema)
def show(import_id: str) -> Response:
    """An import with its Klärungsliste."""
    with budget().sessions.read() as session:
        return jsonify(import_json(session, load_import(session, import_id)))


def import_json(session: Session, row: StoredImport) -> dict[str, Any]:
    """An import with the names of the API; duplicates stand among the rejected."""
    return {
        "import_id": row.import_id,
        "grant_id": row.grant_id,
        "profile": row.profile,
        "status": row.status,
        "accepted": row.accepted,
        "known": row.known,
        "payments": row.payments,
        "duplicates": row.duplicates,
        "changed_count": row.changed,
        "rejected_count": row.rejected,
        "changed": [_fault(one) for one in faults_of(session, row.import_id, ["changed"])],
        "rejected": [
            _fault(one) for one in faults_of(session, row.import_id, ["rejected", "duplicate"])
        ],
    }


@contextmanager
def _refusals_noted(grant_id: str) -> Iterator[None]:
    """The file is examined before the command's transaction; its refusal is an event all the
    same."""
    try:
        yield
    except (Refused, UnreadableFile) as refusal:
        noted = Refused(refusal.violations, subject=f"grant/{grant_id}", grant_id=grant_id)
        budget().record_refusal("upload_import", occasion(), noted)
        raise noted from refusal


def _fault(row: StoredFault) -> dict[str, Any]:
    names = ("row", "column", "code", "rule", "message", "value")
    return {name: getattr(row, name) for name in names}
