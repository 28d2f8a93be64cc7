"""What a call asks for ahead and how earlier parts were used, as their JSON columns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from services.budget.domain.advance import Advance, Need, PartUse


def advance_to_json(advance: Advance | None) -> dict[str, Any] | None:
    """The column `advance` of a call."""
    if advance is None:
        return None
    return {
        "expected_on": advance.expected_on.isoformat(),
        "reason": advance.reason,
        "needs": [
            {
                "purpose": one.purpose,
                "due_on": one.due_on.isoformat(),
                "amount_cents": one.amount_cents,
            }
            for one in advance.needs
        ],
    }


def advance_of(stored: dict[str, Any] | None) -> Advance | None:
    """The value of the column `advance`."""
    if stored is None:
        return None
    needs = tuple(
        Need(one["purpose"], date.fromisoformat(one["due_on"]), one["amount_cents"])
        for one in stored["needs"]
    )
    return Advance(date.fromisoformat(stored["expected_on"]), stored["reason"], needs)


def uses_to_json(uses: Iterable[PartUse]) -> list[dict[str, Any]]:
    """The column `uses` of a call."""
    return [
        {
            "received_on": one.received_on.isoformat(),
            "amount_cents": one.amount_cents,
            "use_until": one.use_until.isoformat(),
            "used_cents": one.used_cents,
            "used_in_time_cents": one.used_in_time_cents,
        }
        for one in uses
    ]


def uses_of_call(stored: Iterable[dict[str, Any]]) -> tuple[PartUse, ...]:
    """The value of the column `uses`."""
    return tuple(
        PartUse(
            date.fromisoformat(one["received_on"]),
            one["amount_cents"],
            date.fromisoformat(one["use_until"]),
            one["used_cents"],
            one["used_in_time_cents"],
        )
        for one in stored
    )
