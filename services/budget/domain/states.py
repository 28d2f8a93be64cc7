"""Violations that mean: the thing's state no longer allows this (409 instead of 422)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from shared.errors import Violation

STATE_CODES: Final = frozenset(
    {
        "already_called",
        "already_certified",
        "already_paid",
        "already_reversed",
        "already_withdrawn",
        "call_exists",
        "call_not_open",
        "call_not_released",
        "call_received",
        "certification_stands",
        "draft_open",
        "final_call_made",
        "not_certified",
        "not_latest_call",
        "order_closed",
        "order_has_invoices",
        "reversal_is_final",
    }
)


def is_conflict(violations: Sequence[Violation]) -> bool:
    """True if an error among them is about the state: the use case raises `Conflict`."""
    return any(one.is_error and one.code in STATE_CODES for one in violations)
