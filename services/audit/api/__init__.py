"""The JSON API of audit: translates a request, asks one use case, answers."""

import base64
from typing import Any, cast

from flask import Response
from marshmallow import RAISE, Schema, fields, validate

from services.audit.domain.trail import TrailEntry
from services.audit.usecases.proof import payload_of
from shared.service import ServicePorts
from shared.web.access import AccessControl, ports_of
from shared.web.paging import DEFAULT_LIMIT, MAX_LIMIT
from shared.workshop import Workshop

access = AccessControl("audit")


def audit() -> ServicePorts:
    """The running audit service of this app."""
    return ports_of("audit")


def works() -> Workshop:
    """Where the log is verified."""
    return cast(Workshop, audit().extras["works"])


class StrictSchema(Schema):
    """Parameters of a request: unknown ones are refused."""

    class Meta:
        unknown = RAISE


class PageQuery(StrictSchema):
    """Where in a list."""

    cursor = fields.String(load_default=None)
    limit = fields.Integer(
        load_default=DEFAULT_LIMIT, strict=False, validate=validate.Range(1, MAX_LIMIT)
    )


class EntrySchema(Schema):
    """One entry; derived fields are null where the bytes cannot be read. `entry_hash` is hex."""

    sequence = fields.Integer(required=True)
    time = fields.String(required=True, allow_none=True)
    type = fields.String(required=True, allow_none=True)
    actor = fields.String(required=True, allow_none=True)
    outcome = fields.String(required=True, allow_none=True)
    subject = fields.String(required=True, allow_none=True)
    grant_id = fields.String(required=True, allow_none=True)
    event_id = fields.String(required=True, allow_none=True)
    payload = fields.Dict(required=True, allow_none=True)
    entry_hash = fields.String(required=True)
    mark = fields.String(required=True, validate=validate.OneOf(["ok", "conflict", "unreadable"]))


class EntryPageSchema(Schema):
    """A page of entries."""

    items = fields.List(fields.Nested(EntrySchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


def entry_as_json(shown: TrailEntry) -> dict[str, Any]:
    """One entry as promised."""
    names = ("sequence", "time", "type", "actor", "outcome", "subject", "grant_id", "event_id",
             "mark")  # fmt: skip
    return {name: getattr(shown, name) for name in names} | {
        "payload": payload_of(shown.body),
        "entry_hash": shown.entry_hash.hex(),
    }


def base64_text(data: bytes) -> str:
    """Bytes in base64, as RFC 9162 clients and notes write hashes."""
    return base64.b64encode(data).decode()


def text_response(text: str) -> Response:
    """Plain text, as C2SP wants notes and keys."""
    return Response(text, content_type="text/plain; charset=utf-8")
