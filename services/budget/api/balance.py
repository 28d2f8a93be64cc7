"""`/balance`: all sums of a grant as of a day."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from marshmallow import Schema, fields

from contracts.roles import READERS
from contracts.schema import to_payload
from services.budget.api import access, budget, means
from services.budget.api.schemas import Day, StrictSchema
from services.budget.domain.balance import Balance
from services.budget.usecases.balance import balance_of
from shared.clock import local_day
from shared.web.openapi import Blueprint

blueprint = Blueprint("budget_balance_api", __name__, description="Stand einer Zuwendung")

_LINE = ("planned_cents", "committed_cents", "paid_cents", "eligible_cents",
         "expected_eligible_cents", "remaining_cents", "overrun_cents", "overrun_bp")  # fmt: skip
_SUMS = ("planned_cents", "committed_cents", "paid_cents", "eligible_cents",
         "expected_eligible_cents", "claimable_cents", "called_cents", "received_cents",
         "overdrawn_cents", "own_share_cents", "municipal_extra_cents", "remaining_cents",
         "use_bp", "preliminary")  # fmt: skip


class BalanceQuery(StrictSchema):
    """The day; today by default."""

    as_of = Day(load_default=None)


class LineBalanceSchema(Schema):
    """Sums of one line; a ratio with an empty divisor is null."""

    budget_line = fields.String(required=True)
    planned_cents = fields.Integer(required=True)
    committed_cents = fields.Integer(required=True)
    paid_cents = fields.Integer(required=True)
    eligible_cents = fields.Integer(required=True)
    expected_eligible_cents = fields.Integer(required=True)
    remaining_cents = fields.Integer(required=True)
    overrun_cents = fields.Integer(required=True)
    overrun_bp = fields.Integer(required=True, allow_none=True)


class YearBalanceSchema(Schema):
    """Sums of one budget year."""

    budget_year = fields.Integer(required=True)
    planned_cents = fields.Integer(required=True)
    committed_cents = fields.Integer(required=True)
    paid_cents = fields.Integer(required=True)


class BalanceSchema(Schema):
    """All sums of a grant; `preliminary` while not all eligible cost is claimable."""

    as_of = fields.Date(required=True)
    planned_cents = fields.Integer(required=True)
    committed_cents = fields.Integer(required=True)
    paid_cents = fields.Integer(required=True)
    eligible_cents = fields.Integer(required=True)
    expected_eligible_cents = fields.Integer(required=True)
    claimable_cents = fields.Integer(required=True)
    entitlement_cents = fields.Integer(required=True)
    called_cents = fields.Integer(required=True)
    received_cents = fields.Integer(required=True)
    overdrawn_cents = fields.Integer(required=True)
    own_share_cents = fields.Integer(required=True)
    municipal_extra_cents = fields.Integer(required=True)
    remaining_cents = fields.Integer(required=True)
    use_bp = fields.Integer(required=True, allow_none=True)
    preliminary = fields.Boolean(required=True)
    lines = fields.List(fields.Nested(LineBalanceSchema), required=True)
    years = fields.List(fields.Nested(YearBalanceSchema), required=True)


@blueprint.route("/grants/<grant_id>/balance", methods=["GET"])
@access.api(*READERS)
@blueprint.arguments(BalanceQuery, location="query")
@blueprint.response(200, BalanceSchema)
def show(query: dict[str, Any], grant_id: str) -> Response:
    """All sums as of a day, with what was known by now."""
    as_of = query["as_of"] or local_day(budget().clock.now())
    with budget().sessions.read() as session:
        found = balance_of(session, grant_id, as_of, means=means())
    return jsonify(balance_json(found))


def balance_json(found: Balance) -> dict[str, Any]:
    """The balance with the names of the API."""
    return {
        "as_of": found.as_of.isoformat(),
        **{name: getattr(found, name) for name in _SUMS},
        "entitlement_cents": found.entitlement.amount_cents,
        "lines": [
            {"budget_line": one.budget_line, **{name: getattr(one, name) for name in _LINE}}
            for one in found.lines
        ],
        "years": [to_payload(one) for one in found.years],
    }
