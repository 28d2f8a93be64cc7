"""Bodies of the calls about determinations."""

from __future__ import annotations

from marshmallow import Schema, fields

from services.budget.api.expenditures_schemas import Amount
from services.budget.api.schemas import Choice, Day, ReferencedSchema, Text, Warned
from services.budget.domain.determination import DeterminationKind
from shared.web.advice import RuledSchema


class NewDeterminationSchema(ReferencedSchema):
    """What the funder determined; `valid_from` is the day of the decision unless said otherwise."""

    kind = Choice(DeterminationKind, required=True)
    decided_on = Day(required=True)
    valid_from = Day(load_default=None, allow_none=True)
    reason = Text(2_000, required=True)
    budget_line = Text(200, load_default=None, allow_none=True)
    final_eligible_cents = Amount(load_default=None, allow_none=True)


class DeterminationSchema(Warned, RuledSchema):
    """A determination as kept, with the figures it rested on when it was entered."""

    determination_id = fields.String(required=True)
    grant_id = fields.String(required=True)
    status = fields.String(required=True)
    kind = fields.String(required=True)
    decided_on = fields.Date(required=True)
    valid_from = fields.Date(required=True)
    reference = fields.String(required=True)
    reason = fields.String(required=True)
    budget_line = fields.String(required=True, allow_none=True)
    final_eligible_cents = fields.Integer(required=True, allow_none=True)
    figures = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    file = fields.String(required=True, allow_none=True)


class DeterminationPage(Schema):
    """All determinations of a grant."""

    items = fields.List(fields.Nested(DeterminationSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class CoverReadingsSchema(Schema):
    """What the claimable cost is worth under each reading; `decided` is the recorded one."""

    other_public_cents = fields.Integer(required=True)
    planned_public_cents = fields.Integer(required=True)
    up_to_cost_cents = fields.Integer(required=True)
    proportional_cents = fields.Integer(required=True)
    excess_cents = fields.Integer(required=True)
    decided = fields.String(required=True, allow_none=True)
    needs_decision = fields.Boolean(required=True)


class RepaymentClaimSchema(Schema):
    """Cents to be paid back of the money that was paid out on a day, and why; `repaid_on` where it
    was."""

    principal_cents = fields.Integer(required=True)
    paid_out_on = fields.Date(required=True)
    reason = fields.String(required=True)
    repaid_on = fields.Date(required=True, allow_none=True)


class RepaymentsSchema(Schema):
    """The claims as of today."""

    items = fields.List(fields.Nested(RepaymentClaimSchema), required=True)


class ReductionQuery(Schema):
    """The final sum to look at; absent, the eligible cost paid so far."""

    final_eligible_cents = fields.Integer(load_default=None)


class ReductionSchema(Schema):
    """The grant before and after; where `applies` is false nothing is reduced (PLAN-06).

    `replaces`: an earlier reduction counts, in whose place this one would come, at any change.
    """

    approved_eligible_cents = fields.Integer(required=True)
    final_eligible_cents = fields.Integer(required=True)
    change_cents = fields.Integer(required=True)
    threshold_cents = fields.Integer(required=True)
    applies = fields.Boolean(required=True)
    replaces = fields.Boolean(required=True)
    grant_before_cents = fields.Integer(required=True)
    grant_after_cents = fields.Integer(required=True)
    received_cents = fields.Integer(required=True)
    reduction_cents = fields.Integer(required=True)
    repayment_cents = fields.Integer(required=True)
