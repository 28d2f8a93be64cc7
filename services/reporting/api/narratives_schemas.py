"""Shapes of the texts of reports in the JSON API."""

from __future__ import annotations

from marshmallow import RAISE, Schema, fields, validate

from services.reporting.domain.narrative import LONGEST


class _In(Schema):
    class Meta:
        unknown = RAISE


def _text() -> fields.String:
    return fields.String(required=True, validate=validate.Length(min=1, max=LONGEST))


class NewNarrativeSchema(_In):
    """The first version of a text; `subject` is a section or a figure: `figure:TABLE|ROW|COLUMN`
    (keys as in the JSON of a report) of the financial statement and the proofs that share its
    figures, `figure:TYPE/TABLE|ROW|COLUMN` of any other report type."""

    period = fields.String(required=True, validate=validate.Length(min=1, max=10))
    subject = fields.String(required=True, validate=validate.Length(min=1, max=300))
    text = _text()


class NewVersionSchema(_In):
    """The next version of a text."""

    text = _text()


class SinceVersionSchema(_In):
    """The number of the older version; 0 compares with nothing."""

    since = fields.Integer(load_default=0, validate=validate.Range(0, 100_000))


class WrittenSchema(Schema):
    """One version; `released_by` null while it is a proposal."""

    version = fields.Integer(required=True)
    text = fields.String(required=True)
    amount_cents = fields.Integer(required=True, allow_none=True)
    proposed_by = fields.String(required=True)
    proposed_at = fields.String(required=True)
    released_by = fields.String(required=True, allow_none=True)
    released_at = fields.String(required=True, allow_none=True)


class NarrativeSchema(Schema):
    """One text with all versions; `released_version` is what reports print."""

    narrative_id = fields.String(required=True)
    grant_id = fields.String(required=True)
    period = fields.String(required=True)
    subject = fields.String(required=True)
    released_version = fields.Integer(required=True, allow_none=True)
    versions = fields.List(fields.Nested(WrittenSchema), required=True)


class NarrativeListSchema(Schema):
    """The texts of a period."""

    items = fields.List(fields.Nested(NarrativeSchema), required=True)


class PieceSchema(Schema):
    """A run of words that stayed, came or went."""

    kind = fields.String(required=True, validate=validate.OneOf(["same", "added", "removed"]))
    text = fields.String(required=True)


class DifferenceSchema(Schema):
    """What the newest version says differently."""

    since = fields.Integer(required=True)
    version = fields.Integer(required=True)
    pieces = fields.List(fields.Nested(PieceSchema), required=True)
