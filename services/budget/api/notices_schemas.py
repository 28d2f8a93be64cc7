"""Shapes of notices to the funder."""

from __future__ import annotations

from marshmallow import Schema, fields

from services.budget.api.schemas import (
    Choice,
    Day,
    EnclosedSchema,
    ReferencedSchema,
    StrictSchema,
    Text,
)
from services.budget.domain.notice import NoticeRule, NoticeStatus
from services.budget.usecases.measure_change import ScopeChange
from shared.web.advice import RuledSchema
from shared.web.openapi import DecidingValueSchema


class WithdrawalSchema(Schema):
    """A step that was taken back: `step` is `sending` or `answer`, `words` its reference or what
    was answered, `on` its day."""

    step = fields.String(required=True)
    on = fields.Date(required=True)
    words = fields.String(required=True)
    reason = fields.String(required=True)
    withdrawn_at = fields.String(required=True)


class LetterSchema(Schema):
    """Where the drafted letter is fetched, by its format."""

    pdf = fields.String(required=True)
    docx = fields.String(required=True)


class NoticeSchema(RuledSchema):
    """A notice: the rule that asks for it, its occasion, its last day, what became of it, and its
    `letter` (null where two persons found that nothing is due)."""

    notice_id = fields.String(required=True)
    grant_id = fields.String(required=True)
    occasion_key = fields.String(required=True)
    reason = fields.String(required=True)
    before = fields.String(required=True)
    after = fields.String(required=True)
    effect_cents = fields.Integer(required=True, allow_none=True)
    known_on = fields.Date(required=True)
    due_on = fields.Date(required=True)
    status = fields.String(required=True)
    sent_on = fields.Date(required=True, allow_none=True)
    sent_reference = fields.String(required=True)
    answered_on = fields.Date(required=True, allow_none=True)
    answer = fields.String(required=True)
    dispensation_reason = fields.String(required=True)
    withdrawals = fields.List(fields.Nested(WithdrawalSchema), required=True)
    letter = fields.Nested(LetterSchema, required=True, allow_none=True)
    remedy = fields.String(required=True, allow_none=True)
    values = fields.List(fields.Nested(DecidingValueSchema))


class ListedNoticeSchema(NoticeSchema):
    """A notice of the list. `occasion_gone`: it is open, and the books of today no longer show why
    (after a Storno, with a new plan). `overdue`: it is open, and its last day has passed."""

    occasion_gone = fields.Boolean(required=True)
    overdue = fields.Boolean(required=True)


class NoticeQuery(Schema):
    """Filters of the list; days are inclusive, `overdue` wants what should have been sent."""

    status = Choice(NoticeStatus, load_default=None)
    rule = Choice(NoticeRule, load_default=None)
    due_from = Day(load_default=None)
    due_to = Day(load_default=None)
    overdue = fields.Boolean(
        load_default=False, error_messages={"invalid": "Erwartet wird true oder false."}
    )


class NoticePage(Schema):
    """All notices of a grant, the one due first in front."""

    items = fields.List(fields.Nested(ListedNoticeSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class SendingSchema(ReferencedSchema):
    """When and how it was sent."""

    sent_on = Day(required=True)


class AnswerSchema(EnclosedSchema):
    """What the funder answered."""

    answered_on = Day(required=True)
    answer = Text(1000, required=True)


class DispensationSchema(StrictSchema):
    """Why nothing is due."""

    reason = Text(1000, required=True)


class WithdrawingSchema(StrictSchema):
    """Why a step is taken back."""

    reason = Text(1000, required=True)


class NewScopeChangeSchema(StrictSchema):
    """What happens to a measure."""

    kind = Choice(ScopeChange, required=True)
    description = Text(1000, required=True)


class ScopeChangeSchema(Schema):
    """The change as kept with the notice it opened."""

    change_id = fields.String(required=True)
    notice = fields.Nested(NoticeSchema, required=True)
