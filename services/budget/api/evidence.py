"""Evidence and the files that belong to it."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from flask_smorest.fields import Upload  # type: ignore[import-untyped]
from marshmallow import Schema
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.api import access, budget, command, means
from services.budget.api.gates_json import gates_json
from services.budget.api.schemas_grants import (
    EvidencePage,
    FiledEvidenceSchema,
    FileSchema,
    NewEvidenceSchema,
)
from services.budget.api.trials import foretells
from services.budget.domain.evidence import Evidence
from services.budget.store.evidence import EvidenceRecord, evidence_records
from services.budget.store.grant import load_grant
from services.budget.usecases.evidence import file_evidence
from shared.clock import local_day
from shared.web.access import occasion
from shared.web.app import body_limit
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.paging import page_response

blueprint = Blueprint("budget_evidence_api", __name__, description="Nachweise")

FILE_BYTES = 10 * 1024 * 1024


class UploadSchema(Schema):
    """A file as multipart/form-data."""

    file = Upload(required=True)


@blueprint.route("/grants/<grant_id>/files", methods=["POST"])
@body_limit(FILE_BYTES)
@access.api(Role.GRANT_OFFICER)
@blueprint.arguments(UploadSchema, location="files")
@blueprint.response(201, FileSchema)
def keep_file(files: dict[str, Any], grant_id: str) -> Response:
    """Keeps a letter or decision, to be named in `file` of evidence or an amendment."""
    with budget().sessions.read() as session:
        load_grant(session, grant_id)
    response = jsonify(sha256=means().files.put(files["file"].read()))
    response.status_code = 201
    return response


@blueprint.route("/grants/<grant_id>/evidence", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(NewEvidenceSchema)
@blueprint.response(201, FiledEvidenceSchema)
def file(body: dict[str, Any], grant_id: str) -> Response:
    """Files a decision or approval; gates may open."""
    file_sha256 = body.pop("file")
    new = Evidence(**{**body, "measures": tuple(body["measures"])})

    def run(session: Session) -> Answer:
        record = file_evidence(
            session, grant_id, new, by=occasion(), means=means(), file_sha256=file_sha256
        )
        today = local_day(occasion().now)
        gates = load_grant(session, grant_id).gates(means().packs, today)
        return Answer({**_evidence_json(record), "gates": gates_json(gates)}, 201)

    return command("file_evidence", run)


@blueprint.route("/grants/<grant_id>/evidence", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, EvidencePage)
def show_all(grant_id: str) -> Response:
    """All evidence of a grant, oldest first."""
    with budget().sessions.read() as session:
        load_grant(session, grant_id)
        found = evidence_records(session, grant_id)
    return page_response([_evidence_json(one) for one in found], None)


def _evidence_json(record: EvidenceRecord) -> dict[str, Any]:
    evidence = record.evidence
    return {
        "evidence_id": record.evidence_id,
        "kind": evidence.kind.value,
        "decided_on": evidence.decided_on.isoformat(),
        "reference": evidence.reference,
        "valid_from": evidence.valid_from.isoformat() if evidence.valid_from else None,
        "measures": list(evidence.measures),
        "file": record.file_sha256,
    }
