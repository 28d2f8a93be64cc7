"""Checkpoints, consistency between them, and the key they are signed with: public."""

from typing import Any

from flask import Response
from marshmallow import Schema, fields

from services.audit.api import StrictSchema, audit, base64_text, text_response
from services.audit.store import checkpoint as store
from services.audit.usecases.identity import verifier_of
from services.audit.usecases.proof import prove_consistency
from shared.errors import NotFound, Violation
from shared.web.access import public
from shared.web.openapi import Blueprint

blueprint = Blueprint("audit_checkpoints_api", __name__, description="Prüfmarken")

WITNESSES = "anyone may keep a checkpoint and show later that the log was changed"


class ConsistencyQuery(StrictSchema):
    """Two tree sizes, the smaller first."""

    from_ = fields.Integer(data_key="from", required=True)
    to = fields.Integer(required=True)


class ConsistencySchema(Schema):
    """RFC 9162 consistency proof; hashes in base64."""

    hashes = fields.List(fields.String(), required=True)


@blueprint.route("/checkpoints/latest")
@public(WITNESSES)
@blueprint.response(200, content_type="text/plain")
def latest() -> Response:
    """The newest checkpoint, a signed note."""
    with audit().sessions.read() as session:
        return _note(store.latest(session))


@blueprint.route("/checkpoints/<int:tree_size>")
@public(WITNESSES)
@blueprint.response(200, content_type="text/plain")
def at_size(tree_size: int) -> Response:
    """The checkpoint of exactly this size."""
    with audit().sessions.read() as session:
        return _note(store.at_size(session, min(tree_size, 2**62)))


def _note(found: store.StoredCheckpoint | None) -> Response:
    if found is None:
        message = "Diese Prüfmarke gibt es nicht."
        raise NotFound([Violation("checkpoint_unknown", "GOB-01", message)])
    return text_response(found.note)


@blueprint.route("/consistency")
@public(WITNESSES)
@blueprint.arguments(ConsistencyQuery, location="query")
@blueprint.response(200, ConsistencySchema)
def consistency(query: dict[str, Any]) -> dict[str, Any]:
    """The proof that the older tree is a prefix of the newer one."""
    with audit().sessions.read() as session:
        hashes = prove_consistency(session, query["from_"], query["to"])
    return {"hashes": [base64_text(one) for one in hashes]}


@blueprint.route("/log-key")
@public("a public key")
@blueprint.response(200, content_type="text/plain")
def log_key() -> Response:
    """The key of the checkpoints, as a note verifier key."""
    with audit().sessions.read() as session:
        return text_response(verifier_of(session).text() + "\n")
