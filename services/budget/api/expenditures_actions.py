"""What happens to a recorded row: payment, movements, closing, reversal."""

from __future__ import annotations

from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from contracts.roles import Role
from services.budget.api import access, command, means
from services.budget.api.expenditures_json import assessed_answer
from services.budget.api.expenditures_schemas import (
    CreditNoteSchema,
    PaymentSchema,
    ReasonSchema,
    RecordedSchema,
    RetentionReleaseSchema,
)
from services.budget.api.trials import foretells
from services.budget.domain.expenditure import Movement
from services.budget.usecases.credited_invoice import record_credited_invoice
from services.budget.usecases.expenditure_target import locked_version
from services.budget.usecases.movement import (
    close_order,
    record_retention_release,
)
from services.budget.usecases.payment import record_payment
from services.budget.usecases.reversal import reverse_expenditure
from shared.web.access import occasion
from shared.web.conditional import demand_match
from shared.web.described import versioned
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint

blueprint = Blueprint(
    "budget_expenditure_actions_api", __name__, description="Zahlung, Gutschrift, Storno"
)


@blueprint.route("/expenditures/<expenditure_id>/payment", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(PaymentSchema)
@blueprint.response(200, RecordedSchema)
@versioned
def pay(body: dict[str, Any], expenditure_id: str) -> Response:
    """Records the payment of an invoice."""

    def run(session: Session) -> Answer:
        _match(session, expenditure_id)
        one, warnings = record_payment(
            session, expenditure_id, **body, by=occasion(), means=means()
        )
        return assessed_answer(one, warnings)

    return command("record_payment", run)


@blueprint.route("/expenditures/<expenditure_id>/retention-release", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(RetentionReleaseSchema)
@blueprint.response(201, RecordedSchema)
@versioned
def release_retention(body: dict[str, Any], expenditure_id: str) -> Response:
    """Records that a part of the retention was paid; answers the movement's own row."""
    new = Movement(body["amount_cents"], body["payment_date"])

    def run(session: Session) -> Answer:
        _match(session, expenditure_id)
        one, warnings = record_retention_release(
            session, expenditure_id, new, by=occasion(), means=means()
        )
        return assessed_answer(one, warnings, 201)

    return command("record_retention_release", run)


@blueprint.route("/expenditures/<expenditure_id>/credit-note", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(CreditNoteSchema)
@blueprint.response(201, RecordedSchema)
@versioned
def credit(body: dict[str, Any], expenditure_id: str) -> Response:
    """Records a credit note, amounts positive; answers the movement's own row."""
    new = Movement(body["amount_cents"], body["date"], body["vat_cents"], body["reference"])

    def run(session: Session) -> Answer:
        _match(session, expenditure_id)
        one, warnings = record_credited_invoice(
            session, expenditure_id, new, body["invoice_id"], by=occasion(), means=means()
        )
        return assessed_answer(one, warnings, 201)

    return command("record_credit_note", run)


@blueprint.route("/expenditures/<expenditure_id>/closing", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(ReasonSchema)
@blueprint.response(200, RecordedSchema)
@versioned
def close(body: dict[str, Any], expenditure_id: str) -> Response:
    """Frees the rest of an order."""

    def run(session: Session) -> Answer:
        _match(session, expenditure_id)
        one = close_order(session, expenditure_id, body["reason"], by=occasion(), means=means())
        return assessed_answer(one)

    return command("close_order", run)


@blueprint.route("/expenditures/<expenditure_id>/reversal", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(ReasonSchema)
@blueprint.response(201, RecordedSchema)
@versioned
def reverse(body: dict[str, Any], expenditure_id: str) -> Response:
    """Reverses a row at once; answers the negative twin."""

    def run(session: Session) -> Answer:
        _match(session, expenditure_id)
        twin = reverse_expenditure(
            session, expenditure_id, body["reason"], by=occasion(), means=means()
        )
        return assessed_answer(twin, status=201)

    return command("reverse_expenditure", run)


def _match(session: Session, expenditure_id: str) -> None:
    demand_match(locked_version(session, expenditure_id), required=False)
