"""The published schema of every report's JSON, for everybody."""

from __future__ import annotations

import json

from flask import Response

from services.reporting.documents.json_schema import report_schema
from shared.web.access import public
from shared.web.openapi import Blueprint

blueprint = Blueprint("reporting_report_schema_api", __name__, description="Form der Berichte")

MEDIA_TYPE = "application/schema+json"


@blueprint.route("/report.schema.json")
@public("the promise itself: no content of any grant")
@blueprint.response(200, {"type": "object"}, content_type=MEDIA_TYPE)
def schema() -> Response:
    """JSON Schema 2020-12 of what `document.json` answers, whatever the type of the report."""
    return Response(json.dumps(report_schema(), ensure_ascii=False), content_type=MEDIA_TYPE)
