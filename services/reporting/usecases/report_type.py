"""What a report type is: what it is called, which periods it accepts, who makes its document."""

from __future__ import annotations

from dataclasses import dataclass

from services.reporting.domain.period_rule import PERIOD_RULES, PeriodRule
from services.reporting.usecases.material import Build
from shared.periods import PeriodKind


@dataclass(frozen=True)
class ReportType:
    """One type: slug of the API, number (R01 …), German title, periods it is made for, a period
    that makes sense, what makes its document, whether its rows name creditors, the written sections
    without which it is not released (VN-05), and whether two persons release it."""

    type: str
    report: str
    title: str
    periods: tuple[PeriodKind, ...]
    example_period: str
    build: Build
    names_creditors: bool = False
    sections: tuple[str, ...] = ()
    needs_two: bool = False

    @property
    def period_kind(self) -> str:
        """`quarter`, `half_year` or `any`."""
        return self.periods[0].value if len(self.periods) == 1 else "any"

    @property
    def period_rule(self) -> PeriodRule:
        """What its period means, and whether it waits for the end of it."""
        return PERIOD_RULES[self.report]
