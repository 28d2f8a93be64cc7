"""`/entries` and `/history`: the trail, page by page."""

from typing import Any

from flask import Response
from marshmallow import fields, validate

from contracts.roles import READERS
from services.audit.api import (
    EntryPageSchema,
    PageQuery,
    StrictSchema,
    access,
    audit,
    base64_text,
    entry_as_json,
)
from services.audit.domain.trail import TrailEntry
from services.audit.store import trail
from services.audit.usecases.proof import prove_inclusion, visible_entry
from services.audit.usecases.query import read_filter, scoped
from services.audit.usecases.reading import note_history, note_query
from shared.web.access import occasion, principal
from shared.web.openapi import Blueprint
from shared.web.paging import decode_cursor, encode_cursor, page_response

blueprint = Blueprint("audit_entries_api", __name__, description="Prüfpfad")


class FilterQuery(StrictSchema):
    """All filters narrow; `from` and `to` are days or instants, both inclusive."""

    grant_id = fields.String(load_default=None)
    type = fields.String(load_default=None)
    actor = fields.String(load_default=None)
    subject = fields.String(load_default=None)
    outcome = fields.String(load_default=None)
    from_ = fields.String(data_key="from", load_default=None)
    to = fields.String(load_default=None)
    q = fields.String(load_default=None)
    from_sequence = fields.String(load_default=None)


class EntriesQuery(FilterQuery, PageQuery):
    """Filters, place in the list, and its direction."""

    order = fields.String(load_default="asc", validate=validate.OneOf(["asc", "desc"]))


class ProofQuery(StrictSchema):
    """Up to which size; by default the newest checkpoint that holds the entry."""

    tree_size = fields.Integer(load_default=None)


class ProofSchema(StrictSchema):
    """RFC 9162 inclusion proof; all hashes in base64."""

    leaf_index = fields.Integer(required=True)
    tree_size = fields.Integer(required=True)
    leaf_hash = fields.String(required=True)
    hashes = fields.List(fields.String(), required=True)


@blueprint.route("/entries")
@access.api(*READERS)
@blueprint.arguments(EntriesQuery, location="query")
@blueprint.response(200, EntryPageSchema)
def list_entries(query: dict[str, Any]) -> Response:
    """Entries in order of sequence; the query itself becomes an entry, its later pages do not."""
    limit, cursor, order = query.pop("limit"), query.pop("cursor"), query.pop("order")
    query["from"] = query.pop("from_")
    wanted = scoped(read_filter(query), principal())
    beyond = decode_cursor(cursor, int)[0] if cursor else None
    if cursor is None:
        with audit().sessions.write() as session:
            note_query(session, wanted, occasion())
    with audit().sessions.read() as session:
        found = trail.page(
            session, wanted, limit=limit + 1, beyond=beyond, newest_first=order == "desc"
        )
    return _page(found, limit)


@blueprint.route("/history/<path:subject>")
@access.api(*READERS)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, EntryPageSchema)
def show_history(query: dict[str, Any], subject: str) -> Response:
    """Everything that ever happened to one thing, oldest first."""
    wanted = scoped(read_filter({"subject": subject}), principal())
    cursor, limit = query["cursor"], query["limit"]
    if cursor is None:
        with audit().sessions.write() as session:
            note_history(session, subject, occasion())
    with audit().sessions.read() as session:
        found = trail.history(
            session,
            subject,
            limit=limit + 1,
            beyond=decode_cursor(cursor, int)[0] if cursor else -1,
            grants=wanted.grants,
            any_grant=wanted.any_grant,
        )
    return _page(found, limit)


def _page(found: list[TrailEntry], limit: int) -> Response:
    """The page; one entry more than asked for means there is a next one."""
    shown = found[:limit]
    more = encode_cursor(shown[-1].sequence) if len(found) > limit else None
    return page_response([entry_as_json(one) for one in shown], more)


@blueprint.route("/entries/<int:sequence>")
@access.api(*READERS)
@blueprint.response(200, content_type="application/cloudevents+json")
def show_entry(sequence: int) -> Response:
    """The stored bytes, exactly as received."""
    shown = _visible(sequence)
    kind = (
        "application/octet-stream" if shown.mark == "unreadable" else "application/cloudevents+json"
    )
    response = Response(shown.body, content_type=kind)
    response.headers["ETag"] = f'"{shown.entry_hash.hex()}"'
    return response


@blueprint.route("/entries/<int:sequence>/proof")
@access.api(*READERS)
@blueprint.arguments(ProofQuery, location="query")
@blueprint.response(200, ProofSchema)
def show_proof(query: dict[str, Any], sequence: int) -> dict[str, Any]:
    """The proof that the entry is in the tree."""
    shown = _visible(sequence)
    with audit().sessions.read() as session:
        proof = prove_inclusion(session, shown, query["tree_size"])
    return {
        "leaf_index": proof.leaf_index,
        "tree_size": proof.tree_size,
        "leaf_hash": base64_text(proof.leaf_hash),
        "hashes": [base64_text(one) for one in proof.hashes],
    }


def _visible(sequence: int) -> TrailEntry:
    with audit().sessions.read() as session:
        return visible_entry(session, sequence, principal())
