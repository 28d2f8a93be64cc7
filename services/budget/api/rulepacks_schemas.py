"""Bodies of the calls about rule packs."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.budget.api.schemas import (
    REQUIRED,
    Day,
    Items,
    SettingValue,
    StrictSchema,
    Text,
    Warned,
)

_CONFIDENCE = validate.OneOf(["H", "M", "L"], error="Erlaubt ist H, M oder L.")


class NewParameterSchema(StrictSchema):
    """One value; rules, and whether it is a convention of the house (`own`), are taken over from
    the value it replaces where they are left out."""

    key = Text(80, required=True)
    value = SettingValue(required=True, error_messages=REQUIRED)
    citation = Text(500, required=True)
    confidence = fields.String(required=True, validate=_CONFIDENCE, error_messages=REQUIRED)
    rules = Items(Text(20), 20, load_default=list)
    own = fields.Boolean(load_default=None, allow_none=True)
    valid_from = Day(load_default=None, allow_none=True)
    valid_to = Day(load_default=None, allow_none=True)


class NewTransitionSchema(StrictSchema):
    """Errors of a rule are warnings until and including a day."""

    rule = Text(20, required=True)
    warn_until = Day(required=True)
    citation = Text(500, required=True)


class NewPackChangeSchema(StrictSchema):
    """A change of one rule pack."""

    valid_from = Day(required=True)
    reason = Text(2000, required=True)
    parameters = Items(fields.Nested(NewParameterSchema), 100, load_default=list)
    transitions = Items(fields.Nested(NewTransitionSchema), 50, load_default=list)


class PackWithdrawalSchema(StrictSchema):
    """Why a proposal is taken off the table."""

    reason = Text(2000, required=True)


class ParameterSchema(Schema):
    """One value of a pack; `own`: laid down by the house, below every source (GOV-01)."""

    key = fields.String(required=True)
    value = fields.Raw(required=True)
    rules = fields.List(fields.String(), required=True)
    citation = fields.String(required=True)
    confidence = fields.String(required=True)
    overridable = fields.Boolean(required=True)
    own = fields.Boolean(required=True)
    valid_from = fields.Date(required=True, allow_none=True)
    valid_to = fields.Date(required=True, allow_none=True)


class TransitionSchema(Schema):
    """A rule that still only warns."""

    rule = fields.String(required=True)
    warn_until = fields.Date(required=True)
    citation = fields.String(required=True)


class PackChangeSchema(Warned):
    """A change with its state; `number` once it is released."""

    change_id = fields.String(required=True)
    pack_id = fields.String(required=True)
    status = fields.String(required=True)
    number = fields.Integer(required=True, allow_none=True)
    valid_from = fields.Date(required=True)
    counts_from = fields.Date(required=True)
    reason = fields.String(required=True)
    created_by = fields.String(required=True)
    created_at = fields.String(required=True)
    released_by = fields.String(required=True, allow_none=True)
    released_at = fields.String(required=True, allow_none=True)
    withdrawal_reason = fields.String(required=True, allow_none=True)
    parameters = fields.List(fields.Nested(ParameterSchema), required=True)
    transitions = fields.List(fields.Nested(TransitionSchema), required=True)


class RestingSchema(Schema):
    """A rule of this law that is not active, and why."""

    rule = fields.String(required=True)
    reason = fields.String(required=True)
    citation = fields.String(required=True)


class PackSchema(Schema):
    """A rule pack as it counts today; `without_value`: its rules that hold and read no value."""

    pack_id = fields.String(required=True)
    version = fields.String(required=True)
    title = fields.String(required=True)
    source = fields.String(required=True)
    level = fields.String(required=True)
    selectable = fields.Boolean(required=True)
    extends = fields.List(fields.String(), required=True)
    parameters = fields.List(fields.Nested(ParameterSchema), required=True)
    transitions = fields.List(fields.Nested(TransitionSchema), required=True)
    inactive = fields.List(fields.Nested(RestingSchema), required=True)
    without_value = fields.List(fields.String(), required=True)


class PackPage(Schema):
    """All rule packs."""

    items = fields.List(fields.Nested(PackSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class PackChangePage(Schema):
    """The history of a pack, newest first."""

    items = fields.List(fields.Nested(PackChangeSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class DifferenceSchema(Schema):
    """One figure or state that would change; `number` is null for those of the whole grant.

    `masked`: the reader may not see the values, they are empty.
    """

    grant_id = fields.String(required=True)
    number = fields.Integer(required=True, allow_none=True)
    figure = fields.String(required=True)
    old = fields.String(required=True)
    new = fields.String(required=True)
    masked = fields.Boolean(required=True)


class PreviewSchema(Schema):
    """What a change would do on its first day; `items` are the first of `count`."""

    on = fields.Date(required=True)
    grants = fields.Integer(required=True)
    count = fields.Integer(required=True)
    items = fields.List(fields.Nested(DifferenceSchema), required=True)


class AppliedValueSchema(Schema):
    """A value that applies to a grant, and the source it came from (GOV-01)."""

    key = fields.String(required=True)
    value = fields.Raw(required=True)
    level = fields.String(required=True)
    citation = fields.String(required=True)


class AppliedRulesSchema(Schema):
    """All values that apply to a grant on a day."""

    as_of = fields.Date(required=True)
    rule_pack = fields.String(required=True)
    rule_pack_version = fields.String(required=True)
    items = fields.List(fields.Nested(AppliedValueSchema), required=True)
