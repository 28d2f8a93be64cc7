"""What an overview of measures finds: lights that are not green, late milestones, money."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from contracts.events.snapshots import MeasureStatus
from services.reporting.documents.phrases import WITHOUT_MEASURE
from services.reporting.documents.report_findings import Found, findings_blocks
from services.reporting.documents.tables import Table
from services.reporting.domain.milestones import progress
from services.reporting.domain.portfolio import PortfolioLine
from services.reporting.domain.quarterly import QuarterlyFigures

_LIGHTS: Final = {"red": "measure_red", "amber": "measure_amber"}


def measure_name(line: PortfolioLine) -> str:
    """Its title, or that no measure is named."""
    return line.measure.title if line.measure else WITHOUT_MEASURE


def standing_findings(name: str, status: MeasureStatus | None, day: date) -> Iterator[Found]:
    """Of what somebody reported of a measure; None: nobody did."""
    if status is None:
        yield "measure_untold", name
        return
    if status.light in _LIGHTS:
        yield _LIGHTS[status.light], name
    if progress(status.listed_milestones, day).late:
        yield "milestone_late", name


def told_findings(figures: QuarterlyFigures) -> Iterator[Table]:
    """A table of what was reported of the measures in the quarter."""
    day = figures.sums.as_of
    found = (
        one
        for line in figures.measures
        for one in standing_findings(line.measure.title, line.status, day)
    )
    return findings_blocks("measure_findings", found)


def money_findings(line: PortfolioLine) -> Iterator[Found]:
    """Of a measure's money, as it is and as it is foreseen."""
    name = measure_name(line)
    if line.measure is None and line.spent_cents:
        yield "measure_unnamed", name
    if line.available_cents < 0:
        yield "measure_overspent", name
    if line.forecast_cents > line.planned_cents:
        yield "measure_forecast_over", name
