"""Shape of `/figures`: field names as in `/balance` where the same thing is meant."""

from __future__ import annotations

from marshmallow import Schema, fields


def _ids() -> fields.Dict:
    """From the name of a field to the ids it adds up."""
    return fields.Dict(keys=fields.String(), values=fields.List(fields.String()), required=True)


class FigureLineSchema(Schema):
    """One budget line."""

    budget_line = fields.String(required=True)
    planned_cents = fields.Integer(required=True)
    committed_cents = fields.Integer(required=True)
    paid_cents = fields.Integer(required=True)
    eligible_cents = fields.Integer(required=True)
    expected_eligible_cents = fields.Integer(required=True)
    remaining_cents = fields.Integer(required=True)
    overrun_cents = fields.Integer(required=True)
    overrun_bp = fields.Integer(required=True, allow_none=True)
    ids = _ids()


class FigureYearSchema(Schema):
    """One budget year."""

    budget_year = fields.Integer(required=True)
    planned_cents = fields.Integer(required=True)
    committed_cents = fields.Integer(required=True)
    paid_cents = fields.Integer(required=True)
    ids = _ids()


class FiguresSchema(Schema):
    """The sums of a grant; `ids` names by field what each adds up, `next_offset` how far the
    stream was read."""

    period = fields.String(required=True)
    as_of = fields.String(required=True)
    next_offset = fields.Integer(required=True)
    rule_pack = fields.String(required=True)
    rule_pack_version = fields.String(required=True)
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
    lines = fields.List(fields.Nested(FigureLineSchema), required=True)
    years = fields.List(fields.Nested(FigureYearSchema), required=True)
    ids = _ids()
