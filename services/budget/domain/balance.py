"""All sums of a grant as of a day (semantics 5): adding effects, nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from services.budget.domain.effects import Effect
from services.budget.domain.entitlement import Entitlement
from services.budget.domain.expenditure import Row, Status
from services.budget.domain.grant import Terms
from services.budget.domain.income import Income
from services.budget.domain.plan import PlanVersion
from services.budget.domain.rulepack import Rules


@dataclass(frozen=True)
class Entry:
    """One row as the sums see it."""

    budget_line: str
    measure_id: str
    budget_year: int
    status: Status
    effects: tuple[Effect, ...]


@dataclass(frozen=True)
class Receipt:
    """Money received on a call."""

    received_on: date
    amount_cents: int


@dataclass(frozen=True)
class LineBalance:
    """Sums of one line; ratios with an empty divisor are None."""

    budget_line: str
    planned_cents: int
    committed_cents: int
    paid_cents: int
    eligible_cents: int
    expected_eligible_cents: int
    remaining_cents: int
    overrun_cents: int
    overrun_bp: int | None


@dataclass(frozen=True)
class YearBalance:
    """Sums of one budget year (Haushaltsjahr)."""

    budget_year: int
    planned_cents: int
    committed_cents: int
    paid_cents: int


@dataclass(frozen=True)
class CalledAmount:
    """A call as the sums see it: counted from the day it was released."""

    released_on: date
    counted_cents: int


@dataclass(frozen=True)
class Balance:
    """All sums of a grant as of a day, field names as in the JSON API."""

    as_of: date
    planned_cents: int
    committed_cents: int
    paid_cents: int
    eligible_cents: int
    expected_eligible_cents: int
    claimable_cents: int
    entitlement: Entitlement
    called_cents: int
    received_cents: int
    overdrawn_cents: int
    own_share_cents: int
    municipal_extra_cents: int
    remaining_cents: int
    use_bp: int | None
    preliminary: bool
    lines: tuple[LineBalance, ...]
    years: tuple[YearBalance, ...]


def balance(
    as_of: date,
    entries: Iterable[Entry],
    plan: PlanVersion | None,
    calls: Iterable[CalledAmount],
    receipts: Iterable[Receipt],
    incomes: Iterable[Income],
    terms: Terms,
    rules: Rules,
) -> Balance:
    """Add everything up as of a day; `terms` and `rules` are those of that day."""
    raise NotImplementedError


def budget_year_of(row: Row) -> int:
    """Haushaltsjahr: the ledger's, else the year of payment, else of the oldest other date."""
    raise NotImplementedError


def rounding_difference(shares_cents: Sequence[int], total_cents: int) -> int:
    """`Rundungsdifferenz`: the cumulative total minus the sum of the rounded shares."""
    return total_cents - sum(shares_cents)
