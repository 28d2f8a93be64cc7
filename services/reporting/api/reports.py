"""Reports: types, drafts, versions, stored renderings, release, differences."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request
from sqlalchemy.orm import Session

from contracts.roles import Role
from services.reporting.api import (
    access,
    command,
    demand_readable,
    means,
    reporting,
    sees_drafts,
)
from services.reporting.api.answers import change_as_json, report_as_json
from services.reporting.api.schemas import (
    ChangesSchema,
    ListQuerySchema,
    NewReportSchema,
    PartQuerySchema,
    ReportPageSchema,
    ReportSchema,
    ReportTypesSchema,
    SinceQuerySchema,
)
from services.reporting.store import reports as store
from services.reporting.usecases import reading
from services.reporting.usecases.drafting import DraftOrder, Prepared, draft_report, store_draft
from services.reporting.usecases.file_headers import file_headers
from services.reporting.usecases.releasing import Drawn, release_report, store_release
from services.reporting.usecases.report_types import REPORT_TYPES
from services.reporting.usecases.rights import (
    ALL_READERS,
    DRAFT_READERS,
    DRAFTERS,
    RELEASERS,
    releaser_of,
)
from services.reporting.usecases.service_account import is_service_account
from shared.web.access import occasion, principal
from shared.web.conditional import demand_match
from shared.web.idempotency import Answer
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
        }
        for one in REPORT_TYPES.values()
    ]
    return jsonify(items=items)


@blueprint.route("/grants/<grant_id>/reports", methods=["POST"])
@access.api(*DRAFTERS)
@blueprint.arguments(NewReportSchema)
@blueprint.response(201, ReportSchema)
def draft(new: dict[str, Any], grant_id: str) -> Response:
    """Drafts the next version."""

    def answer(session: Session, prepared: Prepared) -> Answer:
        row, files = store_draft(session, prepared, by=occasion())
        return Answer(report_as_json(reading.ReportView(row, files, 0)), 201, row.revision)

    with reporting().sessions.read() as session:
        scheduled = is_service_account(session, occasion().actor)
    order = DraftOrder(grant_id, new["type"], new["period"], scheduled)
    return draft_report(means(), order, lambda run: command("draft_report", run), answer)


@blueprint.route("/grants/<grant_id>/reports")
@access.api(*ALL_READERS)
@blueprint.arguments(ListQuerySchema, location="query")
@blueprint.response(200, ReportPageSchema)
def list_reports(query: dict[str, Any], grant_id: str) -> Response:
    """Versions of reports, latest period first; the committee sees what was released."""
    limit = query["limit"]
    before = decode_cursor(query["cursor"], str, str, int) if query.get("cursor") else None
    with reporting().sessions.read() as session:
        rows = list(
            store.listed(
                session,
                grant_id,
                released_only=not sees_drafts(grant_id),
                before=before,
                limit=limit + 1,
                type_=query.get("type"),
                status=query.get("status"),
            )
        )
        items = [report_as_json(reading.view(session, row)) for row in rows[:limit]]
    last = rows[limit - 1] if len(rows) > limit else None
    return page_response(
        items, encode_cursor(last.period, last.type, last.version) if last else None
    )


@blueprint.route("/reports/<report_id>")
@access.api(*ALL_READERS)
@blueprint.response(200, ReportSchema)
def show(report_id: str) -> Response:
    """One version."""
    with reporting().sessions.read() as session:
        found = reading.report(session, report_id)
    demand_readable(found.row.grant_id, released=found.row.released_at is not None)
    response = jsonify(report_as_json(found))
    response.set_etag(str(found.row.revision))
    return response


@blueprint.route("/reports/<report_id>/document.<any(pdf, xlsx, html, json, csv):format>")
@access.api(*ALL_READERS)
@blueprint.arguments(PartQuerySchema, location="query")
@blueprint.response(
    200,
    {"description": "PDF, workbook, page, JSON or CSV, as the address says"},
    content_type="*/*",
    description="The stored rendering in its own media type",
)
def document(query: dict[str, Any], report_id: str, format: str) -> Response:
    """The stored bytes: the same for ever, in the status the version has."""
    with reporting().sessions.read() as session:
        row = store.get(session, report_id)
    demand_readable(row.grant_id, released=row.released_at is not None)
    part = query["part"]
    with reporting().sessions.write() as session:
        row, content = reading.download(session, report_id, part, format, by=occasion())
    return Response(content, headers=file_headers(row, part, format))


@blueprint.route("/reports/<report_id>/release", methods=["POST"])
@access.api(*RELEASERS)
@blueprint.response(200, ReportSchema)
def release(report_id: str) -> Response:
    """A second person releases the stored document."""
    with reporting().sessions.read() as session:
        grant_id = store.get(session, report_id).grant_id
    releaser = releaser_of(principal(), grant_id)

    def answer(session: Session, drawn: Drawn) -> Answer:
        if "If-Match" in request.headers:
            demand_match(drawn.revision, required=False)
        row, files = store_release(session, drawn, releaser, by=occasion())
        return Answer(report_as_json(reading.ReportView(row, files, 0)), 200, row.revision)

    return release_report(
        means(),
        report_id,
        releaser,
        occasion(),
        lambda run: command("release_report", run),
        answer,
    )


@blueprint.route("/reports/<report_id>/changes")
@access.api(*DRAFT_READERS)
@blueprint.arguments(SinceQuerySchema, location="query")
@blueprint.response(200, ChangesSchema)
def changes(query: dict[str, Any], report_id: str) -> Response:
    """What this version knows differently from another one, by voucher, with the reasons."""
    with reporting().sessions.read() as session:
        found = reading.compare(session, report_id, query["since"])
    return jsonify(
        report_id=report_id,
        since=query["since"],
        items=[change_as_json(one) for one in found.changes],
    )
