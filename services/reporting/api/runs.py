"""The scheduled run, asked for by hand or by a job of the city."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response, jsonify
from sqlalchemy.orm import Session

from contracts.rulebook.finding_remedies import remedy_sentence
from services.reporting.api import access, long_command, reporting, works
from services.reporting.api.schemas import NewRunSchema, RunSchema
from services.reporting.usecases.long_run import RUN, ordered_run, run_order
from services.reporting.usecases.rights import RUNNERS
from services.reporting.usecases.schedule import RunResult, result_so_far
from shared.clock import format_instant
from shared.long_work import Job
from shared.web.access import occasion, principal
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.workshop import failure_of

blueprint = Blueprint("reporting_runs_api", __name__, description="Berichtslauf")


@blueprint.route("/runs", methods=["POST"])
@access.api(*RUNNERS)
@blueprint.arguments(NewRunSchema)
@blueprint.response(200, RunSchema)
@blueprint.alt_response(202, schema=RunSchema)
def run(new: dict[str, Any]) -> Response:
    """Drafts what is due on a day for the caller's grants; a second call changes nothing. 202 with
    its progress if it takes long."""
    grants = principal().grants(RUNNERS)
    return long_command(RUN, lambda _session: run_order(new["as_of"], grants, by=occasion()), _tell)


@blueprint.route("/runs/<run_id>")
@access.api(*RUNNERS)
@blueprint.response(200, RunSchema)
def show(run_id: str) -> Response:
    """A run of the caller: what it made, or how far it is."""
    with reporting().sessions.read() as session:
        job = ordered_run(session, run_id, by=occasion())
        if job.state == "failed":
            raise failure_of(job)
        return jsonify(_tell(session, job).body)


def _tell(session: Session, job: Job) -> Answer:
    as_of = date.fromisoformat(job.arguments["as_of"])
    drafted = job.outcome.get("drafted", ())
    result = result_so_far(session, job.work_id, as_of, drafted, principal().grants(RUNNERS))
    progress = works().live(job).progress(occasion().now) if job.is_open else None
    return Answer(run_as_json(result, progress), 202 if job.is_open else 200)


def run_as_json(result: RunResult, progress: dict[str, Any] | None) -> dict[str, Any]:
    """`drafted` is what this call added, `items` all drafts of that day, `failed` what could not be
    drafted and is tried again; of the caller's grants."""
    return {
        "run_id": result.run_id,
        "progress": progress,
        "as_of": result.as_of.isoformat(),
        "drafted": list(result.drafted),
        "items": [
            {
                "grant_id": one.grant_id,
                "type": one.type,
                "period": one.period,
                "report_id": one.report_id,
                "run_id": one.run_id,
            }
            for one in result.items
        ],
        "failed": [
            {
                "grant_id": one.grant_id,
                "type": one.type,
                "period": one.period,
                "code": one.code,
                "message": one.message,
                "remedy": remedy_sentence(one.code),
                "attempts": one.attempts,
                "next_try_at": format_instant(one.next_try_at),
            }
            for one in result.failed
        ],
    }
