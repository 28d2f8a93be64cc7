"""Bodies of the calls about posts, payroll, hour sheets and personnel cost."""

from __future__ import annotations

from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from services.budget.api.schemas import (
    BasisPoints,
    Cents,
    Day,
    EnclosedSchema,
    Items,
    StrictSchema,
    Text,
    Warned,
)
from services.budget.usecases.hour_sheet import DEFAULT_PROFILE
from shared.web.advice import AdviceSchema


class Month(fields.String):
    """A calendar month, `2026-01`; read as its first day."""

    def __init__(self, **options: Any) -> None:
        form = validate.Regexp(r"^20\d\d-\d\d\Z", error="Erwartet wird ein Monat wie 2026-01.")
        super().__init__(validate=form, **options)

    def _deserialize(self, value: Any, *args: Any, **options: Any) -> Any:
        text = super()._deserialize(value, *args, **options)
        try:
            return date.fromisoformat(f"{text}-01")
        except ValueError as error:
            raise ValidationError("Erwartet wird ein Monat wie 2026-01.") from error

    def _validate(self, value: Any) -> None:
        super()._validate(f"{value:%Y-%m}" if isinstance(value, date) else value)


class NewPostSchema(EnclosedSchema):
    """A post under its pseudonym."""

    post_id = Text(40, required=True)
    measure_id = Text(80, required=True)
    share_bp = BasisPoints(load_default=10_000)
    tariff_group = Text(20, load_default=None, allow_none=True)
    existing_staff = fields.Boolean(load_default=False)


class PayrollMonthSchema(StrictSchema):
    """The employer's gross of one month."""

    month = Month(required=True)
    gross_cents = Cents(-(10**12), required=True)


class PayrollSchema(StrictSchema):
    """Payroll months of a post."""

    months = Items(fields.Nested(PayrollMonthSchema), 120, required=True)


class PostSchema(Schema):
    """A post; amounts are null for those who may not see salaries."""

    post_id = fields.String(required=True)
    measure_id = fields.String(required=True)
    tariff_group = fields.String(required=True, allow_none=True)
    existing_staff = fields.Boolean(required=True)
    months = fields.Integer(required=True)
    share_bp = fields.Integer(required=True, allow_none=True)
    gross_cents = fields.Integer(required=True, allow_none=True)


class PersonnelSchema(Schema):
    """All posts; `gross_cents` is null where it would add up fewer than three persons."""

    posts = fields.List(fields.Nested(PostSchema), required=True)
    gross_cents = fields.Integer(required=True, allow_none=True)


class RecordedPostSchema(Schema):
    """What was entered."""

    post_id = fields.String(required=True)


class HourFaultSchema(AdviceSchema):
    """One reason why a line was not taken over, and what mends it."""

    row = fields.Integer(required=True)
    column = fields.String(required=True)
    code = fields.String(required=True)
    rule = fields.String(required=True)
    message = fields.String(required=True)
    value = fields.String(required=True)


class HourSheetSchema(Schema):
    """What a file of hour sheets holds."""

    sha256 = fields.String(required=True)
    accepted = fields.Integer(required=True)
    known = fields.Integer(required=True)
    rejected = fields.List(fields.Nested(HourFaultSchema), required=True)


class PayrollSheetSchema(Schema):
    """How many months were entered, by post."""

    months = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class TrialQuery(StrictSchema):
    """`dry_run=true`: a trial that stores nothing."""

    dry_run = fields.Boolean(
        load_default=False, error_messages={"invalid": "Erwartet wird true oder false."}
    )


class HourSheetQuery(TrialQuery):
    """How the list is written."""

    profile = Text(80, load_default=DEFAULT_PROFILE)


class NewPersonnelCostSchema(StrictSchema):
    """Posts, method and months; the voucher that makes it an expenditure."""

    method = fields.String(required=True, validate=validate.OneOf(("months", "hours")))
    post_ids = Items(Text(40), 100, required=True)
    first_month = Month(required=True)
    last_month = Month(required=True)
    filled_from = Month(load_default=None, allow_none=True)
    filled_until = Month(load_default=None, allow_none=True)
    budget_line = Text(200, required=True)
    voucher_number = Text(120, required=True)
    voucher_date = Day(required=True)
    payment_date = Day(load_default=None, allow_none=True)
    payment_reference = Text(200, load_default=None, allow_none=True)


class PostStepSchema(Schema):
    """One step from payroll to cost of one post."""

    post_id = fields.String(required=True)
    rule = fields.String(required=True)
    label = fields.String(required=True)
    citation = fields.String(required=True)
    amount_cents = fields.Integer(required=True)


class BookedSchema(Warned):
    """The expenditure; a trial has no id. No amount where it would tell a salary."""

    expenditure_id = fields.String(required=True, allow_none=True)
    gross_cents = fields.Integer(required=True, allow_none=True)
    steps = fields.List(fields.Nested(PostStepSchema), required=True)


class PersonnelCalculationSchema(Schema):
    """One calculation; `steps` empty and `gross_cents` null where they would tell a salary."""

    calculation_id = fields.String(required=True)
    expenditure_id = fields.String(required=True)
    number = fields.Integer(required=True)
    method = fields.String(required=True)
    post_ids = fields.List(fields.String(), required=True)
    first_month = fields.String(required=True)
    last_month = fields.String(required=True)
    gross_cents = fields.Integer(required=True, allow_none=True)
    reversed = fields.Boolean(required=True)
    steps = fields.List(fields.Nested(PostStepSchema), required=True)


class PersonnelCalculationPage(Schema):
    """All calculations of a grant, newest first."""

    items = fields.List(fields.Nested(PersonnelCalculationSchema), required=True)
