"""Interest computed with the confirmed base rates; nothing is stored."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from flask import Response, jsonify
from marshmallow import Schema, fields, validate
from sqlalchemy.orm import Session

from contracts.roles import READERS
from services.budget.api import access, budget, command, means
from services.budget.api.schemas import (
    REQUIRED,
    Cents,
    Day,
    StrictSchema,
    Warned,
)
from services.budget.domain.interest import Segment, Span, exact_euro_text
from services.budget.store.grant import load_grant
from services.budget.usecases.interest import Calculated, calculate_interest
from services.budget.usecases.late_use import estimate_late_use
from shared.clock import local_day
from shared.web.access import occasion
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint, DecidingValueSchema
from shared.web.problems import violations_as_json

blueprint = Blueprint("budget_interest_api", __name__, description="Zinsen")

_DAY_COUNTS: Final = ("act/365", "act/act", "30/360")


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
    """The interest with its way; rounded once, on the sum of all segments. `values` are those of
    the rule pack it was computed with."""

    interest_cents = fields.Integer(required=True)
    principal_cents = fields.Integer(required=True)
    day_count = fields.String(required=True)
    segments = fields.List(fields.Nested(SegmentSchema), required=True)
    sources = fields.List(fields.String(), required=True)
    values = fields.List(fields.Nested(DecidingValueSchema), required=True)


class ReceiptUseSchema(Schema):
    """One receipt with the interest on what lay unused of it; null while a rate is missing. What is
    claimed back (`claimed_cents`) bears the interest of the claim instead."""

    received_on = fields.Date(required=True)
    amount_cents = fields.Integer(required=True)
    claimed_cents = fields.Integer(required=True)
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
    values = fields.List(fields.Nested(DecidingValueSchema), required=True)


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
                "claimed_cents": one.unused.claimed_cents,
                "unused_cents": one.unused.unused_cents,
                "interest_cents": None if found.missing else one.interest.cents,
                "segments": [_segment_json(each) for each in one.interest.segments],
            }
            for one in found.parts
        ],
        violations=violations_as_json(found.missing),
        values=[asdict(one) for one in found.values],
    )


def _calculation_json(span: Span, found: Calculated) -> dict[str, Any]:
    return {
        "interest_cents": found.interest.cents,
        "principal_cents": span.principal_cents,
        "day_count": found.convention.day_count,
        "segments": [_segment_json(one) for one in found.interest.segments],
        "sources": list(found.interest.sources),
        "values": [asdict(one) for one in found.values],
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
