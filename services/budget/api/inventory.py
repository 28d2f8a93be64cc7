"""Inventar: `/grants/{grant_id}/inventory`, `/inventory-items/{item_id}`."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.api import access, budget, command, means
from services.budget.api.inventory_schemas import (
    InventoryItemChangeSchema,
    InventoryItemSchema,
    InventorySchema,
    NewInventoryItemSchema,
    item_json,
)
from services.budget.api.trials import foretells
from services.budget.domain.inventory import ItemChange, NewItem
from services.budget.store.inventory import load_item
from services.budget.store.inventory_disposal import standing_disposal
from services.budget.usecases.inventory import ItemResult, change_item, record_item
from services.budget.usecases.inventory_queries import Proposal, inventory_of, shown_item
from shared.clock import local_day
from shared.web.access import occasion
from shared.web.conditional import demand_match, etag
from shared.web.described import versioned
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.problems import violations_as_json

blueprint = Blueprint("budget_inventory_api", __name__, description="Inventar")


@blueprint.route("/grants/<grant_id>/inventory", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, InventorySchema)
def show_all(grant_id: str) -> Response:
    """All items of a grant, and released investive receipts above the threshold without one."""
    today = local_day(occasion().now)
    with budget().sessions.read() as session:
        found = inventory_of(session, grant_id, today, means=means())
    return jsonify(
        items=[
            {**item_json(one.record, one.disposal), "violations": violations_as_json(one.findings)}
            for one in found.items
        ],
        proposals=[_proposal_json(one) for one in found.proposals],
    )


@blueprint.route("/grants/<grant_id>/inventory", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(NewInventoryItemSchema)
@blueprint.response(201, InventoryItemSchema)
def record(body: dict[str, Any], grant_id: str) -> Response:
    """Takes an item into the inventory."""

    def run(session: Session) -> Answer:
        new = NewItem(**body)
        return _answer(record_item(session, grant_id, new, by=occasion(), means=means()), 201)

    return command("record_inventory_item", run)


@blueprint.route("/inventory-items/<item_id>", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, InventoryItemSchema)
@versioned
def show(item_id: str) -> Response:
    """One item as it stands."""
    with budget().sessions.read() as session:
        found = load_item(session, item_id)
        disposal = standing_disposal(session, item_id)
        shown = item_json(found, disposal)
        shown["violations"] = violations_as_json(shown_item(found, disposal).findings)
    response = jsonify(shown)
    response.headers["ETag"] = etag(found.version)
    return response


@blueprint.route("/inventory-items/<item_id>", methods=["PATCH"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(InventoryItemChangeSchema)
@blueprint.response(200, InventoryItemSchema)
def change(body: dict[str, Any], item_id: str) -> Response:
    """Writes what the item is from now on; needs If-Match with the ETag of what was seen."""

    def run(session: Session) -> Answer:
        demand_match(load_item(session, item_id).version, required=True)
        found = change_item(session, item_id, ItemChange(**body), by=occasion(), means=means())
        return _answer(found, 200)

    return command("change_inventory_item", run)


def _answer(result: ItemResult, status: int) -> Answer:
    shown = item_json(result.record)
    shown["violations"] = violations_as_json(result.warnings)
    return Answer(shown, status, result.record.version)


def _proposal_json(one: Proposal) -> dict[str, Any]:
    receipt = one.receipt
    return {
        "expenditure_id": receipt.expenditure_id,
        "number": receipt.number,
        "voucher_number": receipt.voucher_number,
        "measure_id": receipt.measure_id,
        "net_cents": receipt.net_cents,
        "vat_cents": receipt.vat_cents,
        "violations": violations_as_json([one.finding]),
    }
