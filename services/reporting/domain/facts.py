"""What reporting knows of one grant at a cut-off: values read from the events, nothing computed.

Money in cents, rates in basis points, days of law.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from contracts.events.budget import DeterminationSnapshot
from contracts.events.snapshots import (
    DrawdownSnapshot,
    Effect,
    FundingSource,
    GrantSnapshot,
    MeasureSnapshot,
    MeasureStatus,
    PlanLine,
    SourceKind,
    TermsVersion,
)
from shared.periods import Period


@dataclass(frozen=True, slots=True)
class RowFact:
    """One expenditure row, as far as the sums look at it."""

    expenditure_id: str
    number: int
    kind: str
    status: str
    budget_line: str
    measure_id: str
    category: str
    budget_year: int
    effective_on: date | None
    opening: bool
    effects: tuple[Effect, ...]
    drawdown_id: str | None = None

    @property
    def is_claimable(self) -> bool:
        """Counts into the sum `claimable` (semantics 5)."""
        return self.status in ("claimable", "called")


@dataclass(frozen=True)
class PayFact:
    """Whose pay a row is: marks of the posts (none in old events), whether they alone are enough to
    tell their sum, and how many are (None in old events)."""

    persons: frozenset[str]
    is_enough: bool
    least: int | None


@dataclass(frozen=True)
class PlanFact:
    """A released plan version."""

    version: int
    basis: str
    reason: str
    reference: str | None
    released_on: date
    lines: tuple[PlanLine, ...]
    funding: tuple[FundingSource, ...]

    @property
    def planned_cents(self) -> int:
        return sum(line.planned_cents for line in self.lines)

    @property
    def is_binding(self) -> bool:
        """The funder knows it; internal versions serve the committee only."""
        return self.basis in ("award", "change_approved")


@dataclass(frozen=True)
class IncomeFact:
    """Money of others."""

    income_id: str
    source_kind: SourceKind
    source: str
    received_on: date
    amount_cents: int


@dataclass(frozen=True)
class MeasureFact:
    """A measure with its statuses by period."""

    measure: MeasureSnapshot
    statuses: tuple[MeasureStatus, ...]

    def status_of(self, period: str) -> MeasureStatus | None:
        """What was said for exactly this period."""
        return next((one for one in self.statuses if one.period == period), None)

    def last_status(self, day: date) -> MeasureStatus | None:
        """What was said last of a quarter that was over by the end of the day."""
        over = [one for one in self.statuses if Period.parse(one.period).last_day <= day]
        return max(over, key=lambda one: Period.parse(one.period).last_day, default=None)


@dataclass(frozen=True)
class GrantFacts:
    """Everything about one grant below the cut-off."""

    grant: GrantSnapshot
    rows: Sequence[RowFact]
    plans: tuple[PlanFact, ...]
    calls: tuple[DrawdownSnapshot, ...]
    incomes: tuple[IncomeFact, ...]
    measures: tuple[MeasureFact, ...]
    determinations: tuple[DeterminationSnapshot, ...] = ()
    pay: Mapping[str, PayFact] = field(default_factory=dict)
    """Rows that are booked pay, by their id."""

    def cover_is_proportional(self, day: date) -> bool:
        """Whether the funder lowers the grant in proportion to other public money (PLAN-07)."""
        found = [
            one
            for one in self.determinations
            if one.kind.startswith("cover_") and one.valid_from <= day
        ]
        newest = max(enumerate(found), key=lambda one: (one[1].valid_from, one[0]), default=None)
        return newest is not None and newest[1].kind == "cover_proportional"

    def reduced_to(self, day: date) -> int | None:
        """The grant in cents the funder reduced it to, as it counts on a day (PLAN-05); None where
        an amendment named another maximum after it."""
        found = [
            one for one in self.determinations if one.kind == "reduction" and one.valid_from <= day
        ]
        newest = max(enumerate(found), key=lambda one: (one[1].valid_from, one[0]), default=None)
        named_on = self._amount_named_on(day)
        if newest is None or (named_on is not None and named_on > newest[1].valid_from):
            return None
        return newest[1].figures.get("grant_after_cents")

    def _amount_named_on(self, day: date) -> date | None:
        known = [one for one in self.grant.terms if max(one.valid_from, one.known_on) <= day]
        pairs = pairwise(known)
        named = [new.valid_from for old, new in pairs if _maxima(new) != _maxima(old)]
        return max(named, default=None)

    @property
    def first_measures(self) -> frozenset[str]:
        """Ids of the measures marked as first implementation measures (PRG-03)."""
        marked = (one.measure for one in self.measures)
        return frozenset(one.measure_id for one in marked if one.first_measure)

    def terms_on(self, day: date) -> TermsVersion:
        """The terms in force on a day, of those known by then; before the first, the first."""
        known = [one for one in self.grant.terms if one.valid_from <= day and one.known_on <= day]
        return max(known or self.grant.terms[:1], key=lambda one: (one.valid_from, one.version))

    def binding_plan(self, day: date) -> PlanFact | None:
        """The newest version the funder knows, released by the day; else the first released."""
        return _newest([plan for plan in self.plans if plan.is_binding], day)

    def reported_plan(self, day: date) -> PlanFact | None:
        """The version a committee looks at: internal ones count too."""
        return _newest(list(self.plans), day)


def _maxima(terms: TermsVersion) -> tuple[int | None, int | None]:
    return terms.max_eligible_cents, terms.max_grant_cents


def _newest(plans: list[PlanFact], day: date) -> PlanFact | None:
    if not plans:
        return None
    by_then = [plan for plan in plans if plan.released_on <= day]
    if by_then:
        return max(by_then, key=lambda plan: (plan.released_on, plan.version))
    return min(plans, key=lambda plan: (plan.released_on, plan.version))
