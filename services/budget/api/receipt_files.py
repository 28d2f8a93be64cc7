"""`/receipt-files`: the files of the receipts of a grant, for a package for auditors (GOB-03)."""

from __future__ import annotations

from flask import Response, jsonify
from marshmallow import Schema, fields

from contracts.receipt_files import ReceiptFiles
from contracts.roles import RECEIPT_PACKERS
from contracts.schema import to_payload
from services.budget.api import access, budget, means
from services.budget.usecases.receipt_files import receipt_files
from shared.web.access import occasion
from shared.web.openapi import Blueprint

blueprint = Blueprint("budget_receipt_files_api", __name__, description="Belegdateien")


class ReceiptFileSchema(Schema):
    """One file; `left_out` is `personnel` or `erased` where it may not be packed."""

    expenditure_id = fields.String(required=True)
    kind = fields.String(required=True)
    sha256 = fields.String(required=True)
    name = fields.String(required=True)
    size = fields.Integer(required=True)
    kept_until = fields.Date(required=True, allow_none=True)
    left_out = fields.String(required=True)


class ReceiptFilesSchema(Schema):
    """All files of a grant."""

    items = fields.List(fields.Nested(ReceiptFileSchema), required=True)


@blueprint.route("/grants/<grant_id>/receipt-files", methods=["GET"])
@access.api(*RECEIPT_PACKERS)
@blueprint.response(200, ReceiptFilesSchema)
def listed(grant_id: str) -> Response:
    """Every file with its hash, its size, until when it is kept, and why it may not leave."""
    with budget().sessions.read() as session:
        found = receipt_files(session, grant_id, by=occasion(), means=means())
    return jsonify(to_payload(ReceiptFiles(found)))
