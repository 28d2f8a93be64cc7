"""Reports: types, drafts, versions, stored renderings, release, differences."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from flask import Response, jsonify
from sqlalchemy.orm import Session

from contracts.roles import Role
from services.reporting.api import (
    access,
    long_command,
    means,
    reader,
    reporting,
    works,
)
from services.reporting.api.answers import (
    change_as_json,
    draft_as_json,
    fact_change_as_json,
    report_as_json,
)
from services.reporting.api.changes_schemas import ChangesSchema
from services.reporting.api.schemas import (
    DocumentQuerySchema,
    ListQuerySchema,
    NewReportSchema,
    ReleaseSchema,
    ReportPageSchema,
    ReportSchema,
    ReportTypesSchema,
    SinceQuerySchema,
)
from services.reporting.store import grant_facts
from services.reporting.store import reports as store
from services.reporting.usecases import reading
from services.reporting.usecases.changes import compare
from services.reporting.usecases.cut_off import known_up_to
from services.reporting.usecases.file_headers import file_headers
from services.reporting.usecases.iso_csv import (
    ISO_NOTATION,
    iso_csv,
    iso_headers,
    notation_of,
)
from services.reporting.usecases.last_look import demand_awareness
from services.reporting.usecases.long_work import (
    draft_order,
    drafting,
    release_order,
    work_about,
)
from services.reporting.usecases.report_types import REPORT_TYPES
from services.reporting.usecases.rights import (
    ALL_READERS,
    DRAFT_READERS,
    DRAFTERS,
    RELEASERS,
    releaser_of,
)
from shared.long_work import Job, Order
from shared.web.access import occasion, principal
from shared.web.conditional import demand_match
from shared.web.described import versioned
from shared.web.idempotency import Answer, response_of
from shared.web.openapi import Blueprint
from shared.web.paging import decode_cursor, encode_cursor, page_response

blueprint = Blueprint("reporting_reports_api", __name__, description="Berichte")


@blueprint.route("/report-types")
@access.api(*ALL_READERS, Role.SERVICE_ACCOUNT, Role.FUNCTIONAL_ADMIN)
@blueprint.response(200, ReportTypesSchema)
def report_types() -> Response:
    """All report types."""
    items = [
        {
            "type": one.type,
            "report": one.report,
            "title": one.title,
            "period_kind": one.period_kind,
            "example_period": one.example_period,
            "period_speaks_of": one.period_rule.speaks_of.value,
            "released_while_running": one.period_rule.may_run,
            "drafted_ahead": one.period_rule.is_ahead,
            "period_rule": one.period_rule.rule,
            "period_reason": one.period_rule.reason,
        }
        for one in REPORT_TYPES.values()
    ]
    return jsonify(items=items)


@blueprint.route("/grants/<grant_id>/reports", methods=["POST"])
@access.api(*DRAFTERS)
@blueprint.arguments(NewReportSchema)
@blueprint.response(201, ReportSchema)
@blueprint.alt_response(202, schema=ReportSchema)
def draft(new: dict[str, Any], grant_id: str) -> Response:
    """Drafts the next version; 202 with its progress if it takes long."""

    def order(session: Session) -> Order:
        return draft_order(session, grant_id, new["type"], new["period"], by=occasion())

    return long_command("draft_report", order, partial(_tell, done=201))


def _tell(session: Session, job: Job, *, done: int) -> Answer:
    """A report as it stands with what is being done about it."""
    found = _shown(session, job.subject.partition("/")[2], job if job.is_open else None)
    return replace(found, status=202 if job.is_open else done)


def _shown(session: Session, report_id: str, job: Job | None) -> Answer:
    """A report that is there, or one that is being drafted. Raises NotFound."""
    now = occasion().now
    if not store.is_there(session, report_id):
        promised = works().live(drafting(session, report_id))
        return Answer(draft_as_json(promised, now))
    view = reading.report(session, report_id)
    progress = works().live(job).progress(now) if job is not None and job.is_open else None
    body = report_as_json(view, progress, sees_drafts=reader().sees_drafts(view.row.grant_id))
    return Answer(body, version=view.row.revision)


@blueprint.route("/grants/<grant_id>/reports")
@access.api(*ALL_READERS)
@blueprint.arguments(ListQuerySchema, location="query")
@blueprint.response(200, ReportPageSchema)
def list_reports(query: dict[str, Any], grant_id: str) -> Response:
    """Versions of reports, latest period first; the committee sees what was released."""
    limit = query["limit"]
    before = decode_cursor(query["cursor"], str, str, int) if query.get("cursor") else None
    drafts = reader().sees_drafts(grant_id)
    with reporting().sessions.read() as session:
        grant_facts.grant_of(session, grant_id, known_up_to(session))
        rows = list(
            store.listed(
                session,
                grant_id,
                released_only=not drafts,
                before=before,
                limit=limit + 1,
                type_=query.get("type"),
                status=query.get("status"),
            )
        )
        views = [reading.view(session, row) for row in rows[:limit]]
        items = [report_as_json(one, sees_drafts=drafts) for one in views]
    last = rows[limit - 1] if len(rows) > limit else None
    return page_response(
        items, encode_cursor(last.period, last.type, last.version) if last else None
    )


@blueprint.route("/reports/<report_id>")
@access.api(*ALL_READERS)
@blueprint.response(200, ReportSchema)
def show(report_id: str) -> Response:
    """One version; while it is drafted or released, how far that is."""
    with reporting().sessions.read() as session:
        grant_id, released = reading.visibility(session, report_id)
        reader().demand_readable(grant_id, released=released)
        return response_of(_shown(session, report_id, work_about(session, report_id)))


@blueprint.route(
    "/reports/<report_id>/document.<any(pdf, xlsx, html, json, csv, zip, docx, z3):format>"
)
@access.api(*ALL_READERS)
@blueprint.arguments(DocumentQuerySchema, location="query")
@blueprint.response(
    200,
    {"description": "PDF, workbook, page, JSON or CSV, as the address says"},
    content_type="*/*",
    description="The stored rendering in its own media type",
)
def document(query: dict[str, Any], report_id: str, format: str) -> Response:
    """The stored bytes: the same for ever, in the status the version has; a CSV also as ISO."""
    notation = notation_of(format, query["variant"])
    part = query["part"]
    reader().demand_part(report_id, part)
    with reporting().sessions.write() as session:
        found = reading.download(session, report_id, part, format, notation, by=occasion())
    if notation == ISO_NOTATION:
        body = iso_csv(reporting().sessions, report_id, part)
        return Response(body, headers=iso_headers(found.row, part))
    headers = {**file_headers(found.row, part, format), "Content-Length": str(found.size)}
    return Response(found.content(reporting().sessions), headers=headers)


@blueprint.route("/reports/<report_id>/release", methods=["POST"])
@access.api(*RELEASERS)
@blueprint.arguments(ReleaseSchema, required=False)
@blueprint.response(200, ReportSchema)
@blueprint.alt_response(202, schema=ReportSchema)
@versioned
def release(seen: dict[str, Any], report_id: str) -> Response:
    """A second person releases the stored document; 202 with its progress if it takes long."""

    def order(session: Session) -> Order:
        row = store.get(session, report_id)
        demand_match(row.revision, required=False)
        demand_awareness(row, is_aware=seen["names_seen"])
        releaser = releaser_of(principal(), row.grant_id)
        return release_order(session, report_id, releaser, by=occasion())

    return long_command("release_report", order, partial(_tell, done=200))


@blueprint.route("/reports/<report_id>/changes")
@access.api(*DRAFT_READERS)
@blueprint.arguments(SinceQuerySchema, location="query")
@blueprint.response(200, ChangesSchema)
def changes(query: dict[str, Any], report_id: str) -> Response:
    """By voucher and fact, with the reasons: what this version knows differently from the one it
    replaces or another one, as its change page prints it; or what has become different since."""
    with reporting().sessions.read() as session:
        found = compare(session, report_id, query.get("since"), keyring=means().keyring)
    return jsonify(
        report_id=report_id,
        since=found.since,
        events=found.changes.events,
        items=[change_as_json(one) for one in found.changes.vouchers],
        facts=[fact_change_as_json(one) for one in found.changes.facts],
    )
