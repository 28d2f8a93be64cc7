"""The product's side of the property test: families of rows, assessed anew after every command."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from services.budget.domain.assessment import Assessment, assess_family
from services.budget.domain.balance import Balance, Entry, balance
from services.budget.domain.drawdown import (
    Call,
    CallKind,
    CallStatus,
    Claim,
    Surroundings,
    check_amount,
    draft_call,
)
from services.budget.domain.effects import EffectKind, sum_of
from services.budget.domain.evidence import Phase
from services.budget.domain.expenditure import Family, Row
from services.budget.domain.first_measures import FirstMeasures
from services.budget.domain.four_eyes import Origin
from services.budget.domain.income import Income, cover_as_of
from shared.periods import Period
from tests.unit.budget.domain.examples import a_context, some_rules, some_terms

FIRST_LINE = "1.2"
"""Its measure may be marked as a first one of phase A."""


@dataclass
class Ledger:
    """The product's side: families of rows, assessed by the domain after every command."""

    cap: int | None
    cap_of_first: int | None = None
    families: list[Family] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    incomes: list[Income] = field(default_factory=list)
    rows: int = 0

    def number(self) -> int:
        self.rows += 1
        return self.rows

    def terms(self) -> Any:
        return some_terms(max_eligible_cents=self.cap, max_grant_cents=None)

    def assessed(self) -> list[tuple[Row, Assessment]]:
        context = a_context(terms=self.terms())
        return [
            (row, result[row.expenditure_id])
            for family in self.families
            for result in [assess_family(family, context)]
            for row in family.rows
        ]

    def entries(self) -> list[Entry]:
        return [
            Entry(row.facts.budget_line, "M1", 2026, found.status, found.effects)
            for row, found in self.assessed()
        ]

    def balance(self, day: date, entries: list[Entry]) -> Balance:
        first = [one for one in entries if one.budget_line == FIRST_LINE]
        counting = [one for one in first if one.status.counts_as_claimable]
        eligible, claimable = (
            sum(sum_of(one.effects, EffectKind.ELIGIBLE, day) for one in some)
            for some in (first, counting)
        )
        return balance(
            day, entries, None, [], [], self.incomes, self.terms(), some_rules(),
            first=FirstMeasures(eligible, claimable, self.cap_of_first),
        )  # fmt: skip

    def call(self, period: Period) -> int:
        claims = [
            Claim(
                row.expenditure_id,
                found.status,
                found.effective_on,
                sum_of(found.effects, EffectKind.ELIGIBLE, period.last_day),
                measure_id=row.facts.budget_line,
            )
            for row, found in self.assessed()
        ]
        draft = draft_call(
            period,
            CallKind.INTERIM,
            claims,
            self.calls,
            cover_as_of(self.incomes, period.last_day),
            self.terms(),
            some_rules(),
            Surroundings(None, frozenset({FIRST_LINE}), self.cap_of_first),
            today=period.last_day,
        )
        if check_amount(draft, Phase.A, some_rules()):
            return draft.amount_cents
        call = Call(
            drawdown_id=f"C{len(self.calls)}",
            period=draft.period,
            last_day=draft.last_day,
            kind=draft.kind,
            status=CallStatus.RELEASED,
            amount_cents=draft.amount_cents,
            origin=Origin("sachbearbeitung"),
        )
        self.calls.append(call)
        bound = set(draft.expenditure_ids)

        def mark(row: Row) -> Row:
            return replace(row, call_id="C") if row.expenditure_id in bound else row

        self.families = [
            Family(mark(f.original), tuple(map(mark, f.movements)), tuple(map(mark, f.twins)))
            for f in self.families
        ]
        return draft.amount_cents
