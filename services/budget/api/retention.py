"""Aufbewahrung: `/grants/{grant_id}/retention`, read tests, resolutions on annual accounts."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.api import access, budget, command, means
from services.budget.api.deletions import DeletionSchema, HoldSchema, deletion_json, hold_json
from services.budget.api.schemas import Day, DecisionOnly, StrictSchema, Text, Whole
from services.budget.api.trials import foretells
from services.budget.store.annual_accounts import (
    Resolution,
    resolutions,
    waiting_resolutions,
)
from services.budget.store.grant import load_grant
from services.budget.usecases.annual_accounts import (
    adopt_annual_accounts,
    confirm_annual_accounts,
    year_of,
)
from services.budget.usecases.everywhere import demand_everywhere
from services.budget.usecases.read_test import documents_to_read, read_documents, record_read_test
from services.budget.usecases.retention import KeptGroup
from services.budget.usecases.retention_queries import retention_of
from shared.web.access import occasion, principal
from shared.web.advice import RuledSchema, rule_as_json
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint, DecidingValueSchema
from shared.web.problems import values_as_json

blueprint = Blueprint("budget_retention_api", __name__, description="Aufbewahrung")

_CONFIRMERS = (Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)


class ResolutionSchema(StrictSchema):
    """The council's resolution on the annual accounts of a budget year."""

    budget_year = Whole(2000, 2099, required=True)
    resolved_on = Day(required=True)
    reference = Text(200, required=True)


class ResolutionsSchema(Schema):
    """Resolutions that count, and those that wait for a second person; oldest year first."""

    items = fields.List(fields.Nested(ResolutionSchema), required=True)
    waiting = fields.List(fields.Nested(ResolutionSchema), required=True)


class KeptGroupSchema(RuledSchema):
    """Documents of one sort and year; `kept_until` is null while the period has not begun."""

    label = fields.String(required=True)
    budget_year = fields.Integer(required=True)
    files = fields.Integer(required=True)
    kept_until = fields.Date(required=True, allow_none=True)
    text = fields.String(required=True)
    erased = fields.Boolean(required=True)
    values = fields.List(fields.Nested(DecidingValueSchema))


class ReadTestSchema(Schema):
    """What a read test found."""

    files = fields.Integer(required=True)
    size_bytes = fields.Integer(required=True)
    missing_count = fields.Integer(required=True)
    damaged_count = fields.Integer(required=True)


class RetentionSchema(Schema):
    """How long what stays, and what was done about it."""

    items = fields.List(fields.Nested(KeptGroupSchema), required=True)
    holds = fields.List(fields.Nested(HoldSchema), required=True)
    deletions = fields.List(fields.Nested(DeletionSchema), required=True)
    read_test = fields.Nested(ReadTestSchema, required=True, allow_none=True)
    next_read_test_on = fields.Date(required=True, allow_none=True)


@blueprint.route("/grants/<grant_id>/retention", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, RetentionSchema)
def show(grant_id: str) -> Response:
    """The documents of a grant by sort and year, each with the rule that keeps them longest."""
    with budget().sessions.read() as session:
        found = retention_of(session, grant_id, by=occasion(), means=means())
    return jsonify(
        items=[_group_json(one) for one in found.groups],
        holds=[hold_json(one) for one in found.holds],
        deletions=[deletion_json(one) for one in found.deletions],
        read_test=_read_test_json(found.read_test) if found.read_test else None,
        next_read_test_on=(
            found.next_read_test_on.isoformat() if found.next_read_test_on else None
        ),
    )


@blueprint.route("/annual-accounts", methods=["POST"])
@access.api(Role.HEAD_OF_FINANCE)
@foretells(blueprint, everywhere=True)
@blueprint.arguments(ResolutionSchema)
@blueprint.response(201, ResolutionsSchema)
def adopt(body: dict[str, Any]) -> Response:
    """Notes the council's resolution, from which municipal periods count once another person
    confirmed it; it concerns every grant."""
    demand_everywhere(principal(), [Role.HEAD_OF_FINANCE])

    def run(session: Session) -> Answer:
        adopt_annual_accounts(session, Resolution(**body), by=occasion())
        return Answer(_resolutions_json(session), 201)

    return command("adopt_annual_accounts", run)


@blueprint.route("/annual-accounts/<budget_year>/confirmation", methods=["POST"])
@access.api(*_CONFIRMERS)
@foretells(blueprint, everywhere=True)
@blueprint.arguments(DecisionOnly, required=False)
@blueprint.response(200, ResolutionsSchema)
def confirm(_body: dict[str, Any], budget_year: str) -> Response:
    """Makes the waiting resolution count, by a second person."""
    demand_everywhere(principal(), _CONFIRMERS)

    def run(session: Session) -> Answer:
        confirm_annual_accounts(session, year_of(budget_year), by=occasion())
        return Answer(_resolutions_json(session))

    return command("confirm_annual_accounts", run)


@blueprint.route("/grants/<grant_id>/read-tests", methods=["POST"])
@access.api(Role.GRANT_OFFICER, Role.AUDITOR, Role.SERVICE_ACCOUNT)
@foretells(blueprint)
@blueprint.arguments(DecisionOnly, required=False)
@blueprint.response(201, ReadTestSchema)
def read_test(_body: dict[str, Any], grant_id: str) -> Response:
    """Reads every stored document of the grant again and compares its hash."""
    with budget().sessions.read() as session:
        load_grant(session, grant_id)
        named, erased = documents_to_read(session, grant_id)
    result = read_documents(means().files, named, erased)

    def run(session: Session) -> Answer:
        row = record_read_test(session, grant_id, result, by=occasion())
        return Answer(_read_test_json(row), 201)

    return command("record_read_test", run)


def _resolutions_json(session: Session) -> dict[str, Any]:
    waiting = [one.resolution for one in waiting_resolutions(session).values()]
    return {
        "items": [_resolution_json(one) for one in resolutions(session).values()],
        "waiting": [_resolution_json(one) for one in waiting],
    }


def _resolution_json(one: Resolution) -> dict[str, Any]:
    return {**vars(one), "resolved_on": one.resolved_on.isoformat()}


def _group_json(one: KeptGroup) -> dict[str, Any]:
    until = one.keeping.until
    return {
        "label": one.label,
        "budget_year": one.budget_year,
        "files": one.files,
        **rule_as_json(one.keeping.rule),
        "kept_until": until.isoformat() if until else None,
        "text": one.keeping.text,
        "erased": one.erased,
        **values_as_json(one.keeping.values),
    }


def _read_test_json(found: Any) -> dict[str, Any]:
    names = ("files", "size_bytes", "missing_count", "damaged_count")
    return {name: getattr(found, name) for name in names}
