"""Haushaltsjahre: `/grants/{grant_id}/budget-years`, and the authorisations they rest on."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from contracts.roles import COUNCIL_READERS, READERS, Role
from services.budget.api import access, budget, command, means
from services.budget.api.expenditures_schemas import ReasonSchema
from services.budget.api.schemas import Choice, Day, StrictSchema, Text, Warned, Whole
from services.budget.api.trials import foretells
from services.budget.domain.authorisation import Authorisation, AuthorisationKind, Nature
from services.budget.store.authorisation import authorisation_records
from services.budget.store.grant import load_grant
from services.budget.usecases.authorisation import (
    AuthorisationResult,
    propose_authorisation,
    release_authorisation,
    withdraw_authorisation,
)
from services.budget.usecases.budget_year import BudgetYear, budget_years_for
from shared.clock import local_day
from shared.money import MAX_CENTS
from shared.web.access import occasion, principal
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.paging import page_response
from shared.web.problems import violations_as_json

blueprint = Blueprint("budget_years_api", __name__, description="Haushaltsjahre")


class BudgetYearsQuery(StrictSchema):
    """The day; today by default."""

    as_of = Day(load_default=None)


class NewAuthorisationSchema(StrictSchema):
    """An appropriation, or a transfer out of `budget_year` into the next."""

    budget_year = Whole(2000, 2099, required=True)
    nature = Choice(Nature, required=True)
    kind = Choice(AuthorisationKind, required=True)
    amount_cents = Whole(-MAX_CENTS, MAX_CENTS, required=True)
    reference = Text(200, shortest=1, required=True)
    reason = Text(2000, required=True)


class AuthorisationSchema(Warned):
    """An authorisation and how far its release is."""

    authorisation_id = fields.String(required=True)
    grant_id = fields.String(required=True)
    status = fields.String(required=True)
    budget_year = fields.Integer(required=True)
    nature = fields.String(required=True)
    kind = fields.String(required=True)
    amount_cents = fields.Integer(required=True)
    reference = fields.String(required=True)
    reason = fields.String(required=True)
    created_by = fields.String(required=True)
    released_by = fields.String(required=True, allow_none=True)
    released_on = fields.Date(required=True, allow_none=True)
    withdrawal_reason = fields.String(required=True, allow_none=True)


class AuthorisationPage(Schema):
    """All authorisations of a grant in the order they were entered."""

    items = fields.List(fields.Nested(AuthorisationSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class BudgetYearSchema(Warned):
    """Sums of one budget year, consumptive and investive apart; for the council null where a sum
    would tell the pay of fewer persons than the rule pack allows (PERS-06). `violations` say why a
    year has nothing available that nobody released an appropriation for."""

    budget_year = fields.Integer(required=True)
    nature = fields.String(required=True)
    appropriation_cents = fields.Integer(required=True)
    transferred_in_cents = fields.Integer(required=True)
    spent_cents = fields.Integer(required=True, allow_none=True)
    committed_cents = fields.Integer(required=True, allow_none=True)
    transferred_out_cents = fields.Integer(required=True)
    available_cents = fields.Integer(required=True, allow_none=True)
    transferable_cents = fields.Integer(required=True, allow_none=True)


class BudgetYearsSchema(Schema):
    """All budget years of a grant as of a day."""

    as_of = fields.Date(required=True)
    years = fields.List(fields.Nested(BudgetYearSchema), required=True)


@blueprint.route("/grants/<grant_id>/budget-years", methods=["GET"])
@access.api(*COUNCIL_READERS)
@blueprint.arguments(BudgetYearsQuery, location="query")
@blueprint.response(200, BudgetYearsSchema)
def show(query: dict[str, Any], grant_id: str) -> Response:
    """The budget years as of a day, with what was known by now (§ 22 KomHVO NRW)."""
    as_of = query["as_of"] or local_day(budget().clock.now())
    with budget().sessions.read() as session:
        years = budget_years_for(session, grant_id, principal(), as_of, means=means())
    return jsonify({"as_of": as_of.isoformat(), "years": [_year_json(one) for one in years]})


@blueprint.route("/grants/<grant_id>/authorisations", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, AuthorisationPage)
def show_all(grant_id: str) -> Response:
    """All authorisations of a grant in the order they were entered."""
    with budget().sessions.read() as session:
        load_grant(session, grant_id)
        found = authorisation_records(session, grant_id)
    return page_response([_json(AuthorisationResult(one)) for one in found], None)


@blueprint.route("/grants/<grant_id>/authorisations", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(NewAuthorisationSchema)
@blueprint.response(201, AuthorisationSchema)
def propose(body: dict[str, Any], grant_id: str) -> Response:
    """Enters an appropriation or proposes a transfer; it counts once a second person releases."""
    new = Authorisation(**body)

    def run(session: Session) -> Answer:
        result = propose_authorisation(session, grant_id, new, by=occasion(), means=means())
        return Answer(_json(result), 201)

    return command("propose_authorisation", run)


@blueprint.route("/authorisations/<authorisation_id>/release", methods=["POST"])
@access.api(Role.HEAD_OF_FINANCE)
@foretells(blueprint)
@blueprint.response(200, AuthorisationSchema)
def release(authorisation_id: str) -> Response:
    """Makes it count, by a second person."""

    def run(session: Session) -> Answer:
        result = release_authorisation(session, authorisation_id, by=occasion(), means=means())
        return Answer(_json(result), 200)

    return command("release_authorisation", run)


@blueprint.route("/authorisations/<authorisation_id>/withdrawal", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(ReasonSchema)
@blueprint.response(200, AuthorisationSchema)
def withdraw(body: dict[str, Any], authorisation_id: str) -> Response:
    """Takes back what nobody released yet."""

    def run(session: Session) -> Answer:
        result = withdraw_authorisation(session, authorisation_id, body["reason"], by=occasion())
        return Answer(_json(result), 200)

    return command("withdraw_authorisation", run)


def _json(result: AuthorisationResult) -> dict[str, Any]:
    record = result.record
    one = record.authorisation
    return {
        "authorisation_id": record.authorisation_id,
        "grant_id": record.grant_id,
        "status": record.status,
        "budget_year": one.budget_year,
        "nature": one.nature.value,
        "kind": one.kind.value,
        "amount_cents": one.amount_cents,
        "reference": one.reference,
        "reason": one.reason,
        "created_by": record.created_by,
        "released_by": record.released_by,
        "released_on": record.released_on.isoformat() if record.released_on else None,
        "withdrawal_reason": record.withdrawal_reason,
        "violations": violations_as_json(result.warnings),
    }


def _year_json(one: BudgetYear) -> dict[str, Any]:
    figures = one.figures
    used = {
        "spent_cents": figures.spent_cents,
        "committed_cents": figures.committed_cents,
        "available_cents": figures.available_cents,
        "transferable_cents": one.transferable_cents,
    }
    return {
        "budget_year": figures.budget_year,
        "nature": one.nature.value,
        "appropriation_cents": figures.appropriation_cents,
        "transferred_in_cents": figures.transferred_in_cents,
        "transferred_out_cents": figures.transferred_out_cents,
        **(dict.fromkeys(used) if one.is_hidden else used),
        "violations": violations_as_json(one.violations),
    }
