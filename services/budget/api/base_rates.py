"""Base rates of § 247 BGB: proposed, confirmed by a second person, taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response, jsonify
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.api import access, budget, command
from services.budget.api.schemas import Day, DecisionOnly, StrictSchema, Text, Warned, Whole
from services.budget.api.trials import foretells
from services.budget.domain.base_rate import HIGHEST_BP, LOWEST_BP, BaseRate
from services.budget.rulepacks import delivered_base_rates
from services.budget.store.base_rate import BaseRateRecord, all_base_rates
from services.budget.usecases.base_rate import (
    confirm_base_rate,
    newest_base_rate,
    propose_base_rate,
    withdraw_base_rate,
)
from services.budget.usecases.everywhere import demand_everywhere
from shared.errors import NotFound, Violation
from shared.web.access import occasion, principal
from shared.web.conditional import demand_match, etag
from shared.web.described import versioned
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.paging import page_response
from shared.web.problems import violations_as_json

blueprint = Blueprint("budget_base_rates_api", __name__, description="Basiszinssätze")


class NewBaseRateSchema(StrictSchema):
    """The rate of a half-year; `correction_reason` where it replaces a confirmed one."""

    valid_from = Day(required=True)
    rate_bp = Whole(LOWEST_BP, HIGHEST_BP, required=True)
    source = Text(400, required=True)
    correction_reason = Text(400, load_default="")


class BaseRateSchema(Warned):
    """A rate as kept, or `delivered`: came with the product and counts for nothing yet."""

    valid_from = fields.Date(required=True)
    rate_bp = fields.Integer(required=True)
    source = fields.String(required=True)
    status = fields.String(required=True)
    version = fields.Integer(required=True)
    confidence = fields.String(required=True, allow_none=True)


class BaseRatePage(Schema):
    """All rates, newest half-year first."""

    items = fields.List(fields.Nested(BaseRateSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class WithdrawalReason(StrictSchema):
    """Why a proposal is taken back."""

    reason = Text(400, required=True)


@blueprint.route("/base-rates", methods=["POST"])
@access.api(Role.HEAD_OF_FINANCE)
@foretells(blueprint, everywhere=True)
@blueprint.arguments(NewBaseRateSchema)
@blueprint.response(201, BaseRateSchema)
def propose(body: dict[str, Any]) -> Response:
    """Proposes the rate of a half-year; it counts once the programme head confirmed it.

    It counts for every grant, so a role for one grant is not enough.
    """
    demand_everywhere(principal(), [Role.HEAD_OF_FINANCE])
    reason = body.pop("correction_reason")

    def run(session: Session) -> Answer:
        result = propose_base_rate(
            session, BaseRate(**body), by=occasion(), correction_reason=reason
        )
        found = _rate_json(result.record)
        told = {**found, "violations": violations_as_json(result.warnings)}
        return Answer(told, 201, result.record.revision)

    return command("propose_base_rate", run)


@blueprint.route("/base-rates/<valid_from>/confirmation", methods=["POST"])
@access.api(Role.PROGRAMME_HEAD)
@foretells(blueprint, everywhere=True)
@blueprint.arguments(DecisionOnly, required=False)
@blueprint.response(200, BaseRateSchema)
@versioned
def confirm(_body: dict[str, Any], valid_from: str) -> Response:
    """Confirms the proposed rate: a second person compared it with the source."""
    demand_everywhere(principal(), [Role.PROGRAMME_HEAD])

    def run(session: Session) -> Answer:
        _match(session, valid_from)
        record = confirm_base_rate(session, _day(valid_from), by=occasion())
        return Answer(_rate_json(record), 200, record.revision)

    return command("confirm_base_rate", run)


@blueprint.route("/base-rates/<valid_from>/withdrawal", methods=["POST"])
@access.api(Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)
@foretells(blueprint, everywhere=True)
@blueprint.arguments(WithdrawalReason)
@blueprint.response(200, BaseRatePage)
@versioned
def withdraw(body: dict[str, Any], valid_from: str) -> Response:
    """Takes a proposal back that nobody confirmed yet; answers the table as it stands."""
    demand_everywhere(principal(), [Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD])

    def run(session: Session) -> Answer:
        _match(session, valid_from)
        withdraw_base_rate(session, _day(valid_from), body["reason"], by=occasion())
        return Answer({"items": _table(session), "next_cursor": None}, 200)

    return command("withdraw_base_rate", run)


@blueprint.route("/base-rates", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, BaseRatePage)
def show_all() -> Response:
    """Every rate with its source and who has to act, delivered ones included."""
    with budget().sessions.read() as session:
        return page_response(_table(session), None)


@blueprint.route("/base-rates/<valid_from>", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, BaseRateSchema)
@versioned
def show(valid_from: str) -> Response:
    """The newest version of the rate of one half-year, proposed or confirmed."""
    with budget().sessions.read() as session:
        record = newest_base_rate(session, _day(valid_from))
    response = jsonify(_rate_json(record))
    response.headers["ETag"] = etag(record.revision)
    return response


def _match(session: Session, valid_from: str) -> None:
    newest = newest_base_rate(session, _day(valid_from), lock=True)
    demand_match(newest.revision, required=False)


def _day(text: str) -> date:
    """The day of the address. Raises NotFound."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"„{text[:20]}“ ist kein Tag in der Form JJJJ-MM-TT."
        raise NotFound([Violation("base_rate_unknown", "INT-06", message)]) from None


def _table(session: Session) -> list[dict[str, Any]]:
    known = [_rate_json(one) for one in all_base_rates(session)]
    taken = {one["valid_from"] for one in known}
    delivered = [
        {
            "valid_from": one.rate.valid_from.isoformat(),
            "rate_bp": one.rate.rate_bp,
            "source": one.rate.source,
            "status": "delivered",
            "version": 0,
            "confidence": one.confidence,
            "violations": [],
        }
        for one in delivered_base_rates()
        if one.rate.valid_from.isoformat() not in taken
    ]
    return sorted([*known, *delivered], key=lambda one: one["valid_from"], reverse=True)


def _rate_json(record: BaseRateRecord) -> dict[str, Any]:
    return {
        "valid_from": record.rate.valid_from.isoformat(),
        "rate_bp": record.rate.rate_bp,
        "source": record.rate.source,
        "status": record.status,
        "version": record.version,
        "confidence": None,
        "violations": [],
    }
