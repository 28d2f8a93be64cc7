"""`/rules`: the rule register with proofs and the values in force."""

from __future__ import annotations

from typing import Any, Final

from flask import Response, jsonify

from contracts.roles import READERS, Role
from services.budget.api import access, budget, means
from services.budget.api.rules_schemas import OneRuleSchema, RulePage, RuleQuery
from services.budget.domain.rulepack import Outranked
from services.budget.usecases.rule_queries import (
    GrantValues,
    ShownRule,
    rules_found,
    show_rule,
    shown_rules,
    values_per_grant,
)
from shared.clock import local_day
from shared.web.access import occasion, principal
from shared.web.openapi import Blueprint
from shared.web.paging import decode_cursor, encode_cursor, page_response

blueprint = Blueprint("budget_rules_api", __name__, description="Regelverzeichnis")

RULE_READERS: Final = (*READERS, Role.FUNCTIONAL_ADMIN)


@blueprint.route("/rules", methods=["GET"])
@access.api(*RULE_READERS)
@blueprint.arguments(RuleQuery, location="query")
@blueprint.response(200, RulePage)
def show_all(query: dict[str, Any]) -> Response:
    """The rules in the order of their ids."""
    found = rules_found(query.get("family"), query.get("active"), query.get("q"))
    found.sort(key=lambda one: one.id)
    if query["cursor"]:
        after = decode_cursor(query["cursor"], str)[0]
        found = [one for one in found if one.id > after]
    limit = query["limit"]
    cursor = encode_cursor(found[limit - 1].id) if len(found) > limit else None
    return page_response([rule_json(one) for one in shown_rules(found[:limit])], cursor)


@blueprint.route("/rules/<rule_id>", methods=["GET"])
@access.api(*RULE_READERS)
@blueprint.response(200, OneRuleSchema)
def show(rule_id: str) -> Response:
    """One rule with the values that it reads today for each grant the caller may see."""
    shown = show_rule(rule_id)
    with budget().sessions.read() as session:
        found = values_per_grant(
            session,
            rule_id,
            only=principal().grants(RULE_READERS),
            means=means(),
            today=local_day(occasion().now),
        )
    values = [value for one in found for value in _values_json(one)]
    return jsonify({**rule_json(shown), "values": values})


def rule_json(shown: ShownRule) -> dict[str, Any]:
    """A rule as the API shows it."""
    one = shown.rule
    return {
        "id": one.id,
        "family": one.family,
        "title": one.title,
        "citation": one.citation,
        "confidence": one.confidence,
        "active": one.active,
        "inactive": shown.inactive,
        "decided_in": list(one.decided_in),
        "packs": list(shown.packs),
        "proofs": [
            {
                "file": proof.file,
                "name": proof.name,
                "passed": proof.result.passed if proof.result else None,
                "at": proof.result.at if proof.result else None,
                "is_of_this_edition": proof.result.is_of_this_edition if proof.result else None,
            }
            for proof in shown.proofs
        ],
    }


def _values_json(one: GrantValues) -> list[dict[str, Any]]:
    return [
        {
            "grant_id": one.grant.grant_id,
            "key": value.key,
            "value": list(value.value) if isinstance(value.value, tuple) else value.value,
            "rule_pack": value.pack,
            "rule_pack_version": value.pack_version,
            "citation": value.citation,
            "confidence": value.confidence,
            "set_by_grant": value.set_by_grant,
            "level": value.level.value,
            "outranked": [_outranked_json(other) for other in value.outranked],
        }
        for value in one.values
    ]


def _outranked_json(one: Outranked) -> dict[str, Any]:
    return {
        "rule_pack": one.pack,
        "value": list(one.value) if isinstance(one.value, tuple) else one.value,
        "level": one.level.value,
        "citation": one.citation,
    }
