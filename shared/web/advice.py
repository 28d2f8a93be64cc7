"""What goes beside every reason in JSON: what its rule is about, where that is written, and what
would make it pass."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from contracts.rulebook import RULEBOOK
from contracts.rulebook.finding_remedies import remedy_sentence
from contracts.rulebook.register import RegisteredRule

_FORM = "API"
"""The register names it so that reasons of form have a page; it is no rule of law."""


class AdviceSchema(Schema):
    """`title` and `citation` are those of the rule, null where a reason of form names none;
    `remedy` is a German sentence: what would make it pass."""

    title = fields.String(required=True, allow_none=True)
    citation = fields.String(required=True, allow_none=True)
    remedy = fields.String(required=True)


class RuledSchema(Schema):
    """What follows from a rule without being a reason against anything."""

    rule = fields.String(required=True)
    rule_title = fields.String(required=True)
    citation = fields.String(required=True)


def registered(rule: str | None) -> RegisteredRule | None:
    """The rule of law behind an id; None for reasons of form, which name no rule of law."""
    found = RULEBOOK.rules.get(rule or "")
    return None if found is None or found.id == _FORM else found


def advice_as_json(code: str, rule: str, entry: str | None = None) -> dict[str, Any]:
    """The fields of `AdviceSchema` for a reason under `code`; `entry` is its field."""
    found = registered(rule)
    return {
        "title": found.title if found else None,
        "citation": found.citation if found else None,
        "remedy": remedy_sentence(code, entry),
    }


def rule_as_json(rule: str) -> dict[str, Any]:
    """The fields of `RuledSchema` for a rule of the register."""
    found = RULEBOOK.rules[rule]
    return {"rule": found.id, "rule_title": found.title, "citation": found.citation}
