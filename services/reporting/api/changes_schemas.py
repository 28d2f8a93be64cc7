"""Shapes of the JSON API: what two versions of a report know differently."""

from __future__ import annotations

from marshmallow import Schema, fields, validate


class RowStateSchema(Schema):
    """How a version saw a row."""

    status = fields.String(required=True)
    paid_cents = fields.Integer(required=True)
    eligible_cents = fields.Integer(required=True)
    committed_cents = fields.Integer(required=True)


class FieldChangeSchema(Schema):
    """A field with its old and its new value as the events carry them (null: not there); `name` is
    its place in the fact, `title` its German name, empty where there is none."""

    name = fields.String(required=True)
    title = fields.String(required=True)
    before = fields.Raw(required=True, allow_none=True)
    after = fields.Raw(required=True, allow_none=True)


class CauseSchema(Schema):
    """An event that changed a row."""

    type = fields.String(required=True)
    at = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)


class ChangeSchema(Schema):
    """One voucher that differs."""

    expenditure_id = fields.String(required=True)
    number = fields.Integer(required=True)
    voucher_number = fields.String(required=True)
    budget_line = fields.String(required=True)
    before = fields.Nested(RowStateSchema, required=True)
    after = fields.Nested(RowStateSchema, required=True)
    reasons = fields.List(fields.Nested(CauseSchema), required=True)
    changed_fields = fields.List(fields.String(), required=True)
    fields_ = fields.List(fields.Nested(FieldChangeSchema), required=True, data_key="fields")


class FactEventSchema(Schema):
    """An event that said something of a fact."""

    event_id = fields.String(required=True)
    at = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)


class FactChangeSchema(Schema):
    """A fact that differs: income, call, plan, text …; `changed_fields` are those that changed."""

    kind = fields.String(required=True)
    title = fields.String(required=True)
    subject = fields.String(required=True)
    label = fields.String(required=True)
    what = fields.String(required=True, validate=validate.OneOf(("new", "changed", "gone")))
    events = fields.List(fields.Nested(FactEventSchema), required=True)
    changed_fields = fields.List(fields.String(), required=True)
    fields_ = fields.List(fields.Nested(FieldChangeSchema), required=True, data_key="fields")


class ChangesSchema(Schema):
    """What a version knows differently from an older one (`since`; null where none was
    released before), or what
    has become different since it was made (`since` is the version itself)."""

    report_id = fields.String(required=True)
    since = fields.String(required=True, allow_none=True)
    events = fields.Integer(required=True)
    items = fields.List(fields.Nested(ChangeSchema), required=True)
    facts = fields.List(fields.Nested(FactChangeSchema), required=True)
