"""Figures of the draw-down package (R02): one call of the funder's half-year, with its way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from contracts.events.budget import ReconciliationClosed
from contracts.events.snapshots import DrawdownSnapshot
from services.reporting.domain.call_enclosures import (
    CallFiles,
    Enclosure,
    Signing,
    enclosures,
    signing,
)
from services.reporting.domain.call_way import CallWay, call_way
from services.reporting.domain.facts import GrantFacts, IncomeFact
from services.reporting.domain.reconciliation import (
    LateEntry,
    QuarterComparison,
    quarter_comparisons,
)
from services.reporting.domain.sums import GrantSums, RowSums, grant_sums, grouped, row_sums
from shared.errors import Violation
from shared.periods import Period


@dataclass(frozen=True)
class CallPackage:
    """The call, the calls before it and the sums as of the last day of its period.

    `of_calls`, by category in `categories`, are the sums of the rows these calls rest on; `way`
    leads from cost to entitlement, `files` is what is filed beside the call.
    """

    call: DrawdownSnapshot
    earlier: tuple[DrawdownSnapshot, ...]
    sums: GrantSums
    categories: dict[str, RowSums]
    of_calls: RowSums
    incomes: tuple[IncomeFact, ...]
    quarters: tuple[QuarterComparison, ...]
    way: CallWay
    files: CallFiles

    @property
    def signing(self) -> tuple[Signing, ...]:
        return signing(self.call, self.files)

    @property
    def enclosures(self) -> tuple[Enclosure, ...]:
        return enclosures(self.call, self.files, self.earlier, self.quarters)


def call_of(facts: GrantFacts, period: Period) -> DrawdownSnapshot | None:
    """The call of the period that was not withdrawn."""
    found = [one for one in facts.calls if one.period == str(period) and one.status != "withdrawn"]
    return found[-1] if found else None


def missing_call(period: Period) -> Violation:
    """There is nothing to make a package of."""
    return Violation(
        "call_missing",
        "CALL-01",
        f"Für das {period.label} gibt es noch keinen Mittelabruf. Bitte zuerst den Abruf anlegen.",
        field="period",
    )


def call_package(
    facts: GrantFacts,
    period: Period,
    call: DrawdownSnapshot,
    bound: Mapping[str, Collection[str]],
    reconciled: Iterable[ReconciliationClosed],
    files: CallFiles,
    told_on: date,
    late: Sequence[LateEntry] = (),
) -> CallPackage:
    """The figures behind a call, beside what the finance system has (`reconciled`) and what came
    after the closing of a half-year (`late`).

    `bound` has the ids of the rows each call rests on, by its id; `told_on` is the day of the
    newest event about this one: a draft rests on what counted when it was made.
    """
    day = period.last_day
    earlier = tuple(
        one for one in facts.calls if one.number < call.number and one.status != "withdrawn"
    )
    ids = {row_id for one in (*earlier, call) for row_id in bound.get(one.drawdown_id, ())}
    rows = [row for row in facts.rows if row.expenditure_id in ids]
    sums = grant_sums(facts, day)
    cost = call.cumulative_eligible_cents + call.need_cents
    return CallPackage(
        call=call,
        earlier=earlier,
        sums=sums,
        categories=grouped(rows, lambda row: row.category, day),
        of_calls=row_sums(rows, day),
        incomes=tuple(one for one in facts.incomes if one.received_on <= day),
        quarters=quarter_comparisons(period, reconciled, late),
        way=call_way(
            facts,
            day,
            cost,
            sums.first_measures.claimable.cents,
            reduced_on=max(day, call.released_on or told_on),
        ),
        files=files,
    )
