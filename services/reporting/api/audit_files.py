"""The audit package with the files of receipts (R17), for who may take them out of the house."""

from __future__ import annotations

from flask import Response, jsonify, request
from marshmallow import Schema, fields
from marshmallow.validate import Range

from services.reporting.api import access, means, reporting
from services.reporting.usecases.audit_files import packing, taken_part
from services.reporting.usecases.means import Asker
from services.reporting.usecases.rights import PACKERS
from shared.web.access import occasion
from shared.web.archive import archive_response
from shared.web.openapi import Blueprint

blueprint = Blueprint("reporting_audit_files_api", __name__, description="Prüfpaket mit Belegen")


class PartSchema(Schema):
    """One ZIP: how many files of receipts it holds, and their bytes."""

    part = fields.Integer(required=True)
    files = fields.Integer(required=True)
    bytes = fields.Integer(required=True)


class PackageSchema(Schema):
    """The parts, and a sentence per reason why files are in none."""

    parts = fields.List(fields.Nested(PartSchema), required=True)
    left_out = fields.List(fields.String(), required=True)


class PartQuerySchema(Schema):
    """Which part; the first holds the tables."""

    part = fields.Integer(load_default=1, validate=Range(min=1))


@blueprint.route("/reports/<report_id>/audit-package")
@access.api(*PACKERS)
@blueprint.response(200, PackageSchema)
def show(report_id: str) -> Response:
    """What the package with files holds, and what it leaves out."""
    with reporting().sessions.read() as session:
        packed = packing(session, means(), report_id, _asker(), by=occasion())
    parts = [
        {"part": number, "files": files, "bytes": size}
        for number, (files, size) in enumerate(packed.sizes, start=1)
    ]
    return jsonify(parts=parts, left_out=packed.left_out)


@blueprint.route("/reports/<report_id>/audit-package.zip")
@access.api(*PACKERS)
@blueprint.arguments(PartQuerySchema, location="query")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/zip")
def download(query: dict[str, int], report_id: str) -> Response:
    """A part of the package: tables, log, hashes, and the files in `belege`."""
    number = query["part"]
    taken = taken_part(reporting().sessions, means(), report_id, number, _asker(), by=occasion())
    return archive_response(*taken)


def _asker() -> Asker:
    return Asker(authorization=request.headers.get("Authorization", ""))
