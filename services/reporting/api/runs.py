"""The scheduled run, asked for by hand or by a job of the city."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Response, jsonify

from services.reporting.api import access, means, reporting
from services.reporting.api.schemas import NewRunSchema, RunSchema
from services.reporting.usecases.rights import RUNNERS
from services.reporting.usecases.schedule import RunResult, run_schedule
from shared.clock import format_instant
from shared.web.access import occasion, principal
from shared.web.openapi import Blueprint

blueprint = Blueprint("reporting_runs_api", __name__, description="Berichtslauf")


@blueprint.route("/runs", methods=["POST"])
@access.api(*RUNNERS)
@blueprint.arguments(NewRunSchema)
@blueprint.response(200, RunSchema)
def run(new: dict[str, Any]) -> Response:
    """Drafts what is due on a day for the caller's grants; a second call changes nothing."""
    by = occasion()
    execute = partial(reporting().execute, "run_schedule", by)
    scope = principal().grants(RUNNERS)
    result = run_schedule(means(), new["as_of"], by, execute, grants=scope)
    return jsonify(run_as_json(result))


def run_as_json(result: RunResult) -> dict[str, Any]:
    """`drafted` is what this call added, `items` all drafts of that day, `failed` what could not be
    drafted and is tried again; of the caller's grants."""
    return {
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
                "attempts": one.attempts,
                "next_try_at": format_instant(one.next_try_at),
            }
            for one in result.failed
        ],
    }
