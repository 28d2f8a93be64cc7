"""Löschsperren und Löschungen: `/grants/{grant_id}/legal-holds`, `/grants/{grant_id}/deletions`."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from contracts.roles import Role
from contracts.schema import to_payload
from services.budget.api import access, command, means
from services.budget.api.schemas import DecisionOnly, StrictSchema, Text
from services.budget.api.trials import foretells
from services.budget.store.deletion import DeletionRecord, load_deletion
from services.budget.store.retention import HoldRecord, load_hold
from services.budget.usecases.deletion import (
    propose_deletion,
    release_deletion,
    withdraw_deletion,
)
from services.budget.usecases.legal_hold import lift_hold, set_hold
from shared.web.access import occasion
from shared.web.advice import RuledSchema, rule_as_json
from shared.web.conditional import demand_match
from shared.web.described import versioned
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint

blueprint = Blueprint("budget_deletions_api", __name__, description="Löschsperren und Löschungen")

_HEADS = (Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)


class RetentionReasonSchema(StrictSchema):
    """Why it is done."""

    reason = Text(1000, required=True)


class HoldSchema(Schema):
    """A hold; it stands while `lifted_by` is null."""

    hold_id = fields.String(required=True)
    reason = fields.String(required=True)
    set_by = fields.String(required=True)
    lifted_by = fields.String(required=True, allow_none=True)
    lift_reason = fields.String(required=True, allow_none=True)


class DeletableSchema(RuledSchema):
    """One document to be deleted, with the period that ended."""

    sha256 = fields.String(required=True)
    kind = fields.String(required=True)
    object = fields.String(required=True)
    kept_until = fields.Date(required=True)


class DeletionSchema(Schema):
    """A deletion; `status` is `proposed`, `released` or `withdrawn`."""

    deletion_id = fields.String(required=True)
    status = fields.String(required=True)
    reason = fields.String(required=True)
    files = fields.List(fields.Nested(DeletableSchema), required=True)
    proposed_by = fields.String(required=True)
    released_by = fields.String(required=True, allow_none=True)


@blueprint.route("/grants/<grant_id>/legal-holds", methods=["POST"])
@access.api(Role.GRANT_OFFICER, Role.AUDITOR, *_HEADS)
@foretells(blueprint)
@blueprint.arguments(RetentionReasonSchema)
@blueprint.response(201, HoldSchema)
def hold(body: dict[str, Any], grant_id: str) -> Response:
    """Keeps everything of the grant while an audit, objection or lawsuit is open."""

    def run(session: Session) -> Answer:
        return _held(set_hold(session, grant_id, body["reason"], by=occasion()), 201)

    return command("set_hold", run)


@blueprint.route("/legal-holds/<hold_id>/lifting", methods=["POST"])
@access.api(Role.AUDITOR, *_HEADS)
@foretells(blueprint)
@blueprint.arguments(RetentionReasonSchema)
@blueprint.response(200, HoldSchema)
@versioned
def lift(body: dict[str, Any], hold_id: str) -> Response:
    """Ends a hold, by another person than set it."""

    def run(session: Session) -> Answer:
        demand_match(load_hold(session, hold_id).version, required=False)
        return _held(lift_hold(session, hold_id, body["reason"], by=occasion()), 200)

    return command("lift_hold", run)


@blueprint.route("/grants/<grant_id>/deletions", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(RetentionReasonSchema)
@blueprint.response(201, DeletionSchema)
def propose(body: dict[str, Any], grant_id: str) -> Response:
    """Proposes all documents whose retention ended."""

    def run(session: Session) -> Answer:
        found = propose_deletion(session, grant_id, body["reason"], by=occasion(), means=means())
        return _deleted(found, 201)

    return command("propose_deletion", run)


@blueprint.route("/deletions/<deletion_id>/release", methods=["POST"])
@access.api(*_HEADS)
@blueprint.arguments(DecisionOnly, required=False)
@blueprint.response(200, DeletionSchema)
@versioned
def release(_body: dict[str, Any], deletion_id: str) -> Response:
    """Erases the proposed documents, by a second person."""

    def run(session: Session) -> Answer:
        demand_match(load_deletion(session, deletion_id).version, required=False)
        return _deleted(release_deletion(session, deletion_id, by=occasion(), means=means()), 200)

    return command("release_deletion", run)


@blueprint.route("/deletions/<deletion_id>/withdrawal", methods=["POST"])
@access.api(Role.GRANT_OFFICER, *_HEADS)
@foretells(blueprint)
@blueprint.arguments(RetentionReasonSchema)
@blueprint.response(200, DeletionSchema)
@versioned
def withdraw(body: dict[str, Any], deletion_id: str) -> Response:
    """Takes a proposal back."""

    def run(session: Session) -> Answer:
        demand_match(load_deletion(session, deletion_id).version, required=False)
        found = withdraw_deletion(session, deletion_id, body["reason"], by=occasion())
        return _deleted(found, 200)

    return command("withdraw_deletion", run)


def hold_json(one: HoldRecord) -> dict[str, Any]:
    """A hold as the API shows it."""
    names = ("hold_id", "reason", "set_by", "lifted_by", "lift_reason")
    return {name: getattr(one, name) for name in names}


def deletion_json(one: DeletionRecord) -> dict[str, Any]:
    """A deletion as the API shows it."""
    names = ("deletion_id", "status", "reason", "proposed_by", "released_by")
    files = [{**to_payload(each), **rule_as_json(each.rule)} for each in one.files]
    return {**{name: getattr(one, name) for name in names}, "files": files}


def _held(one: HoldRecord, status: int) -> Answer:
    return Answer(hold_json(one), status, one.version)


def _deleted(one: DeletionRecord, status: int) -> Answer:
    return Answer(deletion_json(one), status, one.version)
