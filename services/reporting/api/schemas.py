"""Shapes of the JSON API: what comes in is checked, what goes out is promised."""

from __future__ import annotations

from datetime import date

from marshmallow import RAISE, Schema, fields, validate

from services.reporting.domain.period_rule import SpeaksOf
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
    """One report type. `period_speaks_of`: whether its figures stand for the last day of the period
    (`day`), for all of it (`span`), or for none (`none`). `released_while_running`: whether a draft
    made before the period is over may be released, with `period_rule` and `period_reason` for it.
    `drafted_ahead`: whether the period after the running one may be drafted for."""

    type = fields.String(required=True)
    report = fields.String(required=True)
    title = fields.String(required=True)
    period_kind = fields.String(
        required=True, validate=validate.OneOf(["quarter", "half_year", "year", "any"])
    )
    example_period = fields.String(required=True)
    period_speaks_of = fields.String(
        required=True, validate=validate.OneOf([one.value for one in SpeaksOf])
    )
    released_while_running = fields.Boolean(required=True)
    drafted_ahead = fields.Boolean(required=True)
    period_rule = fields.String(required=True)
    period_reason = fields.String(required=True)


class ReportTypesSchema(Schema):
    """All report types."""

    items = fields.List(fields.Nested(ReportTypeSchema), required=True)


class CutOffSchema(Schema):
    """Tree size of the checkpoint a report rests on, and the time of the last entry below it."""

    position = fields.Integer(required=True)
    at = fields.String(required=True)


class DrawingFindingSchema(Schema):
    """What a file could not show as given (a sign its font lacks, a shortened text), as a German
    sentence; the stored data are whole."""

    format = fields.String(required=True)
    part = fields.String(required=True, validate=validate.OneOf(["full", "public"]))
    message = fields.String(required=True)


class ReportSchema(Schema):
    """One version of a report. While it is drafted what it rests on is null; `progress` says how
    far a draft or a release is, `violations` why a draft failed. `running_period` is what to know
    before the release of a draft made while its period ran; an error means that it is refused."""

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
    running_period = fields.List(fields.Nested(ViolationSchema), required=True)
    findings = fields.List(
        fields.Nested(DrawingFindingSchema),
        required=True,
        metadata={
            "description": "What its files could not show as given, in the present status; empty "
            "for those who see released reports only"
        },
    )


class ReportPageSchema(Schema):
    """A page of reports."""

    items = fields.List(fields.Nested(ReportSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class RunItemSchema(Schema):
    """One draft of the runs of a day."""

    grant_id = fields.String(required=True)
    type = fields.String(required=True)
    period = fields.String(required=True)
    report_id = fields.String(required=True)
    run_id = fields.String(required=True)


class FailedDraftSchema(Schema):
    """A report that could not be drafted, why, what helps, and when it is tried again."""

    grant_id = fields.String(required=True)
    type = fields.String(required=True)
    period = fields.String(required=True)
    code = fields.String(required=True)
    message = fields.String(required=True)
    remedy = fields.String(required=True)
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
