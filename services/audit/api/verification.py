"""`/verification`: have everything read and hashed again, and see what came out."""

from typing import Any

from flask import Response, jsonify
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from contracts.roles import Role
from services.audit.api import access, audit, works
from services.audit.store.tables import IDEMPOTENCY
from services.audit.usecases.verification import VERIFY, latest_run, order_verification
from shared.errors import NotFound, Violation
from shared.long_work import Job
from shared.web.access import occasion
from shared.web.idempotency import Answer
from shared.web.long_work import ProgressSchema, run_long
from shared.web.openapi import Blueprint

blueprint = Blueprint("audit_verification_api", __name__, description="Prüfung des Protokolls")


class FaultSchema(Schema):
    """The record that is wrong, how, and where it shows."""

    sequence = fields.Integer(required=True)
    kind = fields.String(required=True)
    part = fields.String()


class VerificationSchema(Schema):
    """`status` is `running`, `done` or `failed`; `ok` is null until it is done."""

    status = fields.String(required=True)
    ok = fields.Boolean(required=True, allow_none=True)
    checked = fields.Integer(required=True)
    first_bad = fields.Nested(FaultSchema, required=True, allow_none=True)
    checkpoint = fields.String(required=True, allow_none=True)
    took_ms = fields.Integer(required=True, allow_none=True)
    faults = fields.List(fields.Nested(FaultSchema))
    unreadable = fields.Integer()
    root = fields.String()
    requested_at = fields.String()
    total = fields.Integer(allow_none=True)
    progress = fields.Nested(ProgressSchema, allow_none=True)


@blueprint.route("/verification", methods=["POST"])
@access.api(Role.AUDITOR)
@blueprint.response(200, VerificationSchema)
@blueprint.alt_response(202, schema=VerificationSchema)
def verify() -> Response:
    """Starts a verification and waits for it; 202 with its progress if it takes long."""
    by = occasion()

    def tell(session: Session, job: Job) -> Answer:
        return Answer(_latest(session), 202 if job.is_open else 200)

    return run_long(
        audit(),
        IDEMPOTENCY,
        works(),
        VERIFY,
        lambda session: order_verification(session, by),
        tell,
    )


@blueprint.route("/verification")
@access.api(Role.AUDITOR)
@blueprint.response(200, VerificationSchema)
def show() -> Response:
    """The newest verification: its result or how far it is."""
    with audit().sessions.read() as session:
        return jsonify(_latest(session))


def _latest(session: Session) -> dict[str, Any]:
    found = latest_run(session)
    if found is None:
        message = "Das Protokoll wurde noch nie geprüft."
        raise NotFound([Violation("never_verified", "GOB-01", message)])
    run, job = found
    nothing = {"ok": run.ok, "checked": run.checked, "first_bad": None, "checkpoint": None,
               "took_ms": None}  # fmt: skip
    progress = works().live(job).progress(occasion().now) if job and job.is_open else None
    if progress:
        nothing["checked"] = progress["done"]
    return {
        **nothing,
        **(run.result or {}),
        "status": "failed" if job and job.state == "failed" else run.status,
        "requested_at": run.requested_at.isoformat(),
        "total": run.total,
        "progress": progress,
    }
