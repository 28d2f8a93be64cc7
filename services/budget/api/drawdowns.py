"""`/drawdowns`: calls for funds, from draft to receipt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, jsonify
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.api import access, budget, command, means
from services.budget.api.drawdowns_schemas import (
    DecisionSchema,
    DrawdownList,
    DrawdownSchema,
    NewDrawdownSchema,
    ReceiptSchema,
    ReleaseSchema,
    SubmissionSchema,
    drawdown_json,
)
from services.budget.api.expenditures_schemas import ReasonSchema
from services.budget.api.trials import foretells
from services.budget.store.drawdown_reading import load_drawdown
from services.budget.store.grant_lookup import GRANT_OF, grant_stamp
from services.budget.usecases.drawdown import DrawdownResult, draft_drawdown, withdraw_drawdown
from services.budget.usecases.drawdown_queries import list_drawdowns, show_drawdown
from services.budget.usecases.drawdown_release import (
    decide_drawdown,
    receive_drawdown,
    release_drawdown,
    submit_drawdown,
)
from shared.errors import Refused, Violation
from shared.periods import Period, PeriodError
from shared.web.access import occasion, principal
from shared.web.conditional import demand_match, etag
from shared.web.described import versioned
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint

blueprint = Blueprint("budget_drawdowns_api", __name__, description="Mittelabrufe")

RELEASERS = (Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)


@blueprint.route("/grants/<grant_id>/drawdowns", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(NewDrawdownSchema)
@blueprint.response(201, DrawdownSchema)
def draft(body: dict[str, Any], grant_id: str) -> Response:
    """Drafts a call over everything claimable up to the end of the period."""
    period = _period(body["period"])

    def run(session: Session) -> Answer:
        drafted = draft_drawdown(
            session,
            grant_id,
            period,
            body["kind"],
            advance=body["advance"],
            by=occasion(),
            means=means(),
        )
        return _answer(drafted, 201)

    return command("draft_drawdown", run)


@blueprint.route("/grants/<grant_id>/drawdowns", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, DrawdownList)
def show_all(grant_id: str) -> Response:
    """All calls of a grant, newest first."""
    with budget().sessions.read() as session:
        found = list_drawdowns(session, grant_id, by=occasion(), means=means())
    return jsonify(items=[drawdown_json(one.row, one.gates, one.received_cents) for one in found],
                   next_cursor=None)  # fmt: skip


@blueprint.route("/drawdowns/<drawdown_id>", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, DrawdownSchema)
@versioned
def show(drawdown_id: str) -> Response:
    """One call with its gates today."""
    with budget().sessions.read() as session:
        found = show_drawdown(session, drawdown_id, by=occasion(), means=means())
    response = jsonify(
        {**drawdown_json(found.row, found.gates, found.received_cents), "violations": []}
    )
    response.headers["ETag"] = etag(found.row.version)
    return response


@blueprint.route("/drawdowns/<drawdown_id>/release", methods=["POST"])
@access.api(*RELEASERS)
@foretells(blueprint)
@blueprint.arguments(ReleaseSchema, required=False)
@blueprint.response(200, DrawdownSchema)
@versioned
def release(body: dict[str, Any], drawdown_id: str) -> Response:
    """Releases the draft: a second person, all gates open, figures unchanged, somebody who may
    sign."""
    signatories = body.get("signatories")

    def run(session: Session) -> DrawdownResult:
        return release_drawdown(
            session, drawdown_id, by=occasion(), means=means(), signatories=signatories
        )

    return _act("release_drawdown", drawdown_id, run)


@blueprint.route("/drawdowns/<drawdown_id>/withdrawal", methods=["POST"])
@access.api(Role.GRANT_OFFICER, *RELEASERS)
@foretells(blueprint)
@blueprint.arguments(ReasonSchema)
@blueprint.response(200, DrawdownSchema)
@versioned
def withdraw(body: dict[str, Any], drawdown_id: str) -> Response:
    """Takes back a draft (its creator) or the latest released call before its receipt."""

    def run(session: Session) -> DrawdownResult:
        grant_id = GRANT_OF["drawdown_id"](session, drawdown_id)
        return withdraw_drawdown(
            session,
            drawdown_id,
            body["reason"],
            may_withdraw_released=principal().holds(RELEASERS, grant_id),
            by=occasion(),
            means=means(),
        )

    return _act("withdraw_drawdown", drawdown_id, run)


@blueprint.route("/drawdowns/<drawdown_id>/submission", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(SubmissionSchema)
@blueprint.response(200, DrawdownSchema)
@versioned
def submit(body: dict[str, Any], drawdown_id: str) -> Response:
    """Notes that the call was sent to the funder."""
    return _act(
        "submit_drawdown",
        drawdown_id,
        lambda session: submit_drawdown(session, drawdown_id, **body, by=occasion(), means=means()),
    )


@blueprint.route("/drawdowns/<drawdown_id>/decision", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(DecisionSchema)
@blueprint.response(200, DrawdownSchema)
@versioned
def decide(body: dict[str, Any], drawdown_id: str) -> Response:
    """Records what the funder approved."""
    return _act(
        "decide_drawdown",
        drawdown_id,
        lambda session: decide_drawdown(session, drawdown_id, **body, by=occasion(), means=means()),
    )


@blueprint.route("/drawdowns/<drawdown_id>/receipt", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(ReceiptSchema)
@blueprint.response(200, DrawdownSchema)
@versioned
def receive(body: dict[str, Any], drawdown_id: str) -> Response:
    """Records money that arrived."""
    return _act(
        "receive_drawdown",
        drawdown_id,
        lambda session: receive_drawdown(
            session, drawdown_id, **body, by=occasion(), means=means()
        ),
    )


def _act(name: str, drawdown_id: str, run: Callable[[Session], DrawdownResult]) -> Response:
    """One command about a call; If-Match is honoured under the grant's lock."""

    def work(session: Session) -> Answer:
        grant_id = str(GRANT_OF["drawdown_id"](session, drawdown_id))
        grant_stamp(session, grant_id, lock=True)
        demand_match(load_drawdown(session, drawdown_id).version, required=False)
        return _answer(run(session), 200)

    return command(name, work)


def _answer(result: DrawdownResult, status: int) -> Answer:
    body = drawdown_json(result.row, result.gates, result.received_cents, result.violations)
    return Answer(body, status, result.row.version)


def _period(text: str) -> Period:
    try:
        return Period.parse_long(text)
    except PeriodError as error:
        raise Refused([Violation(error.code, "CALL-01", str(error), field="period")]) from error
