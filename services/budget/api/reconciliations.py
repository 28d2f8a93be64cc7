"""Abgleich mit der Finanzbuchhaltung: `/grants/{grant_id}/reconciliations`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import Response, jsonify, request
from marshmallow import Schema, fields, validate
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.api import access, budget, command, means
from services.budget.api.schemas import Items, StrictSchema, Text, Whole
from services.budget.api.trials import foretells
from services.budget.api.uploads import MULTIPART_OVERHEAD, uploaded_stream
from services.budget.domain.reconciliation import Comparison, Place
from services.budget.store.grant import load_grant
from services.budget.store.late_entry import LateEntry, late_entries_of
from services.budget.store.reconciliation import (
    ReconciliationRecord,
    load_reconciliation,
    reconciliations_of,
)
from services.budget.usecases.reconciliation import (
    close_reconciliation,
    explain_differences,
    open_reconciliation,
)
from shared.clock import format_instant
from shared.periods import Period
from shared.web.access import occasion
from shared.web.app import body_limit
from shared.web.described import takes_files
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.paging import page_response

blueprint = Blueprint(
    "budget_reconciliations_api", __name__, description="Abgleich mit der Finanzbuchhaltung"
)

_LIST_BYTES = 10 * 1024 * 1024
_QUARTER = re.compile(r"20[0-9]{2}-Q[1-4]\Z")


class ReconciliationQuery(StrictSchema):
    """Which quarter the totals are of."""

    quarter = fields.String(
        required=True, validate=validate.Regexp(_QUARTER, error="Erwartet wird 2026-Q1.")
    )


class ExplanationSchema(StrictSchema):
    """Why the sums of one place differ."""

    budget_year = Whole(2000, 2099, required=True)
    account = Text(80, load_default="")
    cost_unit = Text(80, load_default="")
    reason = Text(2000, required=True)


class ExplanationsSchema(StrictSchema):
    """Reasons for some places."""

    items = Items(fields.Nested(ExplanationSchema), 1_000, required=True)


class ComparisonSchema(Schema):
    """Both sums of one place."""

    budget_year = fields.Integer(required=True)
    account = fields.String(required=True)
    cost_unit = fields.String(required=True)
    entered_cents = fields.Integer(required=True)
    ledger_cents = fields.Integer(required=True)
    difference_cents = fields.Integer(required=True)
    reason = fields.String(required=True)


class LateEntrySchema(Schema):
    """A row of the quarter that was entered, or its payment, after its half-year was closed."""

    expenditure_id = fields.String(required=True)
    number = fields.Integer(required=True)
    paid_on = fields.Date(required=True)
    entered_at = fields.String(required=True)
    paid_cents = fields.Integer(required=True)


class ReconciliationSchema(Schema):
    """A comparison; `status` is `open` or `closed`."""

    reconciliation_id = fields.String(required=True)
    grant_id = fields.String(required=True)
    quarter = fields.String(required=True)
    status = fields.String(required=True)
    file = fields.String(required=True)
    created_by = fields.String(required=True)
    closed_by = fields.String(required=True, allow_none=True)
    places = fields.List(fields.Nested(ComparisonSchema), required=True)
    late_entries = fields.List(fields.Nested(LateEntrySchema), required=True)


class ReconciliationPage(Schema):
    """All comparisons of a grant, newest first."""

    items = fields.List(fields.Nested(ReconciliationSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


@blueprint.route("/grants/<grant_id>/reconciliations", methods=["POST"])
@body_limit(_LIST_BYTES + MULTIPART_OVERHEAD)
@access.api(Role.GRANT_OFFICER)
@blueprint.arguments(ReconciliationQuery, location="query")
@blueprint.response(201, ReconciliationSchema)
@takes_files("file")
def open_one(query: dict[str, Any], grant_id: str) -> Response:
    """Compares the ledger's totals of a quarter (multipart `file`) with what was paid in it."""
    stream = uploaded_stream(request, _LIST_BYTES, name="file", required=True)
    assert stream is not None
    quarter = Period.parse_long(query["quarter"])

    def run(session: Session) -> Answer:
        record = open_reconciliation(
            session, grant_id, quarter, stream, by=occasion(), means=means()
        )
        return Answer(_json(record, late_entries_of(session, grant_id)), 201)

    return command("open_reconciliation", run)


@blueprint.route("/grants/<grant_id>/reconciliations", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, ReconciliationPage)
def show_all(grant_id: str) -> Response:
    """All comparisons of a grant, newest first."""
    with budget().sessions.read() as session:
        load_grant(session, grant_id)
        found, late = reconciliations_of(session, grant_id), late_entries_of(session, grant_id)
    return page_response([_json(one, late) for one in found], None)


@blueprint.route("/reconciliations/<reconciliation_id>", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, ReconciliationSchema)
def show(reconciliation_id: str) -> Response:
    """One comparison."""
    with budget().sessions.read() as session:
        record = load_reconciliation(session, reconciliation_id)
        return jsonify(_json(record, late_entries_of(session, record.grant_id)))


@blueprint.route("/reconciliations/<reconciliation_id>/explanations", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(ExplanationsSchema)
@blueprint.response(200, ReconciliationSchema)
def explain(body: dict[str, Any], reconciliation_id: str) -> Response:
    """Keeps why sums differ."""
    reasons = {
        Place(one["budget_year"], one["account"], one["cost_unit"]): one["reason"]
        for one in body["items"]
    }

    def run(session: Session) -> Answer:
        record = explain_differences(session, reconciliation_id, reasons, by=occasion())
        return Answer(_json(record, late_entries_of(session, record.grant_id)), 200)

    return command("explain_differences", run)


@blueprint.route("/reconciliations/<reconciliation_id>/closing", methods=["POST"])
@access.api(Role.HEAD_OF_FINANCE)
@foretells(blueprint)
@blueprint.response(200, ReconciliationSchema)
def close(reconciliation_id: str) -> Response:
    """Closes it, by a second person, once every difference has its reason."""

    def run(session: Session) -> Answer:
        record = close_reconciliation(session, reconciliation_id, by=occasion())
        return Answer(_json(record, late_entries_of(session, record.grant_id)), 200)

    return command("close_reconciliation", run)


def _json(record: ReconciliationRecord, late: Mapping[Period, list[LateEntry]]) -> dict[str, Any]:
    return {
        "reconciliation_id": record.reconciliation_id,
        "grant_id": record.grant_id,
        "quarter": record.quarter,
        "status": "closed" if record.closed_by else "open",
        "file": record.file_sha256,
        "created_by": record.created_by,
        "closed_by": record.closed_by,
        "places": [_place_json(one) for one in record.comparisons],
        "late_entries": [
            {
                "expenditure_id": one.expenditure_id,
                "number": one.number,
                "paid_on": one.paid_on.isoformat(),
                "entered_at": format_instant(one.entered_at),
                "paid_cents": one.cents,
            }
            for one in late.get(Period.parse(record.quarter), ())
        ],
    }


def _place_json(one: Comparison) -> dict[str, Any]:
    return {
        "budget_year": one.place.budget_year,
        "account": one.place.account,
        "cost_unit": one.place.cost_unit,
        "entered_cents": one.entered_cents,
        "ledger_cents": one.ledger_cents,
        "difference_cents": one.difference_cents,
        "reason": one.reason,
    }
