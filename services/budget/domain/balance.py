"""All sums of a grant as of a day (semantics 5): adding effects, nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from services.budget.domain.determination import Determination
from services.budget.domain.effects import Effect, EffectKind, sum_of
from services.budget.domain.entitlement import Entitlement, entitlement
from services.budget.domain.expenditure import Row, Status
from services.budget.domain.first_measures import UNCAPPED, FirstMeasures
from services.budget.domain.grant import Terms
from services.budget.domain.income import Income, cover_as_of
from services.budget.domain.plan import PlanVersion
from services.budget.domain.rulepack import Rules
from shared.money import round_half_away


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
    """A call as the sums see it: it counts from the day of its release, its approved amount from
    the day of the decision. A call taken over names no such day: its cut was always there."""

    released_on: date
    amount_cents: int
    approved_cents: int | None = None
    decided_on: date | None = None

    def counted_on(self, day: date) -> int:
        """What counts as called on a day, in cents."""
        if self.released_on > day:
            return 0
        if self.approved_cents is None or (self.decided_on is not None and self.decided_on > day):
            return self.amount_cents
        return self.approved_cents


@dataclass(frozen=True)
class Balance:
    """All sums of a grant as of a day, field names as in the JSON API.

    `earned_cents` is the grant that all eligible cost is worth, certified or not.
    `overdrawn_cents` is what was called or received beyond the entitlement (CALL-07, E34);
    `preliminary` is true while eligible cost is not yet all claimable, so the own share may move.
    """

    as_of: date
    planned_cents: int
    committed_cents: int
    paid_cents: int
    eligible_cents: int
    expected_eligible_cents: int
    claimable_cents: int
    entitlement: Entitlement
    earned_cents: int
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


_BP: Final = 10_000


@dataclass(frozen=True)
class _Sums:
    """The effects of some rows, added up as of a day."""

    committed: int
    paid: int
    deductible_vat: int
    eligible: int
    expected: int


def balance(
    as_of: date,
    entries: Iterable[Entry],
    plan: PlanVersion | None,
    calls: Iterable[CalledAmount],
    receipts: Iterable[Receipt],
    incomes: Iterable[Income],
    terms: Terms,
    rules: Rules,
    *,
    determinations: Iterable[Determination] = (),
    first: FirstMeasures = UNCAPPED,
) -> Balance:
    """Add everything up as of a day; `plan`, `terms` and `rules` are those of that day."""
    rows = list(entries)
    sums = _sums(rows, as_of)
    claimable = _sums([row for row in rows if row.status.counts_as_claimable], as_of).eligible
    cover = cover_as_of(incomes, as_of, determinations)
    total = plan.plan.planned_cents if plan else None

    def worth(cents: int, of_first: int) -> Entitlement:
        excess = first.excess_of(of_first)
        return entitlement(cents, cover, terms, rules, excess_cents=excess, planned_cents=total)

    entitled = worth(claimable, first.claimable_cents)
    called = sum(call.counted_on(as_of) for call in calls)
    received = sum(one.amount_cents for one in receipts if one.received_on <= as_of)
    grant_in_the_end = worth(sums.eligible, first.eligible_cents).amount_cents
    planned = total or 0
    return Balance(
        as_of=as_of,
        planned_cents=planned,
        committed_cents=sums.committed,
        paid_cents=sums.paid,
        eligible_cents=sums.eligible,
        expected_eligible_cents=sums.expected,
        claimable_cents=claimable,
        entitlement=entitled,
        earned_cents=grant_in_the_end,
        called_cents=called,
        received_cents=received,
        overdrawn_cents=max(0, max(called, received) - entitled.amount_cents),
        own_share_cents=sums.eligible - grant_in_the_end - cover.total_cents,
        municipal_extra_cents=sums.paid - sums.deductible_vat - sums.eligible,
        remaining_cents=planned - sums.eligible - sums.expected,
        use_bp=ratio_bp(sums.eligible, terms.max_eligible_cents),
        preliminary=sums.eligible != claimable,
        lines=_lines(rows, plan, as_of),
        years=_years(rows, plan, as_of),
    )


def ratio_bp(part_cents: int, whole_cents: int | None) -> int | None:
    """Ratio in basis points, for information; None with an empty divisor. Never for limits."""
    return round_half_away(Fraction(part_cents * _BP, whole_cents)) if whole_cents else None


def _sums(entries: Iterable[Entry], as_of: date) -> _Sums:
    effects = [effect for entry in entries for effect in entry.effects]
    return _Sums(
        committed=sum_of(effects, EffectKind.COMMITTED, as_of),
        paid=sum_of(effects, EffectKind.PAID, as_of),
        deductible_vat=sum_of(effects, EffectKind.DEDUCTIBLE_VAT, as_of),
        eligible=sum_of(effects, EffectKind.ELIGIBLE, as_of),
        expected=sum_of(effects, EffectKind.EXPECTED_ELIGIBLE, as_of),
    )


def _lines(
    entries: Sequence[Entry], plan: PlanVersion | None, as_of: date
) -> tuple[LineBalance, ...]:
    """Lines of the plan in its order, then lines that only entries know, by name."""
    planned = {name: line.planned_cents for name, line in plan.lines.items()} if plan else {}
    unplanned = sorted({entry.budget_line for entry in entries} - set(planned))
    groups: dict[str, list[Entry]] = {name: [] for name in (*planned, *unplanned)}
    for entry in entries:
        groups[entry.budget_line].append(entry)
    return tuple(
        _line(name, planned.get(name, 0), _sums(rows, as_of)) for name, rows in groups.items()
    )


def _line(name: str, planned: int, sums: _Sums) -> LineBalance:
    overrun = max(0, sums.eligible + sums.expected - planned)
    return LineBalance(
        budget_line=name,
        planned_cents=planned,
        committed_cents=sums.committed,
        paid_cents=sums.paid,
        eligible_cents=sums.eligible,
        expected_eligible_cents=sums.expected,
        remaining_cents=planned - sums.eligible - sums.expected,
        overrun_cents=overrun,
        overrun_bp=ratio_bp(overrun, planned),
    )


def _years(
    entries: Sequence[Entry], plan: PlanVersion | None, as_of: date
) -> tuple[YearBalance, ...]:
    planned: dict[int, int] = {}
    for line in plan.plan.lines if plan else ():
        for year, cents in line.years.items():
            planned[year] = planned.get(year, 0) + cents
    years = sorted(set(planned) | {entry.budget_year for entry in entries})
    found = []
    for year in years:
        sums = _sums([entry for entry in entries if entry.budget_year == year], as_of)
        found.append(YearBalance(year, planned.get(year, 0), sums.committed, sums.paid))
    return tuple(found)


def budget_year_of(row: Row) -> int:
    """Haushaltsjahr: the ledger's, else the year of payment, else of the oldest other date.

    A movement belongs to the year of its own day; a twin to the year of what it negates.
    """
    if row.movement is not None:
        return row.movement.on.year
    facts = row.facts
    if facts.budget_year is not None:
        return facts.budget_year
    day = facts.payment_date or facts.invoice_date or facts.contract_date or row.recorded_on
    return day.year


def rounding_difference(shares_cents: Sequence[int], total_cents: int) -> int:
    """`Rundungsdifferenz`: the cumulative total minus the sum of the rounded shares."""
    return total_cents - sum(shares_cents)
