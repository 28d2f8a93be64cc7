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
