"""Bodies of the calls about Mittelabrufe."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from marshmallow import Schema, fields, post_load

from contracts.schema import to_payload
from services.budget.api.expenditures_schemas import Amount
from services.budget.api.gates_json import GateSchema, gates_json
from services.budget.api.schemas import Choice, Day, Items, StrictSchema, Text, Warned
from services.budget.domain.advance import Advance, Need
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
    "need_cents",
    "held_back_cents",
    "rounded_off_cents",
    "advance",
    "uses",
    "signatories",
)


class NeedSchema(StrictSchema):
    """A payment falling due soon: its eligible cost."""

    purpose = Text(200, required=True)
    due_on = Day(required=True)
    amount_cents = Amount(required=True)


class AdvanceSchema(StrictSchema):
    """What a call asks for ahead of the payments, where the rule pack allows it."""

    expected_on = Day(required=True)
    reason = Text(2_000, required=True)
    needs = Items(fields.Nested(NeedSchema), 500, required=True)

    @post_load
    def _as_value(self, data: dict[str, Any], **_options: Any) -> Advance:
        needs = tuple(Need(**one) for one in data["needs"])
        return Advance(data["expected_on"], data["reason"], needs)


class NewDrawdownSchema(StrictSchema):
    """For which period to call."""

    period = Text(10, required=True)
    kind = Choice(CallKind, load_default=CallKind.INTERIM)
    advance = fields.Nested(AdvanceSchema, load_default=None, allow_none=True)


class ReleaseSchema(StrictSchema):
    """Who signs for the city: ids of the register; absent, everybody who may today."""

    signatories = Items(Text(36), 50, load_default=None, allow_none=True)


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


class PartUseSchema(Schema):
    """How far a part received earlier was used: by the draft's day, and within its window."""

    received_on = fields.Date(required=True)
    amount_cents = fields.Integer(required=True)
    use_until = fields.Date(required=True)
    used_cents = fields.Integer(required=True)
    used_in_time_cents = fields.Integer(required=True)


class DrawdownSchema(Warned):
    """A call; cumulative sums are of what is claimable up to its last day.

    `amount_cents` is the entitlement on these and `need_cents`, less earlier calls, what is held
    back until the proof of use and what was rounded off.
    """

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
    need_cents = fields.Integer(required=True)
    held_back_cents = fields.Integer(required=True)
    rounded_off_cents = fields.Integer(required=True)
    advance = fields.Nested(AdvanceSchema, required=True, allow_none=True)
    uses = fields.List(fields.Nested(PartUseSchema), required=True)
    signatories = fields.List(fields.String(), required=True)
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
        "gates": gates_json(gates),
        "violations": violations_as_json(violations),
    }
