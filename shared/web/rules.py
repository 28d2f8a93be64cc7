"""Rule ids on pages: what a rule is about, where it is written, and the way to its page."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g

from contracts.rulebook import RULEBOOK
from shared.access import Principal
from shared.web.navigation import RULE_READERS


@dataclass(frozen=True)
class RuleReference:
    """A rule as named behind a reason; `href` is empty for who may not read the register."""

    id: str
    title: str
    citation: str
    href: str


def rule_reference(rule_id: str | None) -> RuleReference | None:
    """None for reasons of form, which name no rule of law."""
    found = RULEBOOK.rules.get(rule_id or "")
    if found is None or found.id == "API":
        return None
    who: Principal | None = g.get("principal")
    may_read = who is not None and who.holds(RULE_READERS, None)
    return RuleReference(
        found.id, found.title, found.citation, f"/budget/regeln/{found.id}" if may_read else ""
    )
