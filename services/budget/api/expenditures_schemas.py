"""Bodies of the calls about expenditures; whether they make sense is for the rules to say."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from services.budget.api.schemas import (
    Day,
    Items,
    PageQuery,
    Share,
    StrictSchema,
    Text,
    Warned,
    Whole,
)
from services.budget.api.trials import EffectSchema
from services.budget.domain.assignment import AccountAssignment
from shared.money import MAX_CENTS
from shared.web.advice import AdviceSchema
from shared.web.openapi import DecidingValueSchema

ID = 36
LINE = 200
LONG = 2_000


class Amount(Whole):
    """Cents of any sign: what is not possible is a violation beside all others."""

    def __init__(self, **options: Any) -> None:
        super().__init__(-MAX_CENTS, MAX_CENTS, **options)


def _absent(field: type[Any], *args: Any) -> Any:
    return field(*args, load_default=None, allow_none=True)


class AssignmentSchema(StrictSchema):
    """One account assignment; the parts of a voucher add up to its gross amount."""

    amount_cents = Amount(required=True)
    product = _absent(Text, 80)
    account = _absent(Text, 80)
    cost_centre = _absent(Text, 80)
    cost_unit = _absent(Text, 80)
    budget_year = _absent(Whole, 1_900, 2_999)

    @post_load
    def _value(self, data: dict[str, Any], **_options: Any) -> AccountAssignment:
        return AccountAssignment(**data)


class ExpenditureFields(StrictSchema):
    """Fields of an expenditure that may be absent, with their defaults."""

    vat_cents = Amount(load_default=0)
    vat_deductible_bp = Share(load_default=0)
    discount_cents = Amount(load_default=0)
    retention_cents = Amount(load_default=0)
    allocation_bp = Share(load_default=10_000)
    allocation_reason = _absent(Text, LONG)
    ineligible_cents = Amount(load_default=0)
    ineligible_reason = _absent(Text, LONG)
    contract_date = _absent(Day)
    no_contract_reason = _absent(Text, LONG)
    voucher_number = _absent(Text, 120)
    invoice_number = _absent(Text, 120)
    invoice_date = _absent(Day)
    payment_date = _absent(Day)
    payment_reference = _absent(Text, 200)
    invoice_id = _absent(Text, ID)
    commitment_id = _absent(Text, ID)
    split_of = _absent(Text, ID)
    voucher_gross_cents = _absent(Amount)
    instalment_of = _absent(Text, ID)
    replaces = _absent(Text, ID)
    budget_year = _absent(Whole, 1_900, 2_999)
    product = _absent(Text, 80)
    account = _absent(Text, 80)
    cost_centre = _absent(Text, 80)
    paid_by = _absent(Text, 120)
    booked_by = _absent(Text, 120)
    reverse_charge_vat_cents = Amount(load_default=0)
    assignments = Items(fields.Nested(AssignmentSchema), 50, load_default=())
    release_1 = _absent(Text, 120)
    release_2 = _absent(Text, 120)
    sole_judge_reason = _absent(Text, 500)
    procurement_id = _absent(Text, ID)

    @post_load
    def _blank_is_absent(self, data: dict[str, Any], **_options: Any) -> dict[str, Any]:
        """An empty text field of a form means that nothing was entered."""
        kept = ("creditor", "purpose", "budget_line", "measure_id")
        if "assignments" in data:
            data["assignments"] = tuple(data["assignments"])
        return {
            name: None if value == "" and name not in kept else value
            for name, value in data.items()
        }


class NewExpenditureSchema(ExpenditureFields):
    """An expenditure or order as entered."""

    budget_line = Text(LINE, required=True)
    measure_id = Text(80, required=True)
    creditor = Text(LINE, required=True)
    purpose = Text(LONG, required=True)
    gross_cents = Amount(required=True)
    service_from = Day(required=True)
    service_to = Day(required=True)


class ExpenditureChangeSchema(NewExpenditureSchema):
    """Fields to be changed; absent ones stay."""


class StepSchema(Schema):
    """One step from gross to eligible; steps add up to the eligible amount."""

    rule = fields.String(required=True)
    label = fields.String(required=True)
    citation = fields.String(required=True)
    amount_cents = fields.Integer(required=True)


class MissingSchema(AdviceSchema):
    """What a row still needs before it is claimable, and what closes the gap."""

    code = fields.String(required=True)
    rule = fields.String(required=True)
    message = fields.String(required=True)
    values = fields.List(fields.Nested(DecidingValueSchema))


class RecordedSchema(Warned):
    """Answer to commands about one row; a trial has neither id nor number."""

    expenditure_id = fields.String(required=True, allow_none=True)
    number = fields.Integer(required=True, allow_none=True)
    status = fields.String(required=True, allow_none=True)
    eligible_cents = fields.Integer(required=True, allow_none=True)
    steps = fields.List(fields.Nested(StepSchema), required=True)
    missing = fields.List(fields.Nested(MissingSchema), required=True)


class EnteredSchema(RecordedSchema):
    """Answer to an entry; a trial tells its `effect` where nothing speaks against it."""

    effect = fields.Nested(EffectSchema, required=True, allow_none=True)


class CertificationOfRow(Schema):
    """A certification that stands."""

    kind = fields.String(required=True)
    certified_by = fields.String(required=True)
    certified_on = fields.Date(required=True)
    external = fields.Boolean(required=True)
    deputy_for = fields.String(required=True, allow_none=True)


class DocumentOfRow(Schema):
    """A file at an expenditure."""

    kind = fields.String(required=True)
    sha256 = fields.String(required=True)
    file_name = fields.String(required=True)
    media_type = fields.String(required=True)
    size = fields.Integer(required=True)


class ExpenditureSchema(RecordedSchema):
    """A whole row as stored; amounts of a reversal twin are negative."""

    gross_cents = fields.Integer(required=True)
    vat_cents = fields.Integer(required=True)
    vat_deductible_bp = fields.Integer(required=True)
    discount_cents = fields.Integer(required=True)
    retention_cents = fields.Integer(required=True)
    allocation_bp = fields.Integer(required=True)
    ineligible_cents = fields.Integer(required=True)
    budget_line = fields.String(required=True)
    measure_id = fields.String(required=True)
    creditor = fields.String(required=True)
    purpose = fields.String(required=True)
    service_from = fields.Date(required=True)
    service_to = fields.Date(required=True)
    contract_date = fields.Date(required=True, allow_none=True)
    invoice_date = fields.Date(required=True, allow_none=True)
    payment_date = fields.Date(required=True, allow_none=True)
    voucher_gross_cents = fields.Integer(required=True, allow_none=True)
    budget_year = fields.Integer(required=True, allow_none=True)
    allocation_reason = fields.String(required=True, allow_none=True)
    ineligible_reason = fields.String(required=True, allow_none=True)
    no_contract_reason = fields.String(required=True, allow_none=True)
    voucher_number = fields.String(required=True, allow_none=True)
    invoice_number = fields.String(required=True, allow_none=True)
    payment_reference = fields.String(required=True, allow_none=True)
    invoice_id = fields.String(required=True, allow_none=True)
    commitment_id = fields.String(required=True, allow_none=True)
    split_of = fields.String(required=True, allow_none=True)
    instalment_of = fields.String(required=True, allow_none=True)
    replaces = fields.String(required=True, allow_none=True)
    product = fields.String(required=True, allow_none=True)
    account = fields.String(required=True, allow_none=True)
    cost_centre = fields.String(required=True, allow_none=True)
    paid_by = fields.String(required=True, allow_none=True)
    booked_by = fields.String(required=True, allow_none=True)
    reverse_charge_vat_cents = fields.Integer(required=True)
    assignments = fields.List(fields.Nested(AssignmentSchema), required=True)
    release_1 = fields.String(required=True, allow_none=True)
    release_2 = fields.String(required=True, allow_none=True)
    sole_judge_reason = fields.String(required=True, allow_none=True)
    procurement_id = fields.String(required=True, allow_none=True)
    grant_id = fields.String(required=True)
    kind = fields.String(required=True)
    original_id = fields.String(required=True, allow_none=True)
    reversed_by = fields.String(required=True, allow_none=True)
    drawdown_id = fields.String(required=True, allow_none=True)
    reversed = fields.Boolean(required=True)
    opening = fields.Boolean(required=True)
    category = fields.String(required=True)
    effective_on = fields.Date(required=True, allow_none=True)
    paid_cents = fields.Integer(required=True)
    committed_cents = fields.Integer(required=True)
    expected_eligible_cents = fields.Integer(required=True)
    rule_pack = fields.String(required=True)
    rule_pack_version = fields.String(required=True)
    recorded_by = fields.String(required=True)
    recorded_at = fields.String(required=True)
    entered_after_closing = fields.Boolean(required=True)
    return_reason = fields.String(required=True, allow_none=True)
    reversal_reason = fields.String(required=True, allow_none=True)
    certifications = fields.List(fields.Nested(CertificationOfRow), required=True)
    documents = fields.List(fields.Nested(DocumentOfRow), required=True)
    movements = fields.List(fields.String(), required=True)


class ExpenditurePage(Schema):
    """A page of the list."""

    items = fields.List(fields.Nested(ExpenditureSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class ExpenditureListQuery(PageQuery):
    """Filters of the list."""

    status = fields.String(
        load_default=None,
        validate=validate.OneOf(
            ("committed", "recorded", "claimable", "called", "reversed"),
            error="Diesen Status gibt es nicht.",
        ),
    )
    budget_line = Text(LINE, load_default=None)
    measure_id = Text(80, load_default=None)
    creditor = Text(LINE, load_default=None)
    paid_from = Day(load_default=None)
    paid_to = Day(load_default=None)
    min_cents = fields.Integer(load_default=None)
    max_cents = fields.Integer(load_default=None)
    q = Text(200, load_default=None)


class PaymentSchema(StrictSchema):
    """The payment of a recorded invoice; `voucher_number` where the invoice has none yet."""

    payment_date = Day(required=True)
    payment_reference = _absent(Text, 200)
    discount_cents = _absent(Amount)
    voucher_number = _absent(Text, 120)


class RetentionReleaseSchema(StrictSchema):
    """A part of the retention that was paid out."""

    amount_cents = Amount(required=True)
    payment_date = Day(required=True)


class CreditNoteSchema(StrictSchema):
    """A credit note, amounts positive; `invoice_id` files the bytes of an uploaded one."""

    amount_cents = Amount(required=True)
    vat_cents = Amount(load_default=0)
    date = Day(required=True)
    reference = Text(200, load_default="")
    invoice_id = Text(36, load_default=None, allow_none=True)


class ReasonSchema(StrictSchema):
    """Why something is taken back or away."""

    reason = Text(LONG, required=True)
