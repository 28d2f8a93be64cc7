"""Figures of the measure sheets (R10): the quarter's measures and their money by category."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from contracts.events.snapshots import PlanLine
from services.reporting.domain.facts import GrantFacts, RowFact
from services.reporting.domain.quarterly import QuarterlyFigures, quarterly_figures
from services.reporting.domain.sums import RowSums, row_sums
from shared.periods import Period


@dataclass(frozen=True)
class CategoryLine:
    """Plan and sums of one category; empty name for a total."""

    category: str
    planned_cents: int
    sums: RowSums


@dataclass(frozen=True)
class MeasureMoney:
    """One measure by category; empty title for what names none that is known."""

    title: str
    categories: tuple[CategoryLine, ...]
    total: CategoryLine


@dataclass(frozen=True)
class MeasureSheets:
    """The sheets' figures, whose total is the grant's."""

    quarterly: QuarterlyFigures
    money: tuple[MeasureMoney, ...]
    total: CategoryLine


def measure_sheets(facts: GrantFacts, quarter: Period) -> MeasureSheets:
    """Adds up every measure as of the end of the quarter."""
    figures = quarterly_figures(facts, quarter, None)
    lines = figures.plan.lines if figures.plan else ()
    titles = {one.measure.measure_id: one.measure.title for one in facts.measures}
    money = []
    for measure_id, title in (*titles.items(), (None, "")):
        rows = [one for one in facts.rows if _is_of(one.measure_id, measure_id, titles)]
        planned = [one for one in lines if _is_of(one.measure_id, measure_id, titles)]
        if measure_id is not None or rows or planned:
            money.append(_money(title, rows, planned, quarter))
    return MeasureSheets(figures, tuple(money), _line("", facts.rows, lines, quarter))


def _is_of(named: str, measure_id: str | None, known: dict[str, str]) -> bool:
    return named == measure_id if measure_id is not None else named not in known


def _money(
    title: str, rows: list[RowFact], planned: list[PlanLine], quarter: Period
) -> MeasureMoney:
    names = sorted({one.category for one in rows} | {str(one.category) for one in planned})
    return MeasureMoney(
        title=title,
        categories=tuple(
            _line(
                name,
                [one for one in rows if one.category == name],
                [one for one in planned if one.category == name],
                quarter,
            )
            for name in names
        ),
        total=_line("", rows, planned, quarter),
    )


def _line(
    name: str, rows: Iterable[RowFact], planned: Iterable[PlanLine], quarter: Period
) -> CategoryLine:
    cents = sum(one.planned_cents for one in planned)
    return CategoryLine(name, cents, row_sums(rows, quarter.last_day))
