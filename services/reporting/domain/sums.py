"""The sums of a grant as of a day (semantics 5), each with the ids of the facts it adds up.

Budget decided what every row is worth; here effects are added and the grant's own rules of
section 5 applied: rate, caps, income, other public money. Rounded once, on the cumulative sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from contracts.events.snapshots import DrawdownSnapshot, TermsVersion
from services.reporting.domain.facts import GrantFacts, IncomeFact, PlanFact, RowFact
from shared.money import share_of

KINDS = ("committed", "paid", "deductible_vat", "eligible", "expected_eligible")


@dataclass(frozen=True)
class Figure:
    """Cents and the ids of what they add up."""

    cents: int = 0
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class RowSums:
    """The additive sums of a set of rows as of a day."""

    committed: Figure
    paid: Figure
    deductible_vat: Figure
    eligible: Figure
    expected_eligible: Figure
    claimable: Figure


@dataclass(frozen=True)
class Entitlement:
    """The grant a claimable sum entitles to, with its way."""

    base_cents: int
    amount_cents: int


@dataclass(frozen=True)
class LineSums:
    """One budget line of the plan (or without one) with its sums."""

    budget_line: str
    measure_id: str
    category: str
    planned_cents: int
    sums: RowSums

    @property
    def remaining_cents(self) -> int:
        """What is left of the line after eligible and expected eligible cost."""
        return self.planned_cents - self.sums.eligible.cents - self.sums.expected_eligible.cents

    @property
    def overrun_cents(self) -> int:
        return max(0, -self.remaining_cents)


@dataclass(frozen=True)
class YearSums:
    """One budget year (Haushaltsjahr): the plan's share of it and what was booked to it."""

    budget_year: int
    planned_cents: int
    sums: RowSums


@dataclass(frozen=True)
class GrantSums:
    """All sums of a grant as of a day.

    `entitlement` rests on what may be called, `final` on everything eligible: the proof of use.
    `tied_cents` and `public_cents` are income tied to the purpose and other public money (ELG-10).
    `first_measures` are the sums of the marked measures, empty where they have no cap of their own
    (PRG-03).
    """

    as_of: date
    terms: TermsVersion
    plan: PlanFact | None
    rows: RowSums
    first_measures: RowSums
    entitlement: Entitlement
    final: Entitlement
    called: Figure
    received: Figure
    tied_cents: int
    public_cents: int
    own_share_cents: int
    municipal_extra_cents: int
    remaining_cents: int
    use_bp: int | None
    preliminary: bool
    lines: tuple[LineSums, ...]

    @property
    def planned_cents(self) -> int:
        return self.plan.planned_cents if self.plan else 0

    @property
    def callable_now_cents(self) -> int:
        """What a call could ask for today, of certified cost; below 0 more is called already."""
        return self.entitlement.amount_cents - self.called.cents

    @property
    def waiting_cents(self) -> int:
        """Paid eligible cost that may not be called yet."""
        return self.rows.eligible.cents - self.rows.claimable.cents

    @property
    def overdrawn_cents(self) -> int:
        """Called or received beyond the entitlement; lowers the next call (CALL-08)."""
        drawn = max(self.called.cents, self.received.cents)
        return max(0, drawn - self.entitlement.amount_cents)


def grant_sums(facts: GrantFacts, as_of: date) -> GrantSums:
    """Adds everything up as of a day (inclusive)."""
    terms = facts.terms_on(as_of)
    plan = facts.binding_plan(as_of)
    rows = row_sums(facts.rows, as_of)
    tied, public = cover(facts.incomes, as_of)
    of_first = _first_measures(facts, terms, as_of)
    entitled = entitled_by(facts, as_of, rows.claimable.cents, of_first.claimable.cents)
    full = entitled_by(facts, as_of, rows.eligible.cents, of_first.eligible.cents)
    planned = plan.planned_cents if plan else 0
    return GrantSums(
        as_of=as_of,
        terms=terms,
        plan=plan,
        rows=rows,
        first_measures=of_first,
        entitlement=entitled,
        final=full,
        called=called(facts.calls, as_of),
        received=received(facts.calls, as_of),
        tied_cents=tied,
        public_cents=public,
        own_share_cents=rows.eligible.cents - full.amount_cents - tied - public,
        municipal_extra_cents=rows.paid.cents - rows.deductible_vat.cents - rows.eligible.cents,
        remaining_cents=planned - rows.eligible.cents - rows.expected_eligible.cents,
        use_bp=ratio_bp(rows.eligible.cents, terms.max_eligible_cents),
        preliminary=rows.claimable.cents != rows.eligible.cents,
        lines=line_sums(facts.rows, plan, as_of),
    )


def entitled_by(facts: GrantFacts, as_of: date, cents: int, first_cents: int) -> Entitlement:
    """The grant so much eligible cost entitles to on a day, `first_cents` of it in first measures:
    their cap, the plan's total where it is one, income, and the caps of the award in this order."""
    terms, plan = facts.terms_on(as_of), facts.binding_plan(as_of)
    tied, public = cover(facts.incomes, as_of)
    excess = max(0, first_cents - (terms.first_measures_cap_cents or 0))
    capped = _capped(cents - excess, terms, plan.planned_cents if plan else None)
    return entitlement(
        capped,
        tied,
        public,
        terms,
        proportional=facts.cover_is_proportional(as_of),
        reduced_to=facts.reduced_to(as_of),
    )


def _first_measures(facts: GrantFacts, terms: TermsVersion, as_of: date) -> RowSums:
    marked = frozenset() if terms.first_measures_cap_cents is None else facts.first_measures
    return row_sums((row for row in facts.rows if row.measure_id in marked), as_of)


def _capped(cents: int, terms: TermsVersion, planned: int | None) -> int:
    """The plan's total is a cap where the pack says so (PLAN-01)."""
    if terms.plan_total != "cap" or planned is None:
        return cents
    return min(cents, planned)


def row_sums(rows: Iterable[RowFact], as_of: date) -> RowSums:
    """Adds the effects up to and including the day."""
    cents: dict[str, int] = defaultdict(int)
    ids: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        for kind, amount in _amounts(row, as_of).items():
            cents[kind] += amount
            ids[kind].append(row.expenditure_id)
            if kind == "eligible" and row.is_claimable:
                cents["claimable"] += amount
                ids["claimable"].append(row.expenditure_id)
    figures = {kind: Figure(cents[kind], tuple(ids[kind])) for kind in (*KINDS, "claimable")}
    return RowSums(**figures)


def _amounts(row: RowFact, as_of: date) -> dict[str, int]:
    """Sum per kind as of the day; kinds that add up to nothing are left out."""
    found: dict[str, int] = defaultdict(int)
    for effect in row.effects:
        if effect.on <= as_of:
            found[effect.kind] += effect.cents
    return {kind: amount for kind, amount in found.items() if amount}


def line_sums(rows: Iterable[RowFact], plan: PlanFact | None, as_of: date) -> tuple[LineSums, ...]:
    """One entry per line of the plan in its order, then lines that only rows know."""
    by_line: dict[str, list[RowFact]] = defaultdict(list)
    for row in rows:
        by_line[row.budget_line].append(row)
    planned = {line.budget_line: line for line in plan.lines} if plan else {}
    found = []
    for name in (*planned, *sorted(set(by_line) - set(planned))):
        line, of_line = planned.get(name), by_line.get(name, [])
        first = line or of_line[0]
        found.append(
            LineSums(
                budget_line=name,
                measure_id=first.measure_id,
                category=first.category,
                planned_cents=line.planned_cents if line else 0,
                sums=row_sums(of_line, as_of),
            )
        )
    return tuple(found)


def year_sums(rows: Iterable[RowFact], plan: PlanFact | None, as_of: date) -> tuple[YearSums, ...]:
    """One entry per year that the plan or a row names, in order."""
    by_year: dict[int, list[RowFact]] = defaultdict(list)
    for row in rows:
        by_year[row.budget_year].append(row)
    planned: dict[int, int] = defaultdict(int)
    for line in plan.lines if plan else ():
        for year, cents in line.years.items():
            planned[int(year)] += cents
    return tuple(
        YearSums(year, planned.get(year, 0), row_sums(by_year.get(year, ()), as_of))
        for year in sorted({*by_year, *planned})
    )


def grouped(
    rows: Iterable[RowFact], key: Callable[[RowFact], str], as_of: date
) -> dict[str, RowSums]:
    """Sums by measure, category or year."""
    groups: dict[str, list[RowFact]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return {name: row_sums(groups[name], as_of) for name in sorted(groups)}


def entitlement(
    eligible_cents: int,
    tied_cents: int,
    public_cents: int,
    terms: TermsVersion,
    *,
    proportional: bool = False,
    reduced_to: int | None = None,
) -> Entitlement:
    """min(round(rate x base), cap, base - other public money), never below 0 (PRG-01, PRG-03,
    PRG-09, CALL-02); `cap_basis` says which cap counts, a lone written cap always does.
    `proportional`: other public money lowers the base (PLAN-07); `reduced_to`: cents the funder
    reduced the grant to (PLAN-05)."""
    max_eligible, max_grant = caps(terms)
    base = eligible_cents if max_eligible is None else min(eligible_cents, max_eligible)
    if terms.income_treatment == "reduce_base":
        base -= tied_cents
    room = base - public_cents
    if proportional:
        base = room
    amount = share_of(base, terms.funding_rate_bp)
    for most in (max_grant, reduced_to):
        amount = amount if most is None else min(amount, most)
    return Entitlement(base, max(0, min(amount, room)))


def caps(terms: TermsVersion) -> tuple[int | None, int | None]:
    """The maxima that count, of eligible cost and of the grant; None is no cap (PRG-03)."""
    if terms.cap_basis == "eligible" and terms.max_eligible_cents is not None:
        return terms.max_eligible_cents, None
    if terms.cap_basis == "grant" and terms.max_grant_cents is not None:
        return None, terms.max_grant_cents
    return terms.max_eligible_cents, terms.max_grant_cents


def cover(incomes: Iterable[IncomeFact], as_of: date) -> tuple[int, int]:
    """Income tied to the purpose and other public money received up to the day (ELG-10)."""
    tied = public = 0
    for income in incomes:
        if income.received_on <= as_of:
            tied += income.amount_cents if income.source_kind == "private" else 0
            public += (
                income.amount_cents if income.source_kind in ("other_public", "federal") else 0
            )
    return tied, public


def called(calls: Iterable[DrawdownSnapshot], as_of: date) -> Figure:
    """Released calls, each with its approved amount from the day it was decided on."""
    counted = released_calls(calls, as_of)
    cents = sum(called_cents(one, as_of) for one in counted)
    return Figure(cents, tuple(one.drawdown_id for one in counted))


def released_calls(calls: Iterable[DrawdownSnapshot], as_of: date) -> tuple[DrawdownSnapshot, ...]:
    """The calls that left the house by the day and were not withdrawn."""
    return tuple(
        one
        for one in calls
        if one.status in ("released", "submitted", "decided", "received")
        and one.released_on is not None
        and one.released_on <= as_of
    )


def called_cents(call: DrawdownSnapshot, as_of: date) -> int:
    """The approved amount, before the day of the decision the called one. A call taken over names
    no such day: its cut was always there."""
    undecided = call.decided_on is not None and call.decided_on > as_of
    if call.approved_cents is None or undecided:
        return call.amount_cents
    return call.approved_cents


def received(calls: Iterable[DrawdownSnapshot], as_of: date) -> Figure:
    """Receipts up to the day."""
    counted = [
        one
        for one in calls
        if one.received_cents and one.received_on is not None and one.received_on <= as_of
    ]
    return Figure(
        sum(one.received_cents or 0 for one in counted), tuple(one.drawdown_id for one in counted)
    )


def ratio_bp(part: int, whole: int | None) -> int | None:
    """Basis points, half away from zero; None for an empty divisor."""
    if not whole:
        return None
    rounded = (2 * abs(part) * 10_000 + whole) // (2 * whole)
    return rounded if part >= 0 else -rounded
