"""Base rates of § 247 BGB and interest computed with them."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from flask import Response, jsonify
from marshmallow import Schema, fields, validate
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.api import access, budget, command, means
from services.budget.api.schemas import (
    REQUIRED,
    Cents,
    Day,
    DecisionOnly,
    StrictSchema,
    Text,
    Warned,
    Whole,
)
from services.budget.domain.base_rate import HIGHEST_BP, LOWEST_BP, BaseRate
from services.budget.domain.interest import Segment, Span, exact_euro_text
from services.budget.rulepacks import delivered_base_rates
from services.budget.store.base_rate import BaseRateRecord, all_base_rates
from services.budget.store.grant import load_grant
from services.budget.usecases.base_rate import (
    confirm_base_rate,
    propose_base_rate,
    withdraw_base_rate,
)
from services.budget.usecases.everywhere import demand_everywhere
from services.budget.usecases.interest import Calculated, calculate_interest
from services.budget.usecases.late_use import estimate_late_use
from shared.clock import local_day
from shared.errors import NotFound, Violation
from shared.web.access import occasion, principal
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.paging import page_response
from shared.web.problems import violations_as_json

blueprint = Blueprint("budget_interest_api", __name__, description="Basiszinssätze und Zinsen")

_DAY_COUNTS: Final = ("act/365", "act/act", "30/360")


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


class NewCalculation(StrictSchema):
    """What bears interest from and until when, both days counted."""

    principal_cents = Cents(1, required=True)
    from_date = Day(required=True)
    to_date = Day(required=True)
    day_count = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf(_DAY_COUNTS, error="Erlaubt sind: {choices}."),
        error_messages={**REQUIRED, "invalid": "Erwartet wird ein Text."},
    )


class SegmentSchema(Schema):
    """A stretch with one base rate; `amount` is its interest in euro, not yet rounded to cents."""

    from_ = fields.Date(required=True, data_key="from")
    to = fields.Date(required=True)
    days = fields.Integer(required=True)
    base_rate_bp = fields.Integer(required=True)
    rate_bp = fields.Integer(required=True)
    amount = fields.String(required=True)


class CalculationSchema(Schema):
    """The interest with its way; rounded once, on the sum of all segments."""

    interest_cents = fields.Integer(required=True)
    principal_cents = fields.Integer(required=True)
    day_count = fields.String(required=True)
    segments = fields.List(fields.Nested(SegmentSchema), required=True)
    sources = fields.List(fields.String(), required=True)


class ReceiptUseSchema(Schema):
    """One receipt with the interest on what lay unused of it; null while a rate is missing."""

    received_on = fields.Date(required=True)
    amount_cents = fields.Integer(required=True)
    unused_cents = fields.Integer(required=True)
    interest_cents = fields.Integer(required=True, allow_none=True)
    segments = fields.List(fields.Nested(SegmentSchema), required=True)


class LateUseSchema(Warned):
    """An estimate as of today; `violations` name half-years without a confirmed base rate."""

    as_of = fields.Date(required=True)
    late_use_start = fields.String(required=True)
    unused_cents = fields.Integer(required=True)
    interest_cents = fields.Integer(required=True, allow_none=True)
    receipts = fields.List(fields.Nested(ReceiptUseSchema), required=True)


@blueprint.route("/base-rates", methods=["POST"])
@access.api(Role.HEAD_OF_FINANCE)
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
        return Answer({**found, "violations": violations_as_json(result.warnings)}, 201)

    return command("propose_base_rate", run)


@blueprint.route("/base-rates/<valid_from>/confirmation", methods=["POST"])
@access.api(Role.PROGRAMME_HEAD)
@blueprint.arguments(DecisionOnly, required=False)
@blueprint.response(200, BaseRateSchema)
def confirm(_body: dict[str, Any], valid_from: str) -> Response:
    """Confirms the proposed rate: a second person compared it with the source."""
    demand_everywhere(principal(), [Role.PROGRAMME_HEAD])

    def run(session: Session) -> Answer:
        return Answer(_rate_json(confirm_base_rate(session, _day(valid_from), by=occasion())), 200)

    return command("confirm_base_rate", run)


@blueprint.route("/base-rates/<valid_from>/withdrawal", methods=["POST"])
@access.api(Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)
@blueprint.arguments(WithdrawalReason)
@blueprint.response(200, BaseRatePage)
def withdraw(body: dict[str, Any], valid_from: str) -> Response:
    """Takes a proposal back that nobody confirmed yet; answers the table as it stands."""
    demand_everywhere(principal(), [Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD])

    def run(session: Session) -> Answer:
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


@blueprint.route("/grants/<grant_id>/interest-calculations", methods=["POST"])
@access.api(*READERS)
@blueprint.arguments(NewCalculation)
@blueprint.response(200, CalculationSchema)
def calculate(body: dict[str, Any], grant_id: str) -> Response:
    """Computes interest on a principal; nothing is stored."""
    span = Span(body["principal_cents"], body["from_date"], body["to_date"])

    def run(session: Session) -> Answer:
        found = calculate_interest(
            session, grant_id, span, by=occasion(), means=means(), day_count=body["day_count"]
        )
        return Answer(_calculation_json(span, found), 200)

    return command("calculate_interest", run)


@blueprint.route("/grants/<grant_id>/late-use", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, LateUseSchema)
def late_use(grant_id: str) -> Response:
    """Estimates interest on received money that lies unused today, receipt by receipt."""
    today = local_day(occasion().now)
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        found = estimate_late_use(session, grant, today, means=means())
    return jsonify(
        as_of=today.isoformat(),
        late_use_start=found.start,
        unused_cents=found.unused_cents,
        interest_cents=None if found.missing else found.interest_cents,
        receipts=[
            {
                "received_on": one.unused.received.received_on.isoformat(),
                "amount_cents": one.unused.received.amount_cents,
                "unused_cents": one.unused.unused_cents,
                "interest_cents": None if found.missing else one.interest.cents,
                "segments": [_segment_json(each) for each in one.interest.segments],
            }
            for one in found.parts
        ],
        violations=violations_as_json(found.missing),
    )


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


def _calculation_json(span: Span, found: Calculated) -> dict[str, Any]:
    return {
        "interest_cents": found.interest.cents,
        "principal_cents": span.principal_cents,
        "day_count": found.convention.day_count,
        "segments": [_segment_json(one) for one in found.interest.segments],
        "sources": list(found.interest.sources),
    }


def _segment_json(one: Segment) -> dict[str, Any]:
    return {
        "from": one.first.isoformat(),
        "to": one.last.isoformat(),
        "days": one.days,
        "base_rate_bp": one.base_rate_bp,
        "rate_bp": one.rate_bp,
        "amount": exact_euro_text(one.exact_cents),
    }
