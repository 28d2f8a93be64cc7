"""Bodies of the calls about Mittelabrufe."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from marshmallow import Schema, fields

from contracts.schema import to_payload
from services.budget.api.expenditures_schemas import Amount
from services.budget.api.schemas import Choice, Day, StrictSchema, Text, Warned
from services.budget.api.schemas_grants import GateSchema
from services.budget.domain.drawdown import CallKind
from services.budget.domain.evidence import Gate
from services.budget.usecases.drawdown import StoredDrawdown
from shared.errors import Violation
from shared.web.problems import violations_as_json

_COLUMNS = (
    "drawdown_id",
    "grant_id",
    "number",
    "period",
    "kind",
    "status",
    "cumulative_eligible_cents",
    "entitlement_cents",
    "previously_called_cents",
    "amount_cents",
    "approved_cents",
    "submitted_on",
    "decided_on",
    "released_on",
    "expenditure_count",
    "rule_pack",
    "rule_pack_version",
    "opening",
)


class NewDrawdownSchema(StrictSchema):
    """For which period to call."""

    period = Text(10, required=True)
    kind = Choice(CallKind, load_default=CallKind.INTERIM)


class SubmissionSchema(StrictSchema):
    """When and under which reference the call was sent."""

    submitted_on = Day(required=True)
    reference = Text(200, load_default="")


class DecisionSchema(StrictSchema):
    """What the funder approved."""

    decided_on = Day(required=True)
    approved_cents = Amount(required=True)
    reason = Text(2_000, load_default="")
    reference = Text(200, load_default="")


class ReceiptSchema(StrictSchema):
    """Money that arrived."""

    received_on = Day(required=True)
    amount_cents = Amount(required=True)


class DrawdownSchema(Warned):
    """A call; cumulative sums are of what is claimable up to its last day."""

    drawdown_id = fields.String(required=True)
    grant_id = fields.String(required=True)
    number = fields.Integer(required=True)
    period = fields.String(required=True)
    kind = fields.String(required=True)
    status = fields.String(required=True)
    cumulative_eligible_cents = fields.Integer(required=True)
    entitlement_cents = fields.Integer(required=True)
    previously_called_cents = fields.Integer(required=True)
    amount_cents = fields.Integer(required=True)
    approved_cents = fields.Integer(required=True, allow_none=True)
    received_cents = fields.Integer(required=True)
    submitted_on = fields.Date(required=True, allow_none=True)
    decided_on = fields.Date(required=True, allow_none=True)
    released_on = fields.Date(required=True, allow_none=True)
    expenditure_count = fields.Integer(required=True)
    rule_pack = fields.String(required=True)
    rule_pack_version = fields.String(required=True)
    opening = fields.Boolean(required=True)
    gates = fields.List(fields.Nested(GateSchema), required=True)


class DrawdownList(Schema):
    """All calls of a grant."""

    items = fields.List(fields.Nested(DrawdownSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


def drawdown_json(
    row: StoredDrawdown,
    gates: Sequence[Gate],
    received_cents: int,
    violations: Sequence[Violation] = (),
) -> dict[str, Any]:
    """A call with the names of the API."""
    return {
        **{name: to_payload(getattr(row, name)) for name in _COLUMNS},
        "received_cents": received_cents,
        "gates": [to_payload(one) for one in gates],
        "violations": violations_as_json(violations),
    }
