"""The contract of a procurement file: its changes, the delivery, penalties."""

from __future__ import annotations

from typing import Any

from flask import Response

from contracts.roles import Role
from services.budget.api import access, means
from services.budget.api.procurements import act
from services.budget.api.procurements_json import ProcurementSchema
from services.budget.api.procurements_schemas import (
    ClaimSchema,
    ContractChangeSchema,
    DeliverySchema,
)
from services.budget.api.trials import foretells
from services.budget.domain.procurement_entry import Changed, Claimed, Delivered
from services.budget.usecases.procurement_contract import (
    change_contract,
    claim_penalty,
    record_delivery,
)
from shared.web.access import occasion
from shared.web.described import versioned
from shared.web.openapi import Blueprint

blueprint = Blueprint("budget_procurement_contract_api", __name__, description="Vergabeakten")


@blueprint.route("/procurements/<procurement_id>/changes", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(ContractChangeSchema)
@blueprint.response(200, ProcurementSchema)
@versioned
def change(body: dict[str, Any], procurement_id: str) -> Response:
    """Records a change of the contract; the file is to be completed and released again."""
    new = Changed(**body)
    return act(
        "change_contract",
        procurement_id,
        lambda session: change_contract(session, procurement_id, new, by=occasion(), means=means()),
    )


@blueprint.route("/procurements/<procurement_id>/delivery", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(DeliverySchema)
@blueprint.response(200, ProcurementSchema)
@versioned
def deliver(body: dict[str, Any], procurement_id: str) -> Response:
    """Records the delivery."""
    new = Delivered(**body)
    return act(
        "record_delivery",
        procurement_id,
        lambda session: record_delivery(session, procurement_id, new, by=occasion(), means=means()),
    )


@blueprint.route("/procurements/<procurement_id>/penalties", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(ClaimSchema)
@blueprint.response(200, ProcurementSchema)
@versioned
def claim(body: dict[str, Any], procurement_id: str) -> Response:
    """Claims a penalty and deducts it from the cost, as a credit note of the expenditure."""
    reference = body.pop("reference")
    new = Claimed(**body)
    return act(
        "claim_penalty",
        procurement_id,
        lambda session: claim_penalty(
            session, procurement_id, new, reference, by=occasion(), means=means()
        ),
    )
