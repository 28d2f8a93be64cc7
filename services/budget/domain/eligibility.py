"""From gross to eligible: exact fractions, rounded once, one named step per rule (semantics 1)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One line of the calculation: what the rule changes, in cents, and the total after it.

    Steps are differences of rounded running totals, so they add up exactly.
    """

    rule: str
    label: str
    citation: str
    amount_cents: int
    total_cents: int
