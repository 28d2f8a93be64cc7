"""Auszüge: order a package of the trail, see how far it is, fetch it."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import Role
from services.audit.store.export import file_of
from services.audit.usecases.kept_export import (
    EXPORT,
    finished_export,
    handed_out,
    load_export,
    order_export,
)
from services.audit.usecases.query import read_filter, scoped
from services.audit.web import TEMPLATES, access, audit, works
from services.audit.web.trail import filters_of_request
from shared.errors import Conflict, Refused, Unavailable
from shared.web.access import occasion, principal
from shared.web.archive import archive_in_pieces
from shared.web.long_work import refreshing, run_beside
from shared.workshop import failure_of

blueprint = Blueprint(
    "audit_exports", __name__, url_prefix="/audit/auszuege", template_folder=TEMPLATES
)


@blueprint.post("")
@access.page(Role.AUDITOR)
def order() -> AnyResponse:
    """Orders what the filters in the address let through."""
    filters, by = filters_of_request(), occasion()
    try:
        wanted = scoped(read_filter(filters), principal())
        job = run_beside(
            audit(), works(), EXPORT, lambda session: order_export(session, wanted, by)
        )
    except (Conflict, Refused, Unavailable) as error:
        flash(error.message, "warning")
        return redirect(url_for("audit.show_trail", **filters), 303)
    return redirect(url_for("audit_exports.show", export_id=job.work_id), 303)


@blueprint.get("/<export_id>")
@access.page(Role.AUDITOR)
def show(export_id: str) -> Response:
    """How far it is, or the download with its hash."""
    with audit().sessions.read() as session:
        job = load_export(session, export_id, principal())
        file = file_of(session, export_id)
    response = make_response(
        render_template(
            "audit/export.html",
            export_id=export_id,
            file=file,
            progress=works().live(job).progress(occasion().now) if job.is_open else None,
            reasons=failure_of(job).violations if job.state == "failed" else (),
            is_failed=job.state == "failed",
            may_verify=True,
        )
    )
    return refreshing(response) if job.is_open else response


@blueprint.get("/<export_id>/datei")
@access.page(Role.AUDITOR)
def download(export_id: str) -> Response:
    """The ZIP that checks itself; once it was fetched whole it stays for a day."""
    with audit().sessions.read() as session:
        file = finished_export(session, export_id, principal())
    return archive_in_pieces(handed_out(audit(), file), "pruefpfad.zip", file.size, file.sha256)
