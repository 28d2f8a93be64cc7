"""Bodies of the calls about measures and plan versions."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from services.budget.api.schemas import (
    REQUIRED,
    Cents,
    Choice,
    Day,
    Identifier,
    Items,
    StrictSchema,
    Text,
    Warned,
    YesNo,
)
from services.budget.domain.measure import Light
from services.budget.domain.plan import Basis, Category, SourceKind

LONG_TEXT = 4_000


class NewMeasureSchema(StrictSchema):
    """A measure; `lead` is a log-in name, a user id or the name of a unit, `partners` names
    organisations."""

    measure_id = Identifier(required=True)
    title = Text(200, required=True)
    action_field = Text(200, load_default="")
    participation_origin = Text(2_000, load_default="")
    lead = Text(200, load_default="")
    period_start = Day(required=True)
    period_end = Day(required=True)
    strategy_reference = Text(200, required=True)
    first_measure = YesNo(load_default=False)
    charta_reference = Text(200, load_default="")
    goal = Text(2_000, load_default="")
    partners = Text(500, load_default="")


class MilestoneSchema(StrictSchema):
    """One milestone; `done_on` empty while it is open."""

    title = Text(200, required=True)
    due_on = Day(required=True)
    done_on = Day(load_default=None, allow_none=True)


class Milestones(fields.Field[Any]):
    """Milestones as a list of objects, from which the light is proposed, or as free text."""

    _LIST = Items(fields.Nested(MilestoneSchema), 50)
    _TEXT = Text(LONG_TEXT)

    def _deserialize(self, value: Any, *arguments: Any, **options: Any) -> Any:
        if isinstance(value, str):
            return self._TEXT.deserialize(value)
        if isinstance(value, list):
            return self._LIST.deserialize(value)
        raise ValidationError("Erwartet wird eine Liste von Meilensteinen oder ein Text.")


class NewStatusSchema(StrictSchema):
    """How a measure stands in a quarter, decided by a person."""

    period = fields.String(
        required=True,
        validate=validate.Length(max=10, error="Erwartet wird ein Quartal wie 2026-Q1."),
        error_messages={**REQUIRED, "invalid": "Erwartet wird ein Text."},
    )
    light = Choice(Light, required=True)
    reason = Text(LONG_TEXT, load_default="")
    milestones = Milestones(load_default="")
    risk = Text(LONG_TEXT, load_default="")
    decision_needed = Text(LONG_TEXT, load_default="")


class StatusSchema(Schema):
    """A status as kept, beside what the system proposed and why."""

    measure_id = fields.String(required=True)
    period = fields.String(required=True)
    light = fields.String(required=True)
    proposed_light = fields.String(required=True)
    criteria = fields.List(fields.String(), required=True)
    reason = fields.String(required=True)
    milestones = fields.Raw(required=True)
    risk = fields.String(required=True)
    decision_needed = fields.String(required=True)
    decided_at = fields.String(required=True)


class SetStatusSchema(StatusSchema, Warned):
    """The answer to setting a status."""


class MeasureSchema(Schema):
    """A measure as kept."""

    measure_id = fields.String(required=True)
    grant_id = fields.String(required=True)
    title = fields.String(required=True)
    action_field = fields.String(required=True)
    participation_origin = fields.String(required=True)
    lead = fields.String(required=True)
    period_start = fields.Date(required=True)
    period_end = fields.Date(required=True)
    strategy_reference = fields.String(required=True)
    first_measure = fields.Boolean(required=True)
    charta_reference = fields.String(required=True)
    goal = fields.String(required=True)
    partners = fields.String(required=True)
    statuses = fields.List(fields.Nested(StatusSchema), required=True)


class RecordedMeasureSchema(MeasureSchema, Warned):
    """The answer to entering a measure."""


class MeasurePage(Schema):
    """All measures of a grant with their statuses."""

    items = fields.List(fields.Nested(MeasureSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class PlanLineSchema(StrictSchema):
    """One Einzelansatz; its years add up to `planned_cents`."""

    budget_line = Text(200, required=True)
    measure_id = Identifier(required=True)
    category = Choice(Category, required=True)
    planned_cents = Cents(required=True)
    years = fields.Dict(
        keys=fields.String(
            validate=validate.Regexp(r"^20\d\d\Z", error="Erwartet wird ein Jahr wie 2026.")
        ),
        values=Cents(),
        required=True,
        error_messages={**REQUIRED, "invalid": "Erwartet wird ein JSON-Objekt."},
    )


class FundingSourceSchema(StrictSchema):
    """Who covers how much."""

    source_kind = Choice(SourceKind, required=True)
    source = Text(200, required=True)
    amount_cents = Cents(required=True)


class NewPlanSchema(StrictSchema):
    """A plan version; lines and funding add up to the same."""

    basis = Choice(Basis, required=True)
    reference = Text(200, load_default=None, allow_none=True)
    reason = Text(2_000, required=True)
    category_reason = Text(2_000, load_default="")
    lines = Items(fields.Nested(PlanLineSchema), 2_000, required=True)
    funding = Items(fields.Nested(FundingSourceSchema), 50, required=True)


class PlanSchema(Schema):
    """A plan version as kept."""

    version = fields.Integer(required=True)
    status = fields.String(required=True)
    basis = fields.String(required=True)
    reference = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True)
    category_reason = fields.String(required=True)
    planned_cents = fields.Integer(required=True)
    released_on = fields.Date(required=True, allow_none=True)
    lines = fields.List(fields.Nested(PlanLineSchema), required=True)
    funding = fields.List(fields.Nested(FundingSourceSchema), required=True)


class DraftedPlanSchema(PlanSchema, Warned):
    """The answer to drafting or releasing."""


class PlanPage(Schema):
    """All plan versions of a grant."""

    items = fields.List(fields.Nested(PlanSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
