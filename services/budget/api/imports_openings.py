"""`/openings`: taking over a running grant."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from flask import Response, jsonify, request
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.api import access, budget, command, means
from services.budget.api.schemas import DecisionOnly
from services.budget.api.trials import foretells
from services.budget.api.uploads import MULTIPART_OVERHEAD, uploaded_stream
from services.budget.usecases.opening import (
    StoredOpening,
    load_opening,
    propose_opening,
    release_opening,
)
from shared.web.access import occasion
from shared.web.app import body_limit
from shared.web.conditional import demand_match, etag
from shared.web.described import takes_files, versioned
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint

blueprint = Blueprint("budget_openings_api", __name__, description="Übernahme")

LARGEST_OPENING = 100 * 1024 * 1024
_NAMES = ("opening_id", "grant_id", "sha256", "status", "expenditures", "drawdowns", "created_by",
          "released_by")  # fmt: skip


class OpeningSchema(Schema):
    """A takeover; `expenditures` and `drawdowns` count the lines of the file."""

    opening_id = fields.String(required=True)
    grant_id = fields.String(required=True)
    sha256 = fields.String(required=True)
    status = fields.String(required=True)
    expenditures = fields.Integer(required=True)
    drawdowns = fields.Integer(required=True)
    created_by = fields.String(required=True)
    released_by = fields.String(required=True, allow_none=True)


@blueprint.route("/grants/<grant_id>/openings", methods=["POST"])
@body_limit(LARGEST_OPENING + MULTIPART_OVERHEAD)
@access.api(Role.GRANT_OFFICER)
@blueprint.response(201, OpeningSchema)
@takes_files("file")
def propose(grant_id: str) -> Response:
    """Uploads a takeover (multipart `file`, a ZIP of lists); it counts once released."""
    stream = uploaded_stream(request, LARGEST_OPENING, name="file", required=True)

    def run(session: Session) -> Answer:
        row = propose_opening(
            session, grant_id, cast(BinaryIO, stream), by=occasion(), means=means()
        )
        return Answer(opening_json(row), 201, _version(row))

    return command("propose_opening", run)


@blueprint.route("/openings/<opening_id>", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, OpeningSchema)
@versioned
def show(opening_id: str) -> Response:
    """One takeover."""
    with budget().sessions.read() as session:
        row = load_opening(session, opening_id)
    response = jsonify(opening_json(row))
    response.headers["ETag"] = etag(_version(row))
    return response


@blueprint.route("/openings/<opening_id>/release", methods=["POST"])
@access.api(Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)
@foretells(blueprint)
@blueprint.arguments(DecisionOnly, required=False)
@blueprint.response(200, OpeningSchema)
@versioned
def release(_body: dict[str, Any], opening_id: str) -> Response:
    """Releases a takeover: a second person stands behind it."""

    def run(session: Session) -> Answer:
        demand_match(_version(load_opening(session, opening_id)), required=False)
        row = release_opening(session, opening_id, by=occasion(), means=means())
        return Answer(opening_json(row), version=_version(row))

    return command("release_opening", run)


def _version(row: StoredOpening) -> int:
    """A takeover changes with each of its releases, and with nothing else."""
    return 1 + (row.first_released_by is not None) + (row.released_by is not None)


def opening_json(row: StoredOpening) -> dict[str, Any]:
    """A takeover with the names of the API."""
    return {name: getattr(row, name) for name in _NAMES}
