"""Posts, payroll months, hour sheets, and what they cost; masked by role (PERS-06)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, jsonify, request
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.api import access, budget, command, means
from services.budget.api.personnel_schemas import (
    BookedSchema,
    HourSheetQuery,
    HourSheetSchema,
    NewPersonnelCostSchema,
    NewPostSchema,
    PayrollSchema,
    PayrollSheetSchema,
    PersonnelCalculationPage,
    PersonnelSchema,
    RecordedPostSchema,
    TrialQuery,
)
from services.budget.api.trials import foretells
from services.budget.api.uploads import MULTIPART_OVERHEAD, uploaded_stream
from services.budget.domain.eligibility import Step
from services.budget.domain.personnel import PayrollMonth, Post
from services.budget.domain.personnel_checks import Booking
from services.budget.store.personnel import Calculation
from services.budget.usecases.hour_sheet import ReadSheet, examine_hours, take_over_hours
from services.budget.usecases.payroll_sheet import take_over_payroll
from services.budget.usecases.personnel import (
    SEES_SALARIES,
    ShownPersonnel,
    may_see_sum,
    record_payroll,
    record_post,
    show_personnel,
)
from services.budget.usecases.personnel_booking import (
    Booked,
    VoucherOfCost,
    book_personnel_cost,
    try_personnel_cost,
    visible_calculations,
)
from shared.access import forbidden
from shared.web.access import occasion, principal
from shared.web.advice import advice_as_json
from shared.web.app import body_limit
from shared.web.described import takes_files
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.problems import violations_as_json

blueprint = Blueprint("budget_personnel_api", __name__, description="Personalausgaben")

_SHEET_BYTES = 10 * 1024 * 1024


@blueprint.route("/grants/<grant_id>/personnel-posts", methods=["POST"])
@access.api(*SEES_SALARIES)
@foretells(blueprint)
@blueprint.arguments(NewPostSchema)
@blueprint.response(201, RecordedPostSchema)
def new_post(body: dict[str, Any], grant_id: str) -> Response:
    """Enters a post; existing staff needs a document."""
    file_sha256 = body.pop("file")
    post = Post(**body)

    def run(session: Session) -> Answer:
        record_post(session, grant_id, post, by=occasion(), means=means(), file_sha256=file_sha256)
        return Answer({"post_id": post.post_id}, 201)

    return command("record_post", run)


@blueprint.route("/grants/<grant_id>/personnel-posts/<post_id>/payroll", methods=["POST"])
@access.api(*SEES_SALARIES)
@foretells(blueprint)
@blueprint.arguments(PayrollSchema)
@blueprint.response(201, RecordedPostSchema)
def new_payroll(body: dict[str, Any], grant_id: str, post_id: str) -> Response:
    """Enters payroll months of a post; each month once."""
    months = [PayrollMonth(**one) for one in body["months"]]

    def run(session: Session) -> Answer:
        record_payroll(session, grant_id, post_id, months, by=occasion(), means=means())
        return Answer({"post_id": post_id}, 201)

    return command("record_payroll", run)


@blueprint.route("/grants/<grant_id>/payroll-sheets", methods=["POST"])
@body_limit(_SHEET_BYTES + MULTIPART_OVERHEAD)
@access.api(*SEES_SALARIES)
@blueprint.response(201, PayrollSheetSchema)
@takes_files("file")
def payroll_sheet(grant_id: str) -> Response:
    """Enters the payroll months of a list (multipart `file`), all or none; it is not kept."""
    stream = uploaded_stream(request, _SHEET_BYTES, name="file", required=True)
    assert stream is not None

    def run(session: Session) -> Answer:
        months = take_over_payroll(session, grant_id, stream, by=occasion(), means=means())
        return Answer({"months": months}, 201)

    return command("take_over_payroll", run)


@blueprint.route("/grants/<grant_id>/personnel", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, PersonnelSchema)
def show_posts(grant_id: str) -> Response:
    """The posts as this reader may see them."""
    with budget().sessions.read() as session:
        found = show_personnel(session, grant_id, principal(), means=means(), by=occasion())
    return jsonify(_personnel_json(found))


@blueprint.route("/grants/<grant_id>/hour-sheets", methods=["POST"])
@body_limit(_SHEET_BYTES + MULTIPART_OVERHEAD)
@access.api(Role.GRANT_OFFICER)
@blueprint.arguments(HourSheetQuery, location="query")
@blueprint.response(201, HourSheetSchema)
@takes_files("file")
def hour_sheet(query: dict[str, Any], grant_id: str) -> Response:
    """Takes signed hour sheets over; `dry_run=true` is the preview (200)."""
    stream = uploaded_stream(request, _SHEET_BYTES, name="file", required=True)
    assert stream is not None
    profile = query["profile"]
    if query["dry_run"]:
        with budget().sessions.read() as session:
            tried = means().on_trial()
            found = examine_hours(
                session, grant_id, stream, by=occasion(), means=tried, profile_name=profile
            )
        return jsonify(_sheet_json(found))

    def run(session: Session) -> Answer:
        taken = take_over_hours(
            session, grant_id, stream, by=occasion(), means=means(), profile_name=profile
        )
        return Answer(_sheet_json(taken), 201)

    return command("take_over_hours", run)


@blueprint.route("/grants/<grant_id>/personnel-costs", methods=["POST"])
@access.api(Role.GRANT_OFFICER, *SEES_SALARIES)
@blueprint.arguments(TrialQuery, location="query")
@blueprint.arguments(NewPersonnelCostSchema)
@blueprint.response(201, BookedSchema)
def book(query: dict[str, Any], body: dict[str, Any], grant_id: str) -> Response:
    """Computes personnel cost; the grant officer books it, `dry_run=true` only computes (200).

    Only the head of finance, who books nothing here, is told a sum over fewer than three posts and
    the steps; whoever books reads the amount of the expenditure itself (decision 0034).
    """
    asked = Booking(
        body["method"],
        tuple(body["post_ids"]),
        body["first_month"],
        body["last_month"],
        body["filled_from"],
        body["filled_until"],
    )
    voucher = VoucherOfCost(
        body["budget_line"],
        body["voucher_number"],
        body["voucher_date"],
        body["payment_date"],
        body["payment_reference"],
    )
    if query["dry_run"]:
        with budget().sessions.read() as session:
            tried = try_personnel_cost(
                session, grant_id, asked, voucher.budget_line, by=occasion(), means=means()
            )
            visible = _visible(session, grant_id, asked.persons)
        return jsonify(_booked_json(tried, grant_id, visible=visible))

    def run(session: Session) -> Answer:
        if not principal().holds([Role.GRANT_OFFICER], grant_id):
            raise forbidden([Role.GRANT_OFFICER])
        booked = book_personnel_cost(
            session, grant_id, asked, voucher, by=occasion(), means=means()
        )
        visible = _visible(session, grant_id, asked.persons)
        return Answer(_booked_json(booked, grant_id, visible=visible), 201)

    return command("book_personnel_cost", run, Role.GRANT_OFFICER, grant_id=grant_id)


@blueprint.route("/grants/<grant_id>/personnel-costs", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, PersonnelCalculationPage)
def show_calculations(grant_id: str) -> Response:
    """What the personnel expenditures were computed from."""
    with budget().sessions.read() as session:
        found = visible_calculations(session, grant_id, principal(), means=means(), by=occasion())
    return jsonify(items=[_calculation_json(one) for one in found])


def _visible(session: Session, grant_id: str, persons: int) -> bool:
    return may_see_sum(session, grant_id, persons, principal(), means=means(), by=occasion())


def _personnel_json(found: ShownPersonnel) -> dict[str, Any]:
    return {
        "posts": [
            {
                "post_id": one.post.post_id,
                "measure_id": one.post.measure_id,
                "tariff_group": one.post.tariff_group,
                "existing_staff": one.post.existing_staff,
                "months": one.months,
                "share_bp": one.share_bp,
                "gross_cents": one.gross_cents,
            }
            for one in found.posts
        ],
        "gross_cents": found.gross_cents,
    }


def _sheet_json(found: ReadSheet) -> dict[str, Any]:
    names = ("row", "column", "code", "rule", "message", "value")
    return {
        "sha256": found.sha256,
        "accepted": len(found.accepted),
        "known": found.known,
        "rejected": [
            {
                **{name: getattr(one, name) for name in names},
                **advice_as_json(one.code, one.rule),
            }
            for one in found.rejected[:1_000]
        ],
    }


def _booked_json(booked: Booked, grant_id: str, *, visible: bool) -> dict[str, Any]:
    sees_all = principal().holds(SEES_SALARIES, grant_id)
    steps = {post_id: cost.steps for post_id, cost in booked.costs.items()} if sees_all else {}
    recorded = booked.recorded
    return {
        "expenditure_id": recorded.expenditure_id if recorded else None,
        "gross_cents": booked.cents if visible and booked.costs else None,
        "steps": _steps_json(steps),
        "violations": violations_as_json(booked.violations),
    }


def _calculation_json(one: Calculation) -> dict[str, Any]:
    return {
        "calculation_id": one.calculation_id,
        "expenditure_id": one.expenditure_id,
        "number": one.number,
        "method": one.method,
        "post_ids": list(one.post_ids),
        "first_month": f"{one.first_month:%Y-%m}",
        "last_month": f"{one.last_month:%Y-%m}",
        "gross_cents": one.cents,
        "reversed": one.is_reversed,
        "steps": _steps_json(one.steps),
    }


def _steps_json(steps: Any) -> list[dict[str, Any]]:
    some: Sequence[tuple[str, Step]] = [
        (post_id, step) for post_id, of_post in steps.items() for step in of_post
    ]
    return [
        {
            "post_id": post_id,
            "rule": step.rule,
            "label": step.label,
            "citation": step.citation,
            "amount_cents": step.amount_cents,
        }
        for post_id, step in some
    ]
