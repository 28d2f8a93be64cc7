"""`/receipt-bundles`: the files of a call or of a whole grant as one ZIP (VN-09)."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from contracts.roles import RECEIPT_PACKERS
from services.budget.api import access, budget, long_command, means, works
from services.budget.usecases.receipt_bundle import (
    BUNDLE,
    bundle_of_call,
    bundle_of_grant,
    finished_bundle,
    load_bundle,
)
from shared.long_work import Job
from shared.web.access import occasion
from shared.web.archive import archive_of
from shared.web.idempotency import Answer
from shared.web.long_work import ProgressSchema
from shared.web.openapi import Blueprint, ViolationSchema
from shared.web.problems import violations_as_json
from shared.workshop import failure_of

blueprint = Blueprint("budget_receipt_bundles_api", __name__, description="Belege auf Anforderung")


class BundleSchema(Schema):
    """A bundle; `sha256` and `files` are null until it is `done`."""

    bundle_id = fields.String(required=True)
    grant_id = fields.String(required=True)
    drawdown_id = fields.String(required=True, allow_none=True)
    status = fields.String(required=True)
    sha256 = fields.String(required=True, allow_none=True)
    files = fields.Integer(required=True, allow_none=True)
    progress = fields.Nested(ProgressSchema, required=True, allow_none=True)
    violations = fields.List(fields.Nested(ViolationSchema), required=True)


@blueprint.route("/drawdowns/<drawdown_id>/receipt-bundles", methods=["POST"])
@access.api(*RECEIPT_PACKERS)
@blueprint.response(201, BundleSchema)
@blueprint.alt_response(202, schema=BundleSchema)
def of_call(drawdown_id: str) -> Response:
    """Bundles the files of the rows a call has fixed; 202 with its progress if it takes long."""
    return long_command(
        BUNDLE, lambda session: bundle_of_call(session, drawdown_id, by=occasion()), _tell
    )


@blueprint.route("/grants/<grant_id>/receipt-bundles", methods=["POST"])
@access.api(*RECEIPT_PACKERS)
@blueprint.response(201, BundleSchema)
@blueprint.alt_response(202, schema=BundleSchema)
def of_grant(grant_id: str) -> Response:
    """Bundles the files of all rows of a grant; 202 with its progress if it takes long."""
    return long_command(
        BUNDLE, lambda session: bundle_of_grant(session, grant_id, by=occasion()), _tell
    )


@blueprint.route("/receipt-bundles/<bundle_id>", methods=["GET"])
@access.api(*RECEIPT_PACKERS)
@blueprint.response(200, BundleSchema)
def show(bundle_id: str) -> Response:
    """A bundle, or how far it is."""
    with budget().sessions.read() as session:
        return jsonify(_json(load_bundle(session, bundle_id)))


@blueprint.route("/receipt-bundles/<bundle_id>/file", methods=["GET"])
@access.api(*RECEIPT_PACKERS)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/zip")
def download(bundle_id: str) -> Response:
    """The ZIP, with `pruefsummen.csv` naming the SHA-256 of every file."""
    with budget().sessions.read() as session:
        sha256 = finished_bundle(session, bundle_id)
    return archive_of(means().files.open(sha256), f"belege-{sha256[:12]}.zip", sha256)


def _tell(_session: Session, job: Job) -> Answer:
    return Answer(_json(job), 202 if job.is_open else 201)


def _json(job: Job) -> dict[str, Any]:
    failed, done = job.state == "failed", job.state == "done"
    return {
        "bundle_id": job.work_id,
        "grant_id": job.grant_id,
        "drawdown_id": job.arguments["drawdown_id"],
        "status": "failed" if failed else "done" if done else "bundling",
        "sha256": job.outcome["sha256"] if done else None,
        "files": job.outcome["files"] if done else None,
        "progress": works().live(job).progress(occasion().now) if job.is_open else None,
        "violations": violations_as_json(failure_of(job).violations) if failed else [],
    }
