"""Abgänge: `/inventory-items/{item_id}/disposals`, `/inventory-disposals/{disposal_id}/…`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, jsonify
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.api import access, budget, command, means
from services.budget.api.inventory_schemas import (
    DisposalConsentSchema,
    DisposalSchema,
    DisposalWithdrawalSchema,
    NewDisposalSchema,
    disposal_json,
)
from services.budget.api.schemas import DecisionOnly
from services.budget.api.trials import foretells
from services.budget.domain.inventory_disposal import NewDisposal
from services.budget.store.inventory import load_item
from services.budget.store.inventory_disposal import load_disposal
from services.budget.usecases.inventory_disposal import (
    DisposalResult,
    file_consent,
    propose_disposal,
    release_disposal,
    withdraw_disposal,
)
from shared.web.access import occasion
from shared.web.conditional import demand_match, etag
from shared.web.described import versioned
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.problems import violations_as_json

blueprint = Blueprint("budget_disposals_api", __name__, description="Abgänge des Inventars")


@blueprint.route("/inventory-items/<item_id>/disposals", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(NewDisposalSchema)
@blueprint.response(201, DisposalSchema)
def propose(body: dict[str, Any], item_id: str) -> Response:
    """Proposes a disposal; within the binding period the funder is to be told."""

    def run(session: Session) -> Answer:
        new = NewDisposal(**body)
        found = propose_disposal(session, item_id, new, by=occasion(), means=means())
        return _answer(session, found, 201)

    return command("propose_disposal", run)


@blueprint.route("/inventory-disposals/<disposal_id>", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, DisposalSchema)
@versioned
def show(disposal_id: str) -> Response:
    """One disposal."""
    with budget().sessions.read() as session:
        found = load_disposal(session, disposal_id)
        response = jsonify(disposal_json(load_item(session, found.item_id), found))
    response.headers["ETag"] = etag(found.version)
    return response


@blueprint.route("/inventory-disposals/<disposal_id>/consent", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(DisposalConsentSchema)
@blueprint.response(200, DisposalSchema)
@versioned
def consent(body: dict[str, Any], disposal_id: str) -> Response:
    """Keeps the funder's consent."""
    reference, sha256 = body["consent_reference"], body["consent_sha256"]
    return _step(
        "file_consent",
        disposal_id,
        lambda session: file_consent(
            session, disposal_id, reference, sha256, by=occasion(), means=means()
        ),
    )


@blueprint.route("/inventory-disposals/<disposal_id>/release", methods=["POST"])
@access.api(Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)
@foretells(blueprint)
@blueprint.arguments(DecisionOnly, required=False)
@blueprint.response(200, DisposalSchema)
@versioned
def release(_body: dict[str, Any], disposal_id: str) -> Response:
    """Takes the item out of the inventory, by a second person."""
    return _step(
        "release_disposal",
        disposal_id,
        lambda session: release_disposal(session, disposal_id, by=occasion(), means=means()),
    )


@blueprint.route("/inventory-disposals/<disposal_id>/withdrawal", methods=["POST"])
@access.api(Role.GRANT_OFFICER, Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)
@foretells(blueprint)
@blueprint.arguments(DisposalWithdrawalSchema)
@blueprint.response(200, DisposalSchema)
@versioned
def withdraw(body: dict[str, Any], disposal_id: str) -> Response:
    """Takes a proposal back."""
    return _step(
        "withdraw_disposal",
        disposal_id,
        lambda session: withdraw_disposal(session, disposal_id, body["reason"], by=occasion()),
    )


def _step(name: str, disposal_id: str, act: Callable[[Session], DisposalResult]) -> Response:
    """One step of a disposal; an If-Match that came with it is compared."""

    def run(session: Session) -> Answer:
        demand_match(load_disposal(session, disposal_id).version, required=False)
        return _answer(session, act(session), 200)

    return command(name, run)


def _answer(session: Session, result: DisposalResult, status: int) -> Answer:
    shown = disposal_json(load_item(session, result.record.item_id), result.record)
    shown["violations"] = violations_as_json(result.warnings)
    return Answer(shown, status, result.record.version)
