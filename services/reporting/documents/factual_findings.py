"""What a factual report lacks, what is late, and where it departs from the plan."""

from __future__ import annotations

from collections.abc import Iterator

from services.reporting.documents.measure_findings import measure_name, standing_findings
from services.reporting.documents.report_findings import Found
from services.reporting.documents.statement_findings import line_findings
from services.reporting.domain.factual_report import FactualReport
from services.reporting.domain.narrative_sections import SECTIONS


def factual_findings(figures: FactualReport) -> Iterator[Found]:
    """Of the texts, and of the data beside those sections that the report wants."""
    for key in figures.wanted:
        if key not in figures.texts.released:
            yield "text_missing", SECTIONS[key].title
    if "measures" in figures.wanted:
        yield from _of_measures(figures)
    if "benefits" in figures.wanted:
        unmeasured = (one for one in figures.registers.indicators if not one.actual)
        yield from (("indicator_unmeasured", one.name) for one in unmeasured)
    if "deviations" in figures.wanted:
        tolerance = figures.statement.sums.terms.line_tolerance_bp
        yield from line_findings(figures.deviating_lines, tolerance)


def _of_measures(figures: FactualReport) -> Iterator[Found]:
    day = figures.statement.sums.as_of
    for one in figures.measures.lines:
        if one.measure:
            yield from standing_findings(measure_name(one), one.last_status, day)
