"""Figures of the numerical proof (R04): the plan line by line against what it became.

Actual is the eligible cost paid by the day. The grant is computed once, on the sum (CALL-02).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from contracts.events.snapshots import DrawdownSnapshot, FundingSource, MeasureSnapshot
from services.reporting.domain.by_measure import UNKNOWN, ByMeasure
from services.reporting.domain.calculation import OpenPoint
from services.reporting.domain.call_way import CallWay, grant_way
from services.reporting.domain.facts import GrantFacts, IncomeFact
from services.reporting.domain.interest_sheet import InterestSheet
from services.reporting.domain.sums import (
    Figure,
    GrantSums,
    LineSums,
    called_cents,
    grant_sums,
    ratio_bp,
    released_calls,
)
from shared.periods import Period

_WHOLE = 10_000
COVERING = ("federal", "other_public", "private")
"""Kinds of money of others that cover eligible cost (ELG-10)."""


ADVANCE = "advance"
"""The part of the grant that has not come yet: the city has paid it out of its own money."""


@dataclass(frozen=True)
class LineResult:
    """One line of the plan; `is_exceeded` where the deviation is beyond the tolerance (PLAN-02)."""

    line: LineSums
    is_exceeded: bool

    @property
    def deviation_cents(self) -> int:
        return self.line.sums.eligible.cents - self.line.planned_cents

    @property
    def deviation_bp(self) -> int | None:
        """None for a line that was not planned."""
        return ratio_bp(self.deviation_cents, self.line.planned_cents)


@dataclass(frozen=True)
class MeasureResult:
    """One measure of the binding plan, or what names none that is known (`measure` None); actual is
    eligible cost paid by the day."""

    measure: MeasureSnapshot | None
    planned_cents: int
    actual: Figure

    @property
    def deviation_cents(self) -> int:
        return self.actual.cents - self.planned_cents

    @property
    def deviation_bp(self) -> int | None:
        """None for a measure that was not planned."""
        return ratio_bp(self.deviation_cents, self.planned_cents)


@dataclass(frozen=True)
class Source:
    """One source of money: what the plan expected of it and what it gives in the end."""

    source_kind: str
    source: str
    planned_cents: int
    actual: Figure


@dataclass(frozen=True)
class CallResult:
    """One released call as of the day: called (approved, once decided) and received."""

    call: DrawdownSnapshot
    called_cents: int
    received_cents: int
    received_on: date | None


@dataclass(frozen=True)
class WithinYear:
    """What the year alone adds: eligible cost by line, what each source gave (kind and name), in
    cents; `total` is the eligible cost of the year."""

    period: Period
    lines: Mapping[str, Figure]
    sources: Mapping[tuple[str, str], int]
    total: Figure


@dataclass(frozen=True)
class FinancialStatement:
    """Everything the proof says in numbers; `way` leads from cost to grant.

    `year` only in an interim proof; `interest` only where budget's statement was read; `waiting`,
    why cost may not be called yet, only where the assessments were.
    """

    sums: GrantSums
    lines: tuple[LineResult, ...]
    measures: tuple[MeasureResult, ...]
    sources: tuple[Source, ...]
    calls: tuple[CallResult, ...]
    way: CallWay
    interest: InterestSheet | None = None
    waiting: tuple[OpenPoint, ...] = ()
    year: WithinYear | None = None

    @property
    def deviation_cents(self) -> int:
        return self.sums.rows.eligible.cents - self.sums.planned_cents

    @property
    def savings_cents(self) -> int:
        """What lines stayed below their plan, together."""
        return -sum(min(0, one.deviation_cents) for one in self.lines)

    @property
    def overrun_cents(self) -> int:
        """What lines went beyond their plan, together."""
        return sum(max(0, one.deviation_cents) for one in self.lines)

    @property
    def balance_cents(self) -> int:
        """The grant less what was received: positive is still due, negative is to be repaid."""
        return self.sums.final.amount_cents - self.sums.received.cents


def financial_statement(facts: GrantFacts, as_of: date) -> FinancialStatement:
    """Adds everything up as of a day (inclusive)."""
    sums = grant_sums(facts, as_of)
    tolerance = sums.terms.line_tolerance_bp
    return FinancialStatement(
        sums=sums,
        lines=tuple(LineResult(one, is_exceeded(one, tolerance)) for one in sums.lines),
        measures=tuple(_measures(facts, sums)),
        sources=_sources(facts, sums),
        way=grant_way(facts, sums),
        calls=tuple(_call(one, as_of) for one in released_calls(facts.calls, as_of)),
    )


def _measures(facts: GrantFacts, sums: GrantSums) -> Iterator[MeasureResult]:
    """Every measure as entered, then what belongs to none of them, if anything does."""
    by_measure = ByMeasure(facts)
    planned, spent = by_measure.planned(sums.plan), by_measure.sums(facts.rows, sums.as_of)
    actual = {name: one.eligible for name, one in spent.items()}
    for one in facts.measures:
        name = one.measure.measure_id
        yield MeasureResult(one.measure, planned[name], actual.get(name, Figure()))
    rest = actual.get(UNKNOWN, Figure())
    if planned[UNKNOWN] or rest.ids:
        yield MeasureResult(None, planned[UNKNOWN], rest)


def is_exceeded(line: LineSums, tolerance_bp: int | None) -> bool:
    """Beyond plan plus tolerance; exactly at it is not (E17). None tells nothing."""
    if tolerance_bp is None:
        return False
    return line.sums.eligible.cents * _WHOLE > line.planned_cents * (_WHOLE + tolerance_bp)


def _sources(facts: GrantFacts, sums: GrantSums) -> tuple[Source, ...]:
    """Grant as received, what the city advances of it, money of others by its source, own money:
    together the eligible cost. Where more was received than is due, the advance is negative."""
    funding = sums.plan.funding if sums.plan else ()
    counted = [
        one
        for one in facts.incomes
        if one.received_on <= sums.as_of and one.source_kind in COVERING
    ]
    planned = [(one.source_kind, one.source) for one in funding]
    came = [(one.source_kind, one.source) for one in counted]
    named = dict.fromkeys(one for one in (*planned, *came) if one[0] in COVERING)
    others = tuple(_other(kind, source, funding, counted) for kind, source in named)
    advanced = Figure(sums.final.amount_cents - sums.received.cents, sums.rows.eligible.ids)
    own = Figure(sums.own_share_cents, sums.rows.eligible.ids)
    return (
        Source("grant", "", _planned(funding, "grant"), sums.received),
        Source(ADVANCE, "", 0, advanced),
        *others,
        Source("own", "", _planned(funding, "own"), own),
    )


def _other(
    kind: str, source: str, funding: tuple[FundingSource, ...], incomes: list[IncomeFact]
) -> Source:
    found = [one for one in incomes if (one.source_kind, one.source) == (kind, source)]
    actual = Figure(sum(one.amount_cents for one in found), tuple(one.income_id for one in found))
    return Source(kind, source, _planned(funding, kind, source), actual)


def _planned(funding: tuple[FundingSource, ...], kind: str, source: str | None = None) -> int:
    return sum(
        one.amount_cents
        for one in funding
        if one.source_kind == kind and source in (None, one.source)
    )


def _call(call: DrawdownSnapshot, as_of: date) -> CallResult:
    came = call.received_on is not None and call.received_on <= as_of
    return CallResult(
        call=call,
        called_cents=called_cents(call, as_of),
        received_cents=(call.received_cents or 0) if came else 0,
        received_on=call.received_on if came else None,
    )
