"""Every answer of the house is looked at: a finding that a pack value decided names that value, and
whatever a rule says names where that is written and what would make it pass."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from contracts.rulebook import RULEBOOK
from contracts.rulebook.finding_remedies import has_remedy
from services.budget.domain.deciding_values import DECIDED_BY

_MAY_LACK: Final = frozenset({"hour_sheet_missing", "signatory_expired", "signatory_missing"})
"""A register of signatories alone asks for one, the pack's number decides above that only; an
hourly rate needs its sheet whatever the pack says of months."""

_ALWAYS: Final = {code for code in DECIDED_BY if "/" not in code} - _MAY_LACK


def demand_values(body: Any) -> None:
    """Raises AssertionError where an answer says something by a pack value and hides which."""
    silent = [one for one in _reasons(body) if one["code"] in _ALWAYS and not one.get("values")]
    assert not silent, f"ohne maßgeblichen Wert: {silent}"


def demand_advice(body: Any) -> None:
    """Raises AssertionError where an answer says no, or not yet, and stops there."""
    silent = [
        one
        for one in _reasons(body)
        if not str(one.get("remedy", "")).endswith(".")
        or not has_remedy(one["code"])
        or not _is_placed(one)
    ]
    assert not silent, f"ohne Fundstelle oder ohne Abhilfe: {silent}"


def _is_placed(one: dict[str, Any]) -> bool:
    """A rule of law with its title and where it is written; reasons of form have neither."""
    known = one["rule"] in RULEBOOK.rules and one["rule"] != "API"
    return bool(one.get("title") and one.get("citation")) is known


def _reasons(body: Any) -> Iterator[dict[str, Any]]:
    """Findings and gaps: what carries code, rule and sentence."""
    waiting = [body]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            if {"code", "rule", "message"} <= one.keys():
                yield one
            waiting += one.values()
