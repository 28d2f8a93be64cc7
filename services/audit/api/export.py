"""`/export`: the trail as a package for auditors."""

from typing import Any

from flask import Response

from contracts.roles import Role
from services.audit.api import access, audit
from services.audit.api.entries import FilterQuery
from services.audit.usecases.export import packed_trail
from services.audit.usecases.identity import verifier_of
from services.audit.usecases.query import read_filter, scoped
from shared.web.access import occasion, principal
from shared.web.openapi import Blueprint

blueprint = Blueprint("audit_export_api", __name__, description="Auszug für die Prüfung")


@blueprint.route("/export")
@access.api(Role.AUDITOR)
@blueprint.arguments(FilterQuery, location="query")
@blueprint.response(200, content_type="application/zip")
def export(query: dict[str, Any]) -> Response:
    """Entries, leaf hashes, checkpoint and a script that checks them, as a ZIP, at once; a long
    log is refused (409): order it from `/exports`."""
    query["from"] = query.pop("from_")
    wanted = scoped(read_filter(query), principal())
    with audit().sessions.read() as session:
        verifier = verifier_of(session)
    chunks = packed_trail(audit().sessions, wanted, verifier, occasion())
    response = Response(chunks, content_type="application/zip")
    response.headers["Content-Disposition"] = "attachment; filename=pruefpfad.zip"
    return response
