"""`/export`: the trail as a package for auditors."""

import tempfile
from typing import Any

from flask import Response, send_file
from flask_smorest import Blueprint  # type: ignore[import-untyped]

from contracts.roles import Role
from services.audit.api import access, audit, signer
from services.audit.api.entries import FilterQuery
from services.audit.usecases.export import export_trail
from services.audit.usecases.query import read_filter, scoped
from services.audit.usecases.reading import note_export
from shared.web.access import occasion, principal

blueprint = Blueprint("audit_export_api", __name__, description="Auszug für die Prüfung")

IN_MEMORY = 8 * 1024 * 1024


@blueprint.route("/export")
@access.api(Role.AUDITOR)
@blueprint.arguments(FilterQuery, location="query", unknown=None)
@blueprint.response(200, content_type="application/zip")
def export(query: dict[str, Any]) -> Response:
    """Entries, leaf hashes, checkpoint and a script that checks them, as a ZIP."""
    query["from"] = query.pop("from_")
    wanted = scoped(read_filter(query), principal())
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by the response
    with audit().sessions.read() as session:
        entries = export_trail(session, file, wanted, signer().verifier())
    with audit().sessions.write() as session:
        note_export(session, wanted, entries, occasion())
    file.seek(0)
    return send_file(
        file,
        "application/zip",
        as_attachment=True,
        download_name="pruefpfad.zip",
    )
