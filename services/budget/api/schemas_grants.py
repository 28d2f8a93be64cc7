"""Bodies of the calls about grants, amendments, evidence and incomes."""

from __future__ import annotations

from marshmallow import Schema, fields

from services.budget.api.gates_json import GateSchema
from services.budget.api.schemas import (
    Cents,
    Choice,
    Day,
    Identifier,
    Items,
    ReferencedSchema,
    Settings,
    Share,
    StrictSchema,
    Text,
    Warned,
)
from services.budget.domain.evidence import EvidenceKind, Phase
from services.budget.domain.plan import SourceKind
from shared.web.openapi import DecidingValueSchema


class NewGrantSchema(StrictSchema):
    """A grant as proposed; empty maxima are no maxima."""

    grant_id = Identifier(required=True)
    programme_id = Identifier(required=True)
    title = Text(200, required=True)
    phase = Choice(Phase, required=True)
    award_notice_number = Text(120, required=True)
    award_date = Day(required=True)
    funding_rate_bp = Share(required=True)
    max_eligible_cents = Cents(load_default=None, allow_none=True)
    max_grant_cents = Cents(load_default=None, allow_none=True)
    period_start = Day(required=True)
    period_end = Day(required=True)
    earliest_contract_date = Day(required=True)
    payments_until = Day(load_default=None, allow_none=True)
    rule_pack = Text(80, required=True)
    rule_settings = Settings(load_default=dict)


class ProofValueSchema(DecidingValueSchema):
    """A value of the rule pack that asks for attachments; `codes` are their kinds."""

    codes = fields.List(fields.String(), required=True)


class TermsSchema(Schema):
    """One version of the terms."""

    version = fields.Integer(required=True)
    reference = fields.String(required=True)
    valid_from = fields.Date(required=True)
    known_on = fields.Date(required=True)
    funding_rate_bp = fields.Integer(required=True)
    max_eligible_cents = fields.Integer(required=True, allow_none=True)
    max_grant_cents = fields.Integer(required=True, allow_none=True)
    period_start = fields.Date(required=True)
    period_end = fields.Date(required=True)
    earliest_contract_date = fields.Date(required=True)
    payments_until = fields.Date(required=True)
    cap_basis = fields.String(required=True)
    income_treatment = fields.String(required=True)
    rule_pack = fields.String(required=True)
    rule_pack_version = fields.String(required=True)
    rule_settings = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    plan_total = fields.String(required=True)
    first_measures_cap_cents = fields.Integer(required=True, allow_none=True)
    line_tolerance_bp = fields.Integer(required=True, allow_none=True)
    proof_attachments = fields.List(fields.String(), required=True)
    proof_values = fields.List(fields.Nested(ProofValueSchema))


class GrantSchema(Warned):
    """A grant with the terms in force today, all their versions, gates and open warnings."""

    grant_id = fields.String(required=True)
    programme_id = fields.String(required=True)
    title = fields.String(required=True)
    phase = fields.String(required=True)
    status = fields.String(required=True)
    award_notice_number = fields.String(required=True)
    award_date = fields.Date(required=True)
    funding_rate_bp = fields.Integer(required=True)
    max_eligible_cents = fields.Integer(required=True, allow_none=True)
    max_grant_cents = fields.Integer(required=True, allow_none=True)
    period_start = fields.Date(required=True)
    period_end = fields.Date(required=True)
    earliest_contract_date = fields.Date(required=True)
    payments_until = fields.Date(required=True)
    rule_pack = fields.String(required=True)
    rule_pack_version = fields.String(required=True)
    rule_settings = fields.Dict(keys=fields.String(), values=fields.Raw(), required=True)
    terms = fields.List(fields.Nested(TermsSchema), required=True)
    gates = fields.List(fields.Nested(GateSchema), required=True)


class GrantPage(Schema):
    """A page of grants."""

    items = fields.List(fields.Nested(GrantSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class ChangesSchema(StrictSchema):
    """What an amending notice changes; what is not named stays."""

    funding_rate_bp = Share()
    max_eligible_cents = Cents(allow_none=True)
    max_grant_cents = Cents(allow_none=True)
    period_end = Day()
    payments_until = Day()
    rule_pack = Text(80)
    rule_settings = Settings()


class NewAmendmentSchema(ReferencedSchema):
    """An amending notice (Änderungsbescheid)."""

    decided_on = Day(required=True)
    valid_from = Day(required=True)
    changes = fields.Nested(ChangesSchema, required=True)


class AmendmentSchema(Warned):
    """An amending notice as kept."""

    amendment_id = fields.String(required=True)
    grant_id = fields.String(required=True)
    status = fields.String(required=True)
    reference = fields.String(required=True)
    decided_on = fields.Date(required=True)
    valid_from = fields.Date(required=True)
    changes = fields.Dict(keys=fields.String(), values=fields.Raw(), required=True)
    file = fields.String(required=True, allow_none=True)


class AmendmentPage(Schema):
    """All amending notices of a grant."""

    items = fields.List(fields.Nested(AmendmentSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class NewEvidenceSchema(ReferencedSchema):
    """A decision, approval or permission."""

    kind = Choice(EvidenceKind, required=True)
    decided_on = Day(required=True)
    valid_from = Day(load_default=None, allow_none=True)
    measures = Items(Identifier(), 500, load_default=list)


class EvidenceSchema(Schema):
    """A piece of evidence as kept."""

    evidence_id = fields.String(required=True)
    kind = fields.String(required=True)
    decided_on = fields.Date(required=True)
    reference = fields.String(required=True)
    valid_from = fields.Date(required=True, allow_none=True)
    measures = fields.List(fields.String(), required=True)
    file = fields.String(required=True, allow_none=True)


class FiledEvidenceSchema(EvidenceSchema):
    """A piece of evidence as kept, with the gates as they stand now."""

    gates = fields.List(fields.Nested(GateSchema), required=True)


class EvidencePage(Schema):
    """All evidence of a grant."""

    items = fields.List(fields.Nested(EvidenceSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class FileSchema(Schema):
    """A file as kept: its SHA-256 in hex names it from now on."""

    sha256 = fields.String(required=True)


class NewIncomeSchema(StrictSchema):
    """Money of others."""

    source_kind = Choice(SourceKind, required=True)
    source = Text(200, required=True)
    received_on = Day(required=True)
    amount_cents = Cents(1, required=True)
    measure_id = Identifier(load_default=None, allow_none=True)


class IncomeSchema(Schema):
    """An income as kept."""

    income_id = fields.String(required=True)
    source_kind = fields.String(required=True)
    source = fields.String(required=True)
    received_on = fields.Date(required=True)
    amount_cents = fields.Integer(required=True)
    measure_id = fields.String(required=True, allow_none=True)


class IncomePage(Schema):
    """All incomes of a grant."""

    items = fields.List(fields.Nested(IncomeSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
