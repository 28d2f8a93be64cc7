"""Figures of the factual report (R05): what stands in numbers beside its texts (VN-05)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from services.reporting.domain.facts import GrantFacts
from services.reporting.domain.financial_statement import (
    FinancialStatement,
    LineResult,
    financial_statement,
)
from services.reporting.domain.milestones import Progress, progress
from services.reporting.domain.portfolio import Portfolio, PortfolioLine, portfolio
from services.reporting.domain.registers import Registers
from services.reporting.domain.told_texts import ToldTexts
from shared.periods import Period

MOST_LINES: Final = 10
"""As many lines are explained as one page can hold; the numerical proof has all of them."""


@dataclass(frozen=True)
class FactualReport:
    """Texts and figures of one period; the statement is that of the numerical proof."""

    wanted: tuple[str, ...]
    texts: ToldTexts
    measures: Portfolio
    statement: FinancialStatement
    registers: Registers

    def progress_of(self, line: PortfolioLine) -> Progress:
        """The milestones of a measure as of the last day of the period, as last told by then."""
        listed = line.last_status.listed_milestones if line.last_status else ()
        return progress(listed, self.statement.sums.as_of)

    @property
    def deviating_lines(self) -> tuple[LineResult, ...]:
        """The lines furthest from their plan, over or under, the furthest first."""
        found = [one for one in self.statement.lines if one.deviation_cents]
        return tuple(sorted(found, key=lambda one: -abs(one.deviation_cents))[:MOST_LINES])

    @property
    def largest_lines(self) -> tuple[LineResult, ...]:
        """The lines with the largest eligible cost."""
        found = [one for one in self.statement.lines if one.line.sums.eligible.cents]
        return tuple(sorted(found, key=lambda one: -one.line.sums.eligible.cents)[:MOST_LINES])


def factual_report(
    facts: GrantFacts,
    period: Period,
    texts: ToldTexts,
    wanted: tuple[str, ...],
    registers: Registers,
) -> FactualReport:
    """Adds up as of the last day of the period; `wanted` are the keys of the sections."""
    return FactualReport(
        wanted=wanted,
        texts=texts,
        measures=portfolio(facts, period),
        statement=financial_statement(facts, period.last_day),
        registers=registers,
    )
