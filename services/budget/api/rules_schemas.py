"""Rules as the API shows them."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.budget.api.schemas import PageQuery, Text


class RuleQuery(PageQuery):
    """Filters of the list; all that are given must fit."""

    family = Text(4)
    active = fields.Boolean()
    q = Text(200)


class RuleProofSchema(Schema):
    """A scenario, or a test where `name` is empty; `passed` null: not run beside this program."""

    file = fields.String(required=True)
    name = fields.String(required=True)
    passed = fields.Boolean(required=True, allow_none=True)
    is_of_this_edition = fields.Boolean(required=True, allow_none=True)
    at = fields.DateTime(required=True, allow_none=True)


class RuleSchema(Schema):
    """One rule of the register; `inactive` says why it rests. `packs`: `pack version: parameter`,
    `pack version: ohne eigenen Wert`, `pack version: ruht`, or that it is code and no pack's."""

    id = fields.String(required=True)
    family = fields.String(required=True)
    title = fields.String(required=True)
    citation = fields.String(required=True)
    confidence = fields.String(required=True, validate=validate.OneOf(["H", "M", "L"]))
    active = fields.Boolean(required=True)
    inactive = fields.String(required=True, allow_none=True)
    decided_in = fields.List(fields.String(), required=True)
    packs = fields.List(fields.String(), required=True)
    proofs = fields.List(fields.Nested(RuleProofSchema), required=True)


class OutrankedSchema(Schema):
    """What a weaker source says of the same parameter; it does not decide (GOV-01)."""

    rule_pack = fields.String(required=True)
    value = fields.Raw(required=True, allow_none=True)
    level = fields.String(required=True)
    citation = fields.String(required=True)


class RuleValueSchema(Schema):
    """A parameter that the rule reads for a grant, and where its value stands; `level`: the rank
    of that source."""

    grant_id = fields.String(required=True)
    key = fields.String(required=True)
    value = fields.Raw(required=True, allow_none=True)
    rule_pack = fields.String(required=True)
    rule_pack_version = fields.String(required=True)
    citation = fields.String(required=True)
    confidence = fields.String(required=True)
    set_by_grant = fields.Boolean(required=True)
    level = fields.String(required=True)
    outranked = fields.List(fields.Nested(OutrankedSchema), required=True)


class OneRuleSchema(RuleSchema):
    """One rule with the values in force today of the grants that the caller may see."""

    values = fields.List(fields.Nested(RuleValueSchema), required=True)


class RulePage(Schema):
    """A page of rules."""

    items = fields.List(fields.Nested(RuleSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
