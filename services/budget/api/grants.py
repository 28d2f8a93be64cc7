"""`/grants`: propose, confirm, list, show."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from contracts.schema import to_payload
from services.budget.api import access, budget, command, means
from services.budget.api.gates_json import gates_json
from services.budget.api.schemas import PageQuery
from services.budget.api.schemas_grants import GrantPage, GrantSchema, NewGrantSchema
from services.budget.api.trials import foretells
from services.budget.domain.grant import NewGrant
from services.budget.store.grant import GrantRecord, list_grants, load_grant
from services.budget.usecases.grant import GrantResult, confirm_grant, propose_grant
from services.budget.usecases.grant_snapshot import terms_versions
from services.budget.usecases.open_warnings import open_warnings
from shared.clock import local_day
from shared.web.access import occasion, principal
from shared.web.conditional import demand_match, etag
from shared.web.described import versioned
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.paging import decode_cursor, encode_cursor, page_response
from shared.web.problems import violations_as_json

blueprint = Blueprint("budget_grants_api", __name__, description="Zuwendungen")

GRANT_READERS = (*READERS, Role.FUNCTIONAL_ADMIN)


@blueprint.route("/grants", methods=["POST"])
@access.api(Role.FUNCTIONAL_ADMIN)
@foretells(blueprint, everywhere=True)
@blueprint.arguments(NewGrantSchema)
@blueprint.response(201, GrantSchema)
def propose(body: dict[str, Any]) -> Response:
    """Proposes a grant; it counts once the head of finance confirmed it."""

    def run(session: Session) -> Answer:
        # The route names no grant: who administers only one may propose only that one.
        principal().demand([Role.FUNCTIONAL_ADMIN], body["grant_id"])
        result = propose_grant(session, NewGrant(**body), by=occasion(), means=means())
        return _answer(session, result, 201)

    return command("propose_grant", run, Role.FUNCTIONAL_ADMIN, grant_id=body["grant_id"])


@blueprint.route("/grants/<grant_id>/confirmation", methods=["POST"])
@access.api(Role.HEAD_OF_FINANCE)
@foretells(blueprint)
@blueprint.response(200, GrantSchema)
@versioned
def confirm(grant_id: str) -> Response:
    """Confirms a proposed grant: a second person stands behind it."""

    def run(session: Session) -> Answer:
        demand_match(load_grant(session, grant_id, lock=True).version, required=False)
        result = confirm_grant(session, grant_id, by=occasion(), means=means())
        return _answer(session, result, 200)

    return command("confirm_grant", run)


@blueprint.route("/grants", methods=["GET"])
@access.api(*GRANT_READERS)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, GrantPage)
def show_all(query: dict[str, Any]) -> Response:
    """The grants the caller may see, in the order of their ids."""
    limit = query["limit"]
    after = _after(query["cursor"])
    with budget().sessions.read() as session:
        found = list_grants(
            session, only=principal().grants(GRANT_READERS), after=after, limit=limit + 1
        )
        items = [grant_json(session, one) for one in found[:limit]]
    cursor = encode_cursor(found[limit - 1].grant_id) if len(found) > limit else None
    return page_response(items, cursor)


@blueprint.route("/grants/<grant_id>", methods=["GET"])
@access.api(*GRANT_READERS)
@blueprint.response(200, GrantSchema)
@versioned
def show(grant_id: str) -> Response:
    """One grant with its terms, gates and open warnings."""
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        shown = grant_json(session, grant)
    response = jsonify(shown)
    response.headers["ETag"] = etag(grant.version)
    return response


def _after(cursor: str | None) -> str | None:
    """The grant id behind which the page begins. Raises Refused on a cursor we did not make."""
    return decode_cursor(cursor, str)[0] if cursor else None


def grant_json(session: Session, grant: GrantRecord) -> dict[str, Any]:
    """The grant as the API shows it today; figures in its warnings only for who may read them."""
    packs, today = means().packs, local_day(occasion().now)
    may_read = principal().holds(READERS, grant.grant_id)
    warnings = open_warnings(session, grant, today, means=means(), with_figures=may_read)
    terms, rules = grant.terms(today), grant.rules(packs, today)
    return {
        "grant_id": grant.grant_id,
        "programme_id": grant.programme_id,
        "title": grant.title,
        "phase": grant.phase.value,
        "status": grant.status,
        "award_notice_number": grant.award_notice_number,
        "award_date": grant.award_date.isoformat(),
        "funding_rate_bp": terms.funding_rate_bp,
        "max_eligible_cents": terms.max_eligible_cents,
        "max_grant_cents": terms.max_grant_cents,
        "period_start": terms.period_start.isoformat(),
        "period_end": terms.period_end.isoformat(),
        "earliest_contract_date": terms.earliest_contract_date.isoformat(),
        "payments_until": terms.payments_until.isoformat(),
        "rule_pack": rules.rule_pack,
        "rule_pack_version": rules.rule_pack_version,
        "rule_settings": dict(terms.rule_settings),
        "terms": to_payload(terms_versions(grant, packs)),
        "gates": gates_json(grant.gates(packs, today)),
        "violations": violations_as_json(warnings),
    }


def _answer(session: Session, result: GrantResult, status: int) -> Answer:
    return Answer(grant_json(session, result.grant), status, result.grant.version)
