"""Money of others: record, list."""

from __future__ import annotations

from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.api import access, budget, command, means
from services.budget.api.schemas_grants import IncomePage, IncomeSchema, NewIncomeSchema
from services.budget.api.trials import foretells
from services.budget.domain.income import Income
from services.budget.store.grant import load_grant
from services.budget.store.income import IncomeRecord, income_records
from services.budget.usecases.income import record_income
from shared.web.access import occasion
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.paging import page_response

blueprint = Blueprint("budget_incomes_api", __name__, description="Einnahmen und Mittel Dritter")


@blueprint.route("/grants/<grant_id>/incomes", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(NewIncomeSchema)
@blueprint.response(201, IncomeSchema)
def record(body: dict[str, Any], grant_id: str) -> Response:
    """Records money received from somebody other than the funder."""

    def run(session: Session) -> Answer:
        return Answer(
            _income_json(
                record_income(session, grant_id, Income(**body), by=occasion(), means=means())
            ),
            201,
        )

    return command("record_income", run)


@blueprint.route("/grants/<grant_id>/incomes", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, IncomePage)
def show_all(grant_id: str) -> Response:
    """All incomes of a grant in the order of receipt."""
    with budget().sessions.read() as session:
        load_grant(session, grant_id)
        found = income_records(session, grant_id)
    return page_response([_income_json(one) for one in found], None)


def _income_json(record: IncomeRecord) -> dict[str, Any]:
    income = record.income
    return {
        "income_id": record.income_id,
        "source_kind": income.source_kind.value,
        "source": income.source,
        "received_on": income.received_on.isoformat(),
        "amount_cents": income.amount_cents,
        "measure_id": income.measure_id,
    }
