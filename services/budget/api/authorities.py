"""The register of who may certify: propose, confirm, revoke, delegate."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response, jsonify
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from contracts.schema import to_payload
from services.budget.api import access, budget, command, means
from services.budget.api.schemas import (
    Cents,
    Choice,
    Day,
    Items,
    ReferencedSchema,
    StrictSchema,
    Text,
)
from services.budget.api.trials import foretells
from services.budget.domain.authority import NewAuthority, NewDelegation
from services.budget.domain.expenditure import CertificationKind
from services.budget.store.authority import Entries, entries_of
from services.budget.store.grant import load_grant
from services.budget.store.user import user_by_name
from services.budget.usecases import authority as register
from shared.clock import local_day
from shared.web.access import occasion
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint

blueprint = Blueprint("budget_authorities_api", __name__, description="Feststellungsbefugnisse")

_AUTHORITY = ("authority_id", "grant_id", "user_id", "kind", "limit_cents", "valid_from",
              "valid_to", "reference", "status", "revoked_on")  # fmt: skip
_DELEGATION = ("delegation_id", "authority_id", "grant_id", "delegate_id", "valid_from",
               "valid_to", "status", "revoked_on")  # fmt: skip


class NewAuthoritySchema(ReferencedSchema):
    """An appointment: `user` is a log-in name or id; without limit and measures it has none."""

    user = Text(80, required=True)
    kind = Choice(CertificationKind, required=True)
    limit_cents = Cents(load_default=None, allow_none=True)
    measures = Items(Text(80), 200, load_default=list)
    valid_from = Day(required=True)
    valid_to = Day(load_default=None, allow_none=True)


class NewDelegationSchema(StrictSchema):
    """A deputy for a period; `reason` stays in this service."""

    delegate = Text(80, required=True)
    valid_from = Day(required=True)
    valid_to = Day(required=True)
    reason = Text(500, required=True)


class AuthoritySchema(Schema):
    """One appointment as it stands."""

    authority_id = fields.String(required=True)
    grant_id = fields.String(required=True)
    user_id = fields.String(required=True)
    kind = fields.String(required=True)
    limit_cents = fields.Integer(required=True, allow_none=True)
    measures = fields.List(fields.String(), required=True)
    valid_from = fields.Date(required=True)
    valid_to = fields.Date(required=True, allow_none=True)
    reference = fields.String(required=True)
    file = fields.String(required=True, allow_none=True)
    status = fields.String(required=True)
    revoked_on = fields.Date(required=True, allow_none=True)


class DelegationSchema(Schema):
    """One delegation as it stands."""

    delegation_id = fields.String(required=True)
    authority_id = fields.String(required=True)
    grant_id = fields.String(required=True)
    delegate_id = fields.String(required=True)
    valid_from = fields.Date(required=True)
    valid_to = fields.Date(required=True)
    status = fields.String(required=True)
    revoked_on = fields.Date(required=True, allow_none=True)


class RegisterSchema(Schema):
    """The register of a grant; `switched_on` says whether the pack asks it."""

    switched_on = fields.Boolean(required=True)
    authorities = fields.List(fields.Nested(AuthoritySchema), required=True)
    delegations = fields.List(fields.Nested(DelegationSchema), required=True)


class RegisterQuery(StrictSchema):
    """`as_of`: only what counted on that day."""

    as_of = Day(load_default=None)


@blueprint.route("/grants/<grant_id>/certification-authorities", methods=["GET"])
@access.api(*READERS, Role.FUNCTIONAL_ADMIN)
@blueprint.arguments(RegisterQuery, location="query")
@blueprint.response(200, RegisterSchema)
def show_all(query: dict[str, Any], grant_id: str) -> Response:
    """Appointments and delegations, all or those that counted on a day."""
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        found = entries_of(session, grant_id)
    today = local_day(occasion().now)
    rules = grant.rules(means().packs, query["as_of"] or today).expenditure
    body = _register_json(found, query["as_of"])
    return jsonify({"switched_on": rules.certification_authority == "register", **body})


@blueprint.route("/grants/<grant_id>/certification-authorities", methods=["POST"])
@access.api(*register.MAY_PROPOSE)
@foretells(blueprint)
@blueprint.arguments(NewAuthoritySchema)
@blueprint.response(201, AuthoritySchema)
def propose(body: dict[str, Any], grant_id: str) -> Response:
    """Proposes an appointment; it counts once a second person confirmed it."""
    file_sha256 = body.pop("file")

    def run(session: Session) -> Answer:
        facts = {**body, "measures": tuple(body["measures"])}
        new = NewAuthority(user_id=_person(session, facts.pop("user")), **facts)
        row = register.propose_authority(
            session, grant_id, new, by=occasion(), means=means(), file_sha256=file_sha256
        )
        return Answer(_authority_json(row), 201)

    return command("propose_authority", run)


@blueprint.route("/certification-authorities/<authority_id>/confirmation", methods=["POST"])
@access.api(*register.MAY_CONFIRM)
@foretells(blueprint)
@blueprint.response(200, AuthoritySchema)
def confirm(authority_id: str) -> Response:
    """A second person puts an appointment in force."""

    def run(session: Session) -> Answer:
        row = register.confirm_authority(session, authority_id, by=occasion())
        return Answer(_authority_json(row))

    return command("confirm_authority", run)


@blueprint.route("/certification-authorities/<authority_id>/revocation", methods=["POST"])
@access.api(*register.MAY_REVOKE)
@foretells(blueprint)
@blueprint.response(200, AuthoritySchema)
def revoke(authority_id: str) -> Response:
    """Ends an appointment at once."""

    def run(session: Session) -> Answer:
        row = register.revoke_authority(session, authority_id, by=occasion())
        return Answer(_authority_json(row))

    return command("revoke_authority", run)


@blueprint.route("/certification-authorities/<authority_id>/delegations", methods=["POST"])
@access.api(*register.MAY_LEND)
@foretells(blueprint)
@blueprint.arguments(NewDelegationSchema)
@blueprint.response(201, DelegationSchema)
def delegate(body: dict[str, Any], authority_id: str) -> Response:
    """Proposes a deputy: the holder for the own authority, the administration for anybody's."""

    def run(session: Session) -> Answer:
        facts = dict(body)
        new = NewDelegation(delegate_id=_person(session, facts.pop("delegate")), **facts)
        row = register.propose_delegation(session, authority_id, new, by=occasion())
        return Answer(_delegation_json(row), 201)

    return command("propose_delegation", run)


@blueprint.route("/certification-delegations/<delegation_id>/confirmation", methods=["POST"])
@access.api(*register.MAY_CONFIRM)
@foretells(blueprint)
@blueprint.response(200, DelegationSchema)
def confirm_deputy(delegation_id: str) -> Response:
    """A second person puts a delegation in force."""

    def run(session: Session) -> Answer:
        row = register.confirm_delegation(session, delegation_id, by=occasion())
        return Answer(_delegation_json(row))

    return command("confirm_delegation", run)


@blueprint.route("/certification-delegations/<delegation_id>/revocation", methods=["POST"])
@access.api(*register.MAY_REVOKE)
@foretells(blueprint)
@blueprint.response(200, DelegationSchema)
def revoke_deputy(delegation_id: str) -> Response:
    """Ends a delegation at once."""

    def run(session: Session) -> Answer:
        row = register.revoke_delegation(session, delegation_id, by=occasion())
        return Answer(_delegation_json(row))

    return command("revoke_delegation", run)


def _person(session: Session, name: str) -> str:
    """The id behind a log-in name; an unknown one stays and is refused as holding no role."""
    known = user_by_name(session, name)
    return known.user_id if known else name


def _register_json(found: Entries, as_of: date | None) -> dict[str, Any]:
    standing = found.register
    counted = {o.authority_id for o in standing.authorities if as_of and o.stands_on(as_of)}
    lent = {o.delegation_id for o in standing.delegations if as_of and o.stands_on(as_of)}
    return {
        "authorities": [
            _authority_json(one)
            for one in found.authorities
            if as_of is None or one.authority_id in counted
        ],
        "delegations": [
            _delegation_json(one)
            for one in found.delegations
            if as_of is None or (one.delegation_id in lent and one.authority_id in counted)
        ],
    }


def _authority_json(row: register.StoredAuthority) -> dict[str, Any]:
    shown = {name: to_payload(getattr(row, name)) for name in _AUTHORITY}
    return {**shown, "measures": list(row.measures), "file": row.file_sha256}


def _delegation_json(row: register.StoredDelegation) -> dict[str, Any]:
    return {name: to_payload(getattr(row, name)) for name in _DELEGATION}
