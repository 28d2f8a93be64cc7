"""`/verification`: have everything read and hashed again, and see what came out."""

from typing import Any

from flask import Response, jsonify
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from contracts.roles import Role
from services.audit.api import access, audit, signer
from services.audit.store import verification as store
from services.audit.store.tables import IDEMPOTENCY
from services.audit.usecases.background import PATIENCE_S, verify_in_background
from services.audit.usecases.verification import start_verification
from shared.errors import NotFound, Violation
from shared.web.access import occasion
from shared.web.idempotency import Answer, run_command
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


@blueprint.route("/verification", methods=["POST"])
@access.api(Role.AUDITOR)
@blueprint.response(200, VerificationSchema)
@blueprint.alt_response(202, schema=VerificationSchema)
def verify() -> Response:
    """Starts a verification and waits for it; 202 with its progress if it takes long."""
    ports, by = audit(), occasion()
    started: list[str] = []

    def run(session: Session) -> Answer:
        started.append(start_verification(session, by))
        return Answer({}, 202)

    answer = run_command(ports, IDEMPOTENCY, "verify", run)
    if started:
        thread = verify_in_background(ports.sessions, started[0], signer().verifier(), by)
        thread.join(PATIENCE_S)
    latest = _latest()
    response = jsonify(latest)
    response.status_code = 202 if latest["status"] == "running" else 200
    for name in ("Idempotency-Replayed",):
        if name in answer.headers:
            response.headers[name] = answer.headers[name]
    return response


@blueprint.route("/verification")
@access.api(Role.AUDITOR)
@blueprint.response(200, VerificationSchema)
def show() -> Response:
    """The newest verification: its result or how far it is."""
    return jsonify(_latest())


def _latest() -> dict[str, Any]:
    with audit().sessions.read() as session:
        runs = store.latest_runs(session, 1)
    if not runs:
        message = "Das Protokoll wurde noch nie geprüft."
        raise NotFound([Violation("never_verified", "GOB-01", message)])
    run = runs[0]
    nothing = {"ok": run.ok, "checked": run.checked, "first_bad": None, "checkpoint": None,
               "took_ms": None}  # fmt: skip
    return {
        **nothing,
        **(run.result or {}),
        "status": run.status,
        "requested_at": run.requested_at.isoformat(),
        "total": run.total,
    }
