"""`/rule-packs`: the law as data, and how it changes (GOV-01)."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from marshmallow import Schema
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.api import access, budget, command, means
from services.budget.api.rulepacks_schemas import (
    AppliedRulesSchema,
    NewPackChangeSchema,
    PackChangePage,
    PackChangeSchema,
    PackPage,
    PackSchema,
    PackWithdrawalSchema,
    PreviewSchema,
)
from services.budget.api.schemas import Day, Whole
from services.budget.api.trials import foretells, is_dry_run
from services.budget.domain.pack_change import PackChange
from services.budget.domain.rulepack import Parameter, RulePack
from services.budget.domain.transition import Transition
from services.budget.store.grant import load_grant
from services.budget.store.pack_change import PackChangeRecord, load_change
from services.budget.usecases.everywhere import demand_everywhere
from services.budget.usecases.pack_change import propose_change, release_change, withdraw_change
from services.budget.usecases.pack_preview import Preview, preview_change
from services.budget.usecases.pack_queries import shown_pack, shown_packs, visible
from shared.clock import format_instant, local_day
from shared.web.access import occasion, principal
from shared.web.conditional import demand_match
from shared.web.described import versioned
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.paging import page_response

blueprint = Blueprint("budget_rulepacks_api", __name__, description="Regelpakete")

PACK_READERS = (*READERS, Role.FUNCTIONAL_ADMIN)


class PreviewQuery(Schema):
    """How many differences to answer with."""

    limit = Whole(1, 10_000, load_default=100)


class RulesQuery(Schema):
    """The day whose rules are asked for, default today."""

    as_of = Day(load_default=None)


_LINES_AHEAD = 500


@blueprint.route("/rule-packs", methods=["GET"])
@access.api(*PACK_READERS)
@blueprint.response(200, PackPage)
def show_all() -> Response:
    """All rule packs as they count, in the order of precedence."""
    with budget().sessions.read() as session:
        found = shown_packs(session, means())
    return page_response([_pack_json(one.pack) for one in found], None)


@blueprint.route("/rule-packs/<pack_id>", methods=["GET"])
@access.api(*PACK_READERS)
@blueprint.response(200, PackSchema)
def show(pack_id: str) -> Response:
    """One rule pack as it counts."""
    with budget().sessions.read() as session:
        return jsonify(_pack_json(shown_pack(session, pack_id, means()).pack))


@blueprint.route("/rule-packs/<pack_id>/changes", methods=["GET"])
@access.api(*PACK_READERS)
@blueprint.response(200, PackChangePage)
def show_changes(pack_id: str) -> Response:
    """The history of a pack: every proposal with who, when and why, newest first."""
    with budget().sessions.read() as session:
        found = shown_pack(session, pack_id, means()).changes
    return page_response([_change_json(one) for one in found], None)


@blueprint.route("/rule-packs/<pack_id>/changes", methods=["POST"])
@access.api(Role.FUNCTIONAL_ADMIN)
@foretells(blueprint, everywhere=True)
@blueprint.arguments(NewPackChangeSchema)
@blueprint.response(201, PackChangeSchema)
def propose(body: dict[str, Any], pack_id: str) -> Response:
    """Proposes a change; it counts once the head of finance released it."""
    change = PackChange(
        pack_id=pack_id,
        valid_from=body["valid_from"],
        parameters=tuple(
            Parameter(**{**one, "rules": tuple(one["rules"])}) for one in body["parameters"]
        ),
        transitions=tuple(Transition(**one) for one in body["transitions"]),
    )

    def run(session: Session) -> Answer:
        demand_everywhere(principal(), [Role.FUNCTIONAL_ADMIN])
        record = propose_change(session, change, body["reason"], by=occasion(), means=means())
        return Answer(_change_json(record), 201, record.version)

    return command("propose_pack_change", run, Role.FUNCTIONAL_ADMIN)


@blueprint.route("/rule-pack-changes/<change_id>", methods=["GET"])
@access.api(*PACK_READERS)
@blueprint.response(200, PackChangeSchema)
def show_change(change_id: str) -> Response:
    """One change."""
    with budget().sessions.read() as session:
        return jsonify(_change_json(load_change(session, change_id)))


@blueprint.route("/rule-pack-changes/<change_id>/preview", methods=["GET"])
@access.api(*PACK_READERS)
@blueprint.arguments(PreviewQuery, location="query")
@blueprint.response(200, PreviewSchema)
def preview(query: dict[str, Any], change_id: str) -> Response:
    """Every figure and state the change would change on its first day; writes nothing.

    The administration sees what would change where, without the values of grants.
    """
    with budget().sessions.read() as session:
        record = load_change(session, change_id)
        found = preview_change(session, record, by=occasion(), means=means())
    return jsonify(_preview_json(found, query["limit"]))


@blueprint.route("/rule-pack-changes/<change_id>/release", methods=["POST"])
@access.api(Role.HEAD_OF_FINANCE)
@foretells(blueprint, everywhere=True)
@blueprint.response(200, PackChangeSchema)
@versioned
def release(change_id: str) -> Response:
    """Puts a change in force; every grant it concerns is assessed anew. With `dry_run=true` the
    answer has the `preview` of that, up to 500 lines of it."""

    def run(session: Session) -> Answer:
        demand_everywhere(principal(), [Role.HEAD_OF_FINANCE])
        proposed = load_change(session, change_id, lock=True)
        demand_match(proposed.version, required=False)
        ahead = _ahead(session, proposed) if is_dry_run() else {}
        record = release_change(session, change_id, by=occasion(), means=means())
        return Answer({**_change_json(record), **ahead}, 200, record.version)

    return command("release_pack_change", run, Role.HEAD_OF_FINANCE)


@blueprint.route("/rule-pack-changes/<change_id>/withdrawal", methods=["POST"])
@access.api(Role.FUNCTIONAL_ADMIN, Role.HEAD_OF_FINANCE)
@foretells(blueprint, everywhere=True)
@blueprint.arguments(PackWithdrawalSchema)
@blueprint.response(200, PackChangeSchema)
def withdraw(body: dict[str, Any], change_id: str) -> Response:
    """Takes a proposal off the table before its release."""

    def run(session: Session) -> Answer:
        demand_everywhere(principal(), [Role.FUNCTIONAL_ADMIN, Role.HEAD_OF_FINANCE])
        record = withdraw_change(session, change_id, body["reason"], by=occasion(), means=means())
        return Answer(_change_json(record), 200, record.version)

    return command("withdraw_pack_change", run, Role.FUNCTIONAL_ADMIN, Role.HEAD_OF_FINANCE)


@blueprint.route("/grants/<grant_id>/rules", methods=["GET"])
@access.api(*PACK_READERS)
@blueprint.arguments(RulesQuery, location="query")
@blueprint.response(200, AppliedRulesSchema)
def rules_of_grant(query: dict[str, Any], grant_id: str) -> Response:
    """Every value that applies to a grant on a day, and which source it came from."""
    day = query["as_of"] or local_day(occasion().now)
    with budget().sessions.read() as session:
        rules = load_grant(session, grant_id).rules(means().packs, day)
    values = rules.values()
    items = [
        {
            "key": key,
            "value": values[key],
            "level": rules.levels[key].value,
            "citation": rules.citations[key],
        }
        for key in sorted(values)
    ]
    head = {"rule_pack": rules.rule_pack, "rule_pack_version": rules.rule_pack_version}
    return jsonify(as_of=day.isoformat(), **head, items=items)


def _pack_json(pack: RulePack) -> dict[str, Any]:
    number = pack.release_on(local_day(occasion().now))
    return {
        "pack_id": pack.id,
        "version": f"{pack.version}+{number}" if number else pack.version,
        "title": pack.title,
        "source": pack.source,
        "level": pack.level.value,
        "selectable": pack.selectable,
        "extends": list(pack.extends),
        "parameters": [_parameter_json(one) for one in pack.parameters],
        "transitions": [_transition_json(one) for one in pack.transitions],
        "inactive": [
            {"rule": one.rule, "reason": one.reason, "citation": one.citation}
            for one in pack.inactive
        ],
        "without_value": list(pack.without_value),
    }


def _change_json(record: PackChangeRecord) -> dict[str, Any]:
    change = record.change
    released_at = record.released_at
    return {
        "change_id": record.change_id,
        "pack_id": change.pack_id,
        "status": record.status,
        "number": change.number or None,
        "valid_from": change.valid_from.isoformat(),
        "counts_from": change.counts_from.isoformat(),
        "reason": record.reason,
        "created_by": record.created_by,
        "created_at": format_instant(record.created_at),
        "released_by": record.released_by,
        "released_at": format_instant(released_at) if released_at else None,
        "withdrawal_reason": record.withdrawal_reason,
        "parameters": [_parameter_json(one) for one in change.parameters],
        "transitions": [_transition_json(one) for one in change.transitions],
        "violations": [],
    }


def _parameter_json(one: Parameter) -> dict[str, Any]:
    return {
        "key": one.key,
        "value": one.value,
        "rules": list(one.rules),
        "citation": one.citation,
        "confidence": one.confidence,
        "overridable": one.overridable,
        "own": bool(one.own),
        "valid_from": one.valid_from.isoformat() if one.valid_from else None,
        "valid_to": one.valid_to.isoformat() if one.valid_to else None,
    }


def _transition_json(one: Transition) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "warn_until": one.warn_until.isoformat(),
        "citation": one.citation,
    }


def _ahead(session: Session, proposed: PackChangeRecord) -> dict[str, Any]:
    """What the worker would find after a release: only the preview knows, a release assesses
    nothing itself."""
    found = preview_change(session, proposed, by=occasion(), means=means())
    return {"preview": _preview_json(found, _LINES_AHEAD)}


def _preview_json(found: Preview, limit: int) -> dict[str, Any]:
    shown = visible(found.differences, principal())
    return {
        "on": found.on.isoformat(),
        "grants": found.grants,
        "count": len(shown),
        "items": [
            {
                "grant_id": one.grant_id,
                "number": one.number,
                "figure": one.figure,
                "old": one.old,
                "new": one.new,
                "masked": one.masked,
            }
            for one in shown[:limit]
        ],
    }
