"""Open data: released public parts, for everybody."""

from __future__ import annotations

import json
from typing import Final

from flask import Response

from services.reporting.api import reporting
from services.reporting.usecases import open_data
from shared.web.access import public
from shared.web.openapi import Blueprint

blueprint = Blueprint("reporting_open_data_api", __name__, description="Offene Daten")

RELEASED: Final = "the public part of a released report: the city published it by releasing"
_CACHED: Final = "public, max-age=3600"


@blueprint.route("/open-data/<report_id>.zip")
@public(RELEASED)
@blueprint.response(200, {"format": "binary", "type": "string"}, content_type="application/zip")
def data_package(report_id: str) -> Response:
    """A Frictionless Data Package: tables as CSV, schema, licence, DCAT-AP.de metadata."""
    ports = reporting()
    with ports.sessions.read() as session:
        body = open_data.package(session, report_id, ports.settings)
    headers = {
        "Content-Disposition": 'attachment; filename="offene-daten.zip"',
        "Cache-Control": _CACHED,
    }
    return Response(body, content_type="application/zip", headers=headers)


@blueprint.route("/open-data/catalog.jsonld")
@public(RELEASED)
@blueprint.response(200, {"type": "object"}, content_type="application/ld+json")
def catalog() -> Response:
    """The catalogue of all data packages as DCAT-AP.de 3.0, for portals to harvest."""
    ports = reporting()
    with ports.sessions.read() as session:
        found = open_data.catalog(session, ports.settings)
    body = json.dumps(found, ensure_ascii=False)
    return Response(body, content_type="application/ld+json", headers={"Cache-Control": _CACHED})
