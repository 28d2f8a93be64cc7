"""Shapes of the JSON API: what comes in is checked, what goes out is promised."""

from __future__ import annotations

from datetime import date

from marshmallow import RAISE, Schema, fields, validate

from shared.web.long_work import ProgressSchema
from shared.web.openapi import ViolationSchema

_TEXT = validate.Length(min=1, max=80)


class _In(Schema):
    class Meta:
        unknown = RAISE


class NewReportSchema(_In):
    """What to draft."""

    type = fields.String(required=True, validate=_TEXT)
    period = fields.String(required=True, validate=_TEXT)


class ReleaseSchema(_In):
    """`names_seen`: whoever releases knows who may read the creditors' names then; needed where the
    report names them."""

    names_seen = fields.Boolean(load_default=False, truthy={True}, falsy={False})


class NewRunSchema(_In):
    """The day of a scheduled run."""

    as_of = fields.Date(
        required=True, format="iso", validate=validate.Range(date(1990, 1, 1), date(2100, 12, 31))
    )


class ReportTypeSchema(Schema):
    """One report type."""

    type = fields.String(required=True)
    report = fields.String(required=True)
    title = fields.String(required=True)
    period_kind = fields.String(
        required=True, validate=validate.OneOf(["quarter", "half_year", "year", "any"])
    )
    example_period = fields.String(required=True)


class ReportTypesSchema(Schema):
    """All report types."""

    items = fields.List(fields.Nested(ReportTypeSchema), required=True)


class CutOffSchema(Schema):
    """Tree size of the checkpoint a report rests on, and the time of the last entry below it."""

    position = fields.Integer(required=True)
    at = fields.String(required=True)


class ReportSchema(Schema):
    """One version of a report. While it is drafted what it rests on is null; `progress` says how
    far a draft or a release is, `violations` why a draft failed."""

    report_id = fields.String(required=True)
    grant_id = fields.String(required=True)
    type = fields.String(required=True)
    period = fields.String(required=True)
    version = fields.Integer(required=True, allow_none=True)
    status = fields.String(
        required=True,
        validate=validate.OneOf(
            ["drafting", "failed", "draft", "partly_released", "released", "superseded"]
        ),
    )
    cut_off = fields.Nested(CutOffSchema, required=True, allow_none=True)
    late_cut_off = fields.Boolean(required=True, allow_none=True)
    checkpoint_root = fields.String(required=True, allow_none=True)
    rule_pack = fields.String(required=True, allow_none=True)
    rule_pack_version = fields.String(required=True, allow_none=True)
    generator_version = fields.String(required=True, allow_none=True)
    content_hash = fields.String(required=True, allow_none=True)
    public_content_hash = fields.String(required=True, allow_none=True)
    sha256 = fields.Dict(fields.String(), fields.String(), required=True)
    public_sha256 = fields.Dict(fields.String(), fields.String(), required=True)
    scheduled = fields.Boolean(required=True)
    created_by = fields.String(required=True)
    created_at = fields.String(required=True)
    released_by = fields.List(fields.String(), required=True)
    released_at = fields.String(required=True, allow_none=True)
    events_since = fields.Integer(required=True, allow_none=True)
    outdated_by = fields.Integer(
        required=True,
        allow_none=True,
        metadata={
            "description": "Events after the cut-off that made vouchers of the period different; "
            "null in lists and while the version is not released"
        },
    )
    progress = fields.Nested(ProgressSchema, required=True, allow_none=True)
    violations = fields.List(fields.Nested(ViolationSchema), required=True)


class ReportPageSchema(Schema):
    """A page of reports."""

    items = fields.List(fields.Nested(ReportSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class RowStateSchema(Schema):
    """How a version saw a row."""

    status = fields.String(required=True)
    paid_cents = fields.Integer(required=True)
    eligible_cents = fields.Integer(required=True)
    committed_cents = fields.Integer(required=True)


class CauseSchema(Schema):
    """An event that changed a row."""

    type = fields.String(required=True)
    at = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)


class ChangeSchema(Schema):
    """One voucher that differs."""

    expenditure_id = fields.String(required=True)
    number = fields.Integer(required=True)
    budget_line = fields.String(required=True)
    before = fields.Nested(RowStateSchema, required=True)
    after = fields.Nested(RowStateSchema, required=True)
    reasons = fields.List(fields.Nested(CauseSchema), required=True)
    changed_fields = fields.List(fields.String(), required=True)


class FactEventSchema(Schema):
    """An event that said something of a fact."""

    event_id = fields.String(required=True)
    at = fields.String(required=True)


class FactChangeSchema(Schema):
    """A fact that differs: income, call, plan, text …; `changed_fields` are those that changed."""

    kind = fields.String(required=True)
    title = fields.String(required=True)
    subject = fields.String(required=True)
    label = fields.String(required=True)
    what = fields.String(required=True, validate=validate.OneOf(("new", "changed", "gone")))
    events = fields.List(fields.Nested(FactEventSchema), required=True)
    changed_fields = fields.List(fields.String(), required=True)


class ChangesSchema(Schema):
    """What a version knows differently from an older one (`since`; null where none was
    released before), or what
    has become different since it was made (`since` is the version itself)."""

    report_id = fields.String(required=True)
    since = fields.String(required=True, allow_none=True)
    events = fields.Integer(required=True)
    items = fields.List(fields.Nested(ChangeSchema), required=True)
    facts = fields.List(fields.Nested(FactChangeSchema), required=True)


class RunItemSchema(Schema):
    """One draft of the runs of a day."""

    grant_id = fields.String(required=True)
    type = fields.String(required=True)
    period = fields.String(required=True)
    report_id = fields.String(required=True)
    run_id = fields.String(required=True)


class FailedDraftSchema(Schema):
    """A report that could not be drafted, why, and when it is tried again."""

    grant_id = fields.String(required=True)
    type = fields.String(required=True)
    period = fields.String(required=True)
    code = fields.String(required=True)
    message = fields.String(required=True)
    attempts = fields.Integer(required=True)
    next_try_at = fields.String(required=True)


class RunSchema(Schema):
    """What a run did; `progress` is null once it has ended."""

    run_id = fields.String(required=True)
    progress = fields.Nested(ProgressSchema, required=True, allow_none=True)
    as_of = fields.String(required=True)
    drafted = fields.List(fields.String(), required=True)
    items = fields.List(fields.Nested(RunItemSchema), required=True)
    failed = fields.List(fields.Nested(FailedDraftSchema), required=True)


class PeriodQuerySchema(_In):
    """The period of figures."""

    period = fields.String(required=True, validate=_TEXT)


class DocumentQuerySchema(_In):
    """Which part of a document, and how its CSV is written."""

    part = fields.String(load_default="full", validate=validate.OneOf(["full", "public"]))
    variant = fields.String(
        load_default="german",
        validate=validate.OneOf(["german", "iso"]),
        metadata={
            "description": "Of the CSV alone. `german`: semicolon, decimal comma, TT.MM.JJJJ, byte "
            "order mark, as stored and hashed. `iso`: comma, decimal point, YYYY-MM-DD, no mark"
        },
    )


class SinceQuerySchema(_In):
    """The version to compare with: by default the one whose place this one takes; its own id asks
    what has become different since."""

    since = fields.String(validate=_TEXT)


class ListQuerySchema(_In):
    """Filters and paging of the list of reports."""

    type = fields.String(validate=_TEXT)
    status = fields.String(validate=_TEXT)
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 500))
    cursor = fields.String()
