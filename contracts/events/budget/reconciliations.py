"""The comparison of a quarter with the finance system: opened, explained, closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ReconciledPlace:
    """Both sums of one place in cents; `reason` says why they differ."""

    budget_year: int
    account: str
    cost_unit: str
    entered_cents: int
    ledger_cents: int
    reason: str = ""


@dataclass(frozen=True)
class ReconciliationOpened:
    """The ledger's totals of a quarter were handed in and compared."""

    TYPE: ClassVar[str] = "funding.budget.reconciliation.opened.v1"
    reconciliation_id: str
    quarter: str
    file_sha256: str
    places: int
    differences: int
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReconciliationExplained:
    """Reasons were given for differences; `explained` counts the differences with a reason."""

    TYPE: ClassVar[str] = "funding.budget.reconciliation.explained.v1"
    reconciliation_id: str
    quarter: str
    explained: int
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReconciliationClosed:
    """A second person closed the comparison; `differing` are the places with a difference,
    `agreed` those whose sums are equal."""

    TYPE: ClassVar[str] = "funding.budget.reconciliation.closed.v1"
    reconciliation_id: str
    quarter: str
    file_sha256: str
    entered_cents: int
    ledger_cents: int
    places: int
    differing: tuple[ReconciledPlace, ...]
    opened_by: str
    related: tuple[str, ...] = ()
    agreed: tuple[ReconciledPlace, ...] = ()


@dataclass(frozen=True)
class HalfYearClosed:
    """Both quarters of a half-year are compared and closed, each by a second person; what is
    entered for its days after `closed_at` (an instant, RFC 3339) comes late."""

    TYPE: ClassVar[str] = "funding.budget.half_year.closed.v1"
    half_year: str
    closed_at: str
    related: tuple[str, ...] = ()
