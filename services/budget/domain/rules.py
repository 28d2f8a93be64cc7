"""Rule ids as the reader sees them: German title and where the rule stands.

They come from the rule register. A value that a rule pack sets is cited from the pack instead
(`Rules.citations`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from contracts.rulebook import RULEBOOK, RegisteredRule

RULES: Final[Mapping[str, RegisteredRule]] = RULEBOOK.rules


def rule(rule_id: str) -> RegisteredRule:
    """Look up a rule; KeyError for an id the register does not know."""
    return RULES[rule_id]


def find_rules(
    family: str | None = None,
    active: bool | None = None,
    text: str | None = None,
    reasons: Mapping[str, str] | None = None,
) -> list[RegisteredRule]:
    """Rules of a family, that hold or rest, with all words of `text`; None means no filter.

    `reasons`: why a rule rests, by rule; they are searched along.
    """
    words = (text or "").casefold().split()
    return [
        one
        for one in RULES.values()
        if family in (None, one.family)
        and active in (None, one.active)
        and all(word in _searched(one, reasons or {}) for word in words)
    ]


def _searched(one: RegisteredRule, reasons: Mapping[str, str]) -> str:
    return f"{one.id} {one.title} {one.citation} {reasons.get(one.id, '')}".casefold()
