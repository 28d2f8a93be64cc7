"""Where a voucher stands in the city's books."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AccountAssignment:
    """One part of a voucher in the city's books; parts add up to its gross amount."""

    amount_cents: int
    product: str | None = None
    account: str | None = None
    cost_centre: str | None = None
    cost_unit: str | None = None
    budget_year: int | None = None
