"""What an interim proof (R08) says of its own year beside the cumulative sums (VN-10).

Cost counts on the day of payment, money of others on the day it came: the sums of the year are the
difference of the cumulative ones at both of its ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

from services.reporting.domain.facts import GrantFacts, RowFact
from services.reporting.domain.financial_statement import (
    FinancialStatement,
    Source,
    WithinYear,
    financial_statement,
)
from services.reporting.domain.sums import Figure
from shared.periods import Period


def with_year(
    facts: GrantFacts, statement: FinancialStatement, period: Period
) -> FinancialStatement:
    """The numerical proof with eligible cost and sources of the period; its day is the last."""
    before = financial_statement(facts, period.first_day - timedelta(days=1))
    lines = _eligible_within(facts.rows, period)
    known = {_key(one): one.actual.cents for one in before.sources}
    sources = {_key(one): one.actual.cents - known.get(_key(one), 0) for one in statement.sources}
    ids = tuple(each for one in lines.values() for each in one.ids)
    total = Figure(sum(one.cents for one in lines.values()), ids)
    return replace(statement, year=WithinYear(period, lines, sources, total))


def _key(one: Source) -> tuple[str, str]:
    return one.source_kind, one.source


def _eligible_within(rows: Iterable[RowFact], period: Period) -> Mapping[str, Figure]:
    """By line; a row whose effects of the period add up to nothing is in none."""
    cents: dict[str, int] = defaultdict(int)
    ids: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        amount = sum(
            one.cents for one in row.effects if one.kind == "eligible" and one.on in period
        )
        if amount:
            cents[row.budget_line] += amount
            ids[row.budget_line].append(row.expenditure_id)
    return {line: Figure(amount, tuple(ids[line])) for line, amount in cents.items()}
