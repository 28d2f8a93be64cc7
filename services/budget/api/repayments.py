"""Payments on a claim for repayment: `/determinations/{determination_id}/payments`."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from contracts.roles import Role
from services.budget.api import access, command, means
from services.budget.api.expenditures_schemas import Amount
from services.budget.api.schemas import Day, EnclosedSchema
from services.budget.api.trials import foretells
from services.budget.domain.repayment_payment import NewRepaymentPayment
from services.budget.usecases.repayment_payment import record_repayment
from shared.web.access import occasion
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint

blueprint = Blueprint("budget_repayments_api", __name__, description="Gezahlte Erstattungen")


class RepaymentPaymentSchema(EnclosedSchema):
    """What was paid back; `file` is the document of the payment."""

    paid_on = Day(required=True)
    amount_cents = Amount(required=True)


class OpenClaimSchema(Schema):
    """What of the claim is not paid back yet, in cents."""

    left_cents = fields.Integer(required=True)


@blueprint.route("/determinations/<determination_id>/payments", methods=["POST"])
@access.api(Role.GRANT_OFFICER, Role.HEAD_OF_FINANCE)
@foretells(blueprint)
@blueprint.arguments(RepaymentPaymentSchema)
@blueprint.response(201, OpenClaimSchema)
def pay(body: dict[str, Any], determination_id: str) -> Response:
    """Marks a confirmed claim for repayment as paid, wholly or in part (CALL-08)."""
    new = NewRepaymentPayment(body["paid_on"], body["amount_cents"], body["file"])

    def run(session: Session) -> Answer:
        left = record_repayment(session, determination_id, new, by=occasion(), means=means())
        return Answer({"left_cents": left}, 201)

    return command("record_repayment", run)
