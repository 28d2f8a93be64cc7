"""Rule ids of this step: German title and citation, for pages, steps and reports."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """One rule of the rulebook as the reader sees it."""

    id: str
    title: str
    citation: str


def rule(rule_id: str) -> Rule:
    """Look up a rule; KeyError for an id this step does not know."""
    raise NotImplementedError
