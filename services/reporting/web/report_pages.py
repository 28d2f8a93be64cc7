"""Pages of one report: preview, downloads, release, differences."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, flash, redirect, request, url_for
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from services.reporting.check.archive import NAME as CHECK_NAME
from services.reporting.check.archive import check_archive
from services.reporting.store import pieces, reports
from services.reporting.store.pieces import FileKey
from services.reporting.usecases import reading
from services.reporting.usecases.changes import compare
from services.reporting.usecases.file_headers import file_headers
from services.reporting.usecases.iso_csv import (
    ISO_NOTATION,
    iso_csv,
    iso_headers,
    notation_of,
)
from services.reporting.usecases.last_look import demand_awareness, public_texts
from services.reporting.usecases.long_work import drafting, release_order, work_about
from services.reporting.usecases.releasing import hindrances, needs_two, running_period
from services.reporting.usecases.renderings import FULL, PUBLIC
from services.reporting.usecases.report_types import REPORT_TYPES
from services.reporting.usecases.rights import (
    ALL_READERS,
    DRAFT_READERS,
    PACKERS,
    RELEASERS,
    releaser_of,
)
from services.reporting.usecases.standalone import article_in
from services.reporting.usecases.state import file_status
from services.reporting.usecases.stored_document import demand_intact
from services.reporting.web import (
    access,
    means,
    page,
    reader,
    reporting,
    works,
)
from shared.errors import DomainError, NotFound
from shared.long_work import Job, Order
from shared.web.access import occasion, principal, public
from shared.web.forms import Form
from shared.web.long_work import refreshing, run_beside
from shared.web.problems import status_of
from shared.workshop import failure_of

blueprint = Blueprint("reporting_reports", __name__, url_prefix="/reporting/berichte")

LONGEST_PREVIEW: Final = 3_000_000
"""Bytes of a page that is shown; longer lists are read in their files."""


@blueprint.get("/<report_id>")
@access.page(*ALL_READERS)
def show(report_id: str) -> Response:
    """The preview: the stored page of the report, what can be done with it, its versions. While it
    is drafted, how far that is."""
    with reporting().sessions.read() as session:
        grant_id, released = reading.visibility(session, report_id)
        reader().demand_readable(grant_id, released=released)
        if not reports.is_there(session, report_id):
            return _drafting_page(works().live(drafting(session, report_id)), grant_id)
        view = reading.report(session, report_id)
        row = view.row
        job = work_about(session, report_id)
        hidden = reader().hides(report_id, grant_id, FULL)
        stored = FileKey(report_id, file_status(row), PUBLIC if hidden else FULL, "html")
        size = pieces.size(session, stored)
        if 0 < size <= LONGEST_PREVIEW:
            demand_intact(session, stored)
        article = (
            Markup(article_in(b"".join(pieces.read(session, stored))))
            if 0 < size <= LONGEST_PREVIEW
            else ""
        )
        others = [
            one
            for one in reports.of_series(session, row)
            if one.report_id != report_id
            and (one.released_at is not None or reader().sees_drafts(row.grant_id))
        ]
    is_busy = job is not None and job.is_open
    response = page(
        "reporting/report.html",
        view=view,
        row=row,
        hidden=hidden,
        grant_id=row.grant_id,
        has_public=any(one.part == "public" for one in view.files),
        has_side_file=any(one.format == "zip" for one in view.files),
        made={one.format for one in view.files},
        article=article,
        megabytes=size // 1_000_000,
        others=others,
        running_period=running_period(row),
        progress=works().live(job).progress(occasion().now) if job and is_busy else None,
        may_release=row.status in ("draft", "partly_released")
        and not is_busy
        and principal().holds(RELEASERS, row.grant_id),
        sees_drafts=reader().sees_drafts(row.grant_id),
        packs_receipts=principal().holds(PACKERS, row.grant_id),
        sees_settings=principal().holds(RELEASERS, row.grant_id),
    )
    return refreshing(response) if is_busy else response


def _drafting_page(job: Job, grant_id: str) -> Response:
    """A report that is not there yet, or whose draft failed."""
    response = page(
        "reporting/drafting.html",
        job=job,
        grant_id=grant_id,
        progress=job.progress(occasion().now) if job.is_open else None,
        failure=failure_of(job).violations if job.state == "failed" else (),
    )
    return refreshing(response) if job.is_open else response


@blueprint.get("/<report_id>/bericht.<any(pdf, xlsx, html, json, csv, zip, docx, z3):format>")
@access.page(*ALL_READERS)
def download(report_id: str, format: str) -> Response:
    """The stored bytes, or the CSV as ISO; the download is an entry of the log. A notation that
    the format does not have is not found, rather than another file sent than was asked for."""
    notation = notation_of(format, request.args.get("schreibweise"))
    part = "public" if request.args.get("teil") == "oeffentlich" else "full"
    reader().demand_part(report_id, part)
    with reporting().sessions.write() as session:
        found = reading.download(session, report_id, part, format, notation, by=occasion())
    if notation == ISO_NOTATION:
        body = iso_csv(reporting().sessions, report_id, part)
        return Response(body, headers=iso_headers(found.row, part))
    headers = {**file_headers(found.row, part, format), "Content-Length": str(found.size)}
    return Response(found.content(reporting().sessions), headers=headers)


@blueprint.get(f"/{CHECK_NAME}")
@public("whoever holds a report may check it: a program, no data")
def check_program() -> Response:
    """The check of reports as one file that needs nothing of ours."""
    headers = {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": f'attachment; filename="{CHECK_NAME}"',
    }
    return Response(check_archive(), headers=headers)


@blueprint.get("/<report_id>/freigabe")
@access.page(*RELEASERS)
def release_form(report_id: str) -> Response:
    """What is about to be released, for a second look."""
    return _release_page(report_id, Form())


def _release_page(report_id: str, form: Form, status: int = 200) -> Response:
    with reporting().sessions.read() as session:
        view = reading.report(session, report_id)
        texts = public_texts(session, report_id) if view.row.public_hash else ()
        hindered = hindrances(session, view.row) if view.row.released_at is None else []
    return page(
        "reporting/release.html",
        status,
        view=view,
        row=view.row,
        grant_id=view.row.grant_id,
        form=form,
        hindered=hindered,
        warnings=[one for one in running_period(view.row) if not one.is_error],
        texts=texts,
        names_creditors=REPORT_TYPES[view.row.type].names_creditors,
        needs_two=needs_two(view.row) and view.row.first_released_by is None,
    )


@blueprint.post("/<report_id>/freigabe")
@access.page(*RELEASERS)
def release(report_id: str) -> AnyResponse:
    """Releases; the reasons against it are shown on the same page."""
    by = occasion()

    def order(session: Session) -> Order:
        row = reports.get(session, report_id)
        demand_awareness(row, is_aware="names_seen" in request.form)
        return release_order(session, report_id, releaser_of(principal(), row.grant_id), by=by)

    try:
        job = run_beside(reporting(), works(), "release_report", order)
    except NotFound:
        raise
    except DomainError as error:
        return _release_page(report_id, Form().refused(error.violations), status_of(error))
    if not job.is_open:
        with reporting().sessions.read() as session:
            flash(_RELEASED[reports.get(session, report_id).status], "success")
    return redirect(url_for("reporting_reports.show", report_id=report_id), 303)


_RELEASED: Final = {
    "released": "Der Bericht ist freigegeben und ändert sich nicht mehr.",
    "partly_released": "Ihre Freigabe ist vermerkt. Eine zweite Person muss noch freigeben.",
}


@blueprint.get("/<report_id>/aenderungen")
@access.page(*DRAFT_READERS)
def changes(report_id: str) -> Response:
    """What this version knows differently from another one, or what has become different since
    it was made."""
    with reporting().sessions.read() as session:
        since = request.args.get("seit") or None
        found = compare(session, report_id, since, keyring=means().keyring)
    return page(
        "reporting/changes.html", found=found, row=found.newer, grant_id=found.newer.grant_id
    )
