"""Where the numerical proof departs from the plan, or money is owed, by code and place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from services.reporting.documents.phrases import SOURCES, WITHOUT_MEASURE
from services.reporting.documents.report_findings import Found
from services.reporting.domain.financial_statement import (
    ADVANCE,
    FinancialStatement,
    LineResult,
    Source,
)

SOURCE_KINDS: Final = SOURCES | {ADVANCE: "Von der Stadt vorgestreckt"}
_NAMES: Final = {
    "grant": "Zuwendung, eingegangen",
    ADVANCE: "Zuwendung, noch nicht eingegangen",
    "own": "Eigenanteil",
}
_WHOLE: Final = "Finanzierungsplan"
_OF_SOURCE: Final = {
    ADVANCE: ("grant_advanced", "grant_overpaid"),
    "grant": ("grant_above_plan", "grant_outstanding"),
    "own": ("own_above_plan", "own_below_plan"),
}
"""Above and below what was planned; of money of others, the next."""
_OF_OTHERS: Final = ("income_above_plan", "income_below_plan")


def plan_findings(figures: FinancialStatement) -> Iterator[Found]:
    """Of the lines, of the plan as a whole and of the sources."""
    if not figures.sums.planned_cents:
        yield "plan_unreleased", _WHOLE
    elif figures.deviation_cents > 0:
        yield "plan_total_exceeded", _WHOLE
    yield from line_findings(figures.lines, figures.sums.terms.line_tolerance_bp)
    for one in figures.sources:
        yield from _of_source(one)


def measure_findings(figures: FinancialStatement) -> Iterator[Found]:
    """Of the measures."""
    for one in figures.measures:
        name = one.measure.title if one.measure else WITHOUT_MEASURE
        if one.deviation_cents:
            over = one.deviation_cents > 0
            yield "measure_cost_over" if over else "measure_cost_under", name


def line_findings(lines: Iterable[LineResult], tolerance_bp: int | None) -> Iterator[Found]:
    """Of lines of the plan; exactly at the tolerance is not beyond it."""
    for one in lines:
        code = _of_line(one, tolerance_bp)
        if code:
            yield code, one.line.budget_line


def _of_line(result: LineResult, tolerance_bp: int | None) -> str:
    if result.deviation_cents <= 0:
        return "line_under" if result.deviation_cents else ""
    if not result.line.planned_cents:
        return "line_unplanned"
    if result.is_exceeded:
        return "line_exceeded"
    return "line_overrun" if tolerance_bp is None else "line_near_limit"


def _of_source(one: Source) -> Iterator[Found]:
    above, below = _OF_SOURCE.get(one.source_kind, _OF_OTHERS)
    deviation = one.actual.cents - one.planned_cents
    if deviation:
        yield above if deviation > 0 else below, source_name(one)


def source_name(one: Source) -> str:
    """As the table of sources names it."""
    return _NAMES.get(one.source_kind, one.source or SOURCE_KINDS[one.source_kind])
