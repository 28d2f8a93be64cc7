"""`/imports`: preview and commit of the finance system's list."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any, BinaryIO, cast

from flask import Response, jsonify, request
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.api import access, budget, command, long_command, means, works
from services.budget.api.schemas import StrictSchema, Text
from services.budget.api.trials import foretells, is_dry_run
from services.budget.api.uploads import MULTIPART_OVERHEAD, uploaded_stream
from services.budget.intake.finance_csv import DEFAULT_PROFILE
from services.budget.store.grant_lookup import grant_stamp
from services.budget.store.import_reading import faults_of, values_of
from services.budget.usecases.import_examined import HINT
from services.budget.usecases.import_trial import try_commit
from services.budget.usecases.imports import StoredFault, StoredImport
from services.budget.usecases.kept_list import keep_list
from services.budget.usecases.long_imports import (
    COMMIT,
    EXAMINE,
    commit_order,
    examine_order,
    import_or_work,
    work_about,
)
from shared.long_work import Job, Order
from shared.web.access import occasion
from shared.web.advice import AdviceSchema, advice_as_json
from shared.web.app import body_limit
from shared.web.described import takes_files
from shared.web.idempotency import Answer
from shared.web.long_work import ProgressSchema
from shared.web.openapi import Blueprint, DecidingValueSchema, ViolationSchema
from shared.web.problems import values_as_json, violations_as_json
from shared.workshop import failure_of

blueprint = Blueprint("budget_imports_api", __name__, description="Import der Belegliste")

LARGEST_IMPORT = 100 * 1024 * 1024


class ImportQuery(StrictSchema):
    """How the list is written."""

    profile = Text(80, load_default=DEFAULT_PROFILE)


class ImportFaultSchema(AdviceSchema):
    """One entry of the Klärungsliste; `row` is the line in the file, `remedy` what mends it."""

    row = fields.Integer(required=True)
    column = fields.String(required=True)
    code = fields.String(required=True)
    rule = fields.String(required=True)
    message = fields.String(required=True)
    value = fields.String(required=True)
    values = fields.List(fields.Nested(DecidingValueSchema))


class ImportSchema(Schema):
    """An import; lists hold at most 1,000 entries, the `*_count` say how many lines there are.

    `status` is `examining`, `failed` (see `violations`), `preview` or `committed`; counts are null
    until they are known, `progress` says how far long work is. `hints` say what an
    accepted line leaves open.
    """

    import_id = fields.String(required=True)
    grant_id = fields.String(required=True)
    profile = fields.String(required=True)
    status = fields.String(required=True)
    accepted = fields.Integer(required=True, allow_none=True)
    known = fields.Integer(required=True, allow_none=True)
    payments = fields.Integer(required=True, allow_none=True)
    duplicates = fields.Integer(required=True, allow_none=True)
    changed_count = fields.Integer(required=True, allow_none=True)
    rejected_count = fields.Integer(required=True, allow_none=True)
    changed = fields.List(fields.Nested(ImportFaultSchema), required=True)
    rejected = fields.List(fields.Nested(ImportFaultSchema), required=True)
    hints = fields.List(fields.Nested(ImportFaultSchema), required=True)
    progress = fields.Nested(ProgressSchema, required=True, allow_none=True)
    violations = fields.List(fields.Nested(ViolationSchema), required=True)


@blueprint.route("/grants/<grant_id>/imports", methods=["POST"])
@body_limit(LARGEST_IMPORT + MULTIPART_OVERHEAD)
@access.api(Role.GRANT_OFFICER)
@blueprint.arguments(ImportQuery, location="query")
@blueprint.response(201, ImportSchema)
@blueprint.alt_response(202, schema=ImportSchema)
@takes_files("file", optional=("vouchers",))
def preview(query: dict[str, Any], grant_id: str) -> Response:
    """Examines a list (multipart `file`, optional ZIP `vouchers`) and keeps it for the commit; 202
    with its progress if it takes long."""
    stream = uploaded_stream(request, LARGEST_IMPORT, name="file", required=True)
    vouchers = uploaded_stream(request, LARGEST_IMPORT, name="vouchers", required=False)
    kept = keep_list(cast(BinaryIO, stream), vouchers, means())

    def order(session: Session) -> Order:
        grant_stamp(session, grant_id, lock=False)
        return examine_order(grant_id, query["profile"], kept, by=occasion())

    return long_command(EXAMINE, order, partial(_tell, done=201))


@blueprint.route("/imports/<import_id>/commit", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.response(200, ImportSchema)
@blueprint.alt_response(202, schema=ImportSchema)
def commit(import_id: str) -> Response:
    """Takes the accepted lines over in one transaction; a second commit changes nothing. 202 with
    its progress if it takes long. `dry_run=true` tells its effect, for lists of up to 2,000 lines.
    """
    if is_dry_run():
        return command("commit_import", partial(_tried, import_id))

    def order(session: Session) -> Order:
        return commit_order(session, import_id, by=occasion())

    return long_command(COMMIT, order, partial(_tell, done=200))


def _tried(import_id: str, session: Session) -> Answer:
    """The takeover within a trial, which undoes it. Raises NotFound, Refused."""
    row = try_commit(session, import_id, by=occasion(), means=means())
    return Answer({**import_json(session, row), "progress": None, "violations": []}, 200)


@blueprint.route("/imports/<import_id>", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, ImportSchema)
def show(import_id: str) -> Response:
    """An import with its Klärungsliste; while it is examined or taken over, how far that is."""
    with budget().sessions.read() as session:
        return jsonify(_shown(session, import_id, work_about(session, import_id)))


def _tell(session: Session, job: Job, *, done: int) -> Answer:
    """An import as it stands with what is being done about it."""
    about = job.subject.partition("/")[2]
    body = _shown(session, about, job if job.is_open else None)
    return Answer(body, 202 if job.is_open else done)


def _shown(session: Session, import_id: str, job: Job | None) -> dict[str, Any]:
    found = import_or_work(session, import_id)
    now = occasion().now
    if isinstance(found, Job):
        return promised_json(works().live(found), now)
    progress = works().live(job).progress(now) if job is not None else None
    return {**import_json(session, found), "progress": progress, "violations": []}


def promised_json(job: Job, now: datetime) -> dict[str, Any]:
    """An import that is being examined, or could not be."""
    failed = job.state == "failed"
    return {
        **dict.fromkeys(name for name in ImportSchema().fields),
        "import_id": job.work_id,
        "grant_id": job.grant_id,
        "profile": job.arguments["profile"],
        "status": "failed" if failed else "examining",
        "changed": [],
        "rejected": [],
        "hints": [],
        "progress": None if failed else job.progress(now),
        "violations": violations_as_json(failure_of(job).violations) if failed else [],
    }


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
        "hints": [_fault(one) for one in faults_of(session, row.import_id, [HINT])],
    }


def _fault(row: StoredFault) -> dict[str, Any]:
    names = ("row", "column", "code", "rule", "message", "value")
    shown = {name: getattr(row, name) for name in names}
    return {
        **shown,
        **advice_as_json(row.code, row.rule),
        **values_as_json(values_of(row)),
    }
