"""Rechte: `/grants/{grant_id}/rights`, who was allowed what on a day."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from marshmallow import Schema, fields

from services.budget.api import access, budget, means
from services.budget.api.schemas import Day, StrictSchema, Warned
from services.budget.usecases.rights import READS_RIGHTS, Right, rights_as_of
from shared.clock import local_day
from shared.web.openapi import Blueprint
from shared.web.problems import violations_as_json

blueprint = Blueprint("budget_rights_api", __name__, description="Rechte an einem Tag")


class RightsQuery(StrictSchema):
    """The day; today by default."""

    as_of = Day(load_default=None)


class RightSchema(Warned):
    """One right of one person as it held at the end of the day. `kind`: a `role`, an `authority` to
    certify or a `deputy` for one; `in_force` is false where it decided nothing that day, and
    `violations` then say why."""

    user_id = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    right = fields.String(required=True)
    scope = fields.String(required=True)
    since = fields.Date(required=True)
    until = fields.Date(required=True, allow_none=True)
    limit_cents = fields.Integer(required=True, allow_none=True)
    in_place_of = fields.String(required=True, allow_none=True)
    locked = fields.Boolean(required=True)
    in_force = fields.Boolean(required=True)


class RightsSchema(Schema):
    """All rights in a grant as of a day, in the order of names."""

    as_of = fields.Date(required=True)
    rights = fields.List(fields.Nested(RightSchema), required=True)


@blueprint.route("/grants/<grant_id>/rights", methods=["GET"])
@access.api(*READS_RIGHTS)
@blueprint.arguments(RightsQuery, location="query")
@blueprint.response(200, RightsSchema)
def show(query: dict[str, Any], grant_id: str) -> Response:
    """Roles, authorities to certify and deputies as they held at the end of the day."""
    as_of = query["as_of"] or local_day(budget().clock.now())
    with budget().sessions.read() as session:
        found = rights_as_of(session, grant_id, as_of, means=means())
    return jsonify({"as_of": as_of.isoformat(), "rights": [_json(one) for one in found]})


def _json(one: Right) -> dict[str, Any]:
    return {
        "user_id": one.user_id,
        "name": one.name,
        "kind": one.kind,
        "right": one.right,
        "scope": one.scope,
        "since": one.since.isoformat(),
        "until": one.until.isoformat() if one.until else None,
        "limit_cents": one.limit_cents,
        "in_place_of": one.in_place_of,
        "locked": one.locked,
        "in_force": one.in_force,
        "violations": violations_as_json(one.violations),
    }
