"""Figures of the data-quality report (R21): every gap and finding of every row, by its rule.

Budget decided what is open (`missing`, `findings`); here it is only grouped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.reporting.domain.calculation import AssessedRow, OpenPoint, open_points
from services.reporting.domain.certification_age import AgeGroup, certification_ages

_RULE_OF_GAP = {
    "payment": "ELG-05",
    "payment_proof": "ELG-12",
    "voucher_file": "ELG-12",
    "procurement_file": "PROC-01",
    "certification_factual": "MUN-01",
    "certification_arithmetical": "MUN-01",
    "split_part": "ELG-09",
}
"""Events carry the code of a gap without its rule."""


@dataclass(frozen=True)
class RowPoint:
    """One gap or finding of one row."""

    rule: str
    point: OpenPoint
    number: int
    expenditure_id: str


@dataclass(frozen=True)
class DataQuality:
    """`row_count` rows were looked at; `points` stand in the order of their rules; `ages` are those
    of open certifications on the day `on`."""

    row_count: int
    clean_count: int
    points: tuple[tuple[str, OpenPoint], ...]
    rows: tuple[RowPoint, ...]
    on: date
    ages: tuple[AgeGroup, ...]


def data_quality(assessed: Iterable[AssessedRow], on: date) -> DataQuality:
    """Groups what is open, by rule and code; numbers in ascending order."""
    looked_at = list(assessed)
    points = sorted(
        ((rule_of(one), one) for one in open_points(looked_at)),
        key=lambda pair: (pair[0], pair[1].code, pair[1].severity),
    )
    rows = [
        RowPoint(rule, one, number, identity)
        for rule, one in points
        for number, identity in sorted(zip(one.numbers, one.ids, strict=True))
    ]
    concerned = {one.expenditure_id for one in rows}
    return DataQuality(
        row_count=len(looked_at),
        clean_count=len(looked_at) - len(concerned),
        points=tuple(points),
        rows=tuple(rows),
        on=on,
        ages=certification_ages(looked_at, on),
    )


def rule_of(point: OpenPoint) -> str:
    """The rule a finding names, or that asks for what is missing; empty for an unknown gap."""
    return point.rule or _RULE_OF_GAP.get(point.code, "")
