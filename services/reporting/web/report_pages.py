"""Pages of one report: preview, downloads, release, differences."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, flash, redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from services.reporting.store import reports
from services.reporting.usecases import reading
from services.reporting.usecases.file_headers import file_headers
from services.reporting.usecases.releasing import release_report, store_release
from services.reporting.usecases.rights import (
    ALL_READERS,
    DRAFT_READERS,
    RELEASERS,
    releaser_of,
)
from services.reporting.usecases.standalone import article_in
from services.reporting.web import (
    access,
    demand_readable,
    means,
    page,
    reporting,
    sees_drafts,
)
from shared.errors import DomainError, NotFound
from shared.web.access import occasion, principal
from shared.web.forms import Form
from shared.web.problems import status_of

blueprint = Blueprint("reporting_reports", __name__, url_prefix="/reporting/berichte")


@blueprint.get("/<report_id>")
@access.page(*ALL_READERS)
def show(report_id: str) -> Response:
    """The preview: the stored page of the report, what can be done with it, its versions."""
    with reporting().sessions.read() as session:
        view = reading.report(session, report_id)
        row = view.row
        demand_readable(row.grant_id, released=row.released_at is not None)
        status = "draft" if row.released_at is None else "released"
        stored = reports.content(session, report_id, status, "full", "html") or b""
        others = [
            one
            for one in reports.of_series(session, row)
            if one.report_id != report_id
            and (one.released_at is not None or sees_drafts(row.grant_id))
        ]
    return page(
        "reporting/report.html",
        view=view,
        row=row,
        grant_id=row.grant_id,
        has_public=any(one.part == "public" for one in view.files),
        article=Markup(article_in(stored)),
        others=others,
        may_release=row.status in ("draft", "partly_released")
        and principal().holds(RELEASERS, row.grant_id),
        sees_drafts=sees_drafts(row.grant_id),
    )


@blueprint.get("/<report_id>/bericht.<any(pdf, xlsx, html, json, csv):format>")
@access.page(*ALL_READERS)
def download(report_id: str, format: str) -> Response:
    """The stored bytes; the download is an entry of the log."""
    part = "public" if request.args.get("teil") == "oeffentlich" else "full"
    with reporting().sessions.read() as session:
        row = reports.get(session, report_id)
    demand_readable(row.grant_id, released=row.released_at is not None)
    with reporting().sessions.write() as session:
        row, content = reading.download(session, report_id, part, format, by=occasion())
    return Response(content, headers=file_headers(row, part, format))


@blueprint.get("/<report_id>/freigabe")
@access.page(*RELEASERS)
def release_form(report_id: str) -> Response:
    """What is about to be released, for a second look."""
    return _release_page(report_id, Form())


def _release_page(report_id: str, form: Form, status: int = 200) -> Response:
    with reporting().sessions.read() as session:
        view = reading.report(session, report_id)
    return page(
        "reporting/release.html",
        status,
        view=view,
        row=view.row,
        grant_id=view.row.grant_id,
        form=form,
        needs_two=view.row.scheduled and view.row.first_released_by is None,
    )


@blueprint.post("/<report_id>/freigabe")
@access.page(*RELEASERS)
def release(report_id: str) -> AnyResponse:
    """Releases; the reasons against it are shown on the same page."""
    by = occasion()
    with reporting().sessions.read() as session:
        grant_id = reports.get(session, report_id).grant_id
    releaser = releaser_of(principal(), grant_id)
    try:
        status = release_report(
            means(),
            report_id,
            releaser,
            by,
            partial(reporting().execute, "release_report", by),
            lambda session, drawn: store_release(session, drawn, releaser, by=by)[0].status,
        )
    except NotFound:
        raise
    except DomainError as error:
        return _release_page(report_id, Form().refused(error.violations), status_of(error))
    done = {
        "released": "Der Bericht ist freigegeben und ändert sich nicht mehr.",
        "partly_released": "Ihre Freigabe ist vermerkt. Eine zweite Person muss noch freigeben.",
    }
    flash(done[status], "success")
    return redirect(url_for("reporting_reports.show", report_id=report_id), 303)


@blueprint.get("/<report_id>/aenderungen")
@access.page(*DRAFT_READERS)
def changes(report_id: str) -> Response:
    """What this version knows differently from another one."""
    with reporting().sessions.read() as session:
        found = reading.compare(session, report_id, request.args.get("seit", ""))
    return page(
        "reporting/changes.html", found=found, row=found.newer, grant_id=found.newer.grant_id
    )
