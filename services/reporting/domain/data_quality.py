"""Figures of the data-quality report (R21): every gap and finding of every row, by its rule.

Budget decided what is open (`missing`, `findings`); here it is only grouped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.reporting.domain.calculation import AssessedRow, OpenPoint, open_points
from services.reporting.domain.certification_age import AgeGroup, certification_ages
from services.reporting.domain.facts import RowFact
from services.reporting.domain.receipt_words import ReceiptWords

CHECKED: Final = (
    ("measure_differs_from_line", "PRG-05"),
    ("voucher_file", "ELG-12"),
    ("payment_proof", "ELG-12"),
    ("service_before_period", "ELG-03"),
    ("service_after_period", "ELG-03"),
    ("service_past_end", "ELG-13"),
    ("payment_after_period", "ELG-03"),
    ("payment_too_late", "ELG-03"),
    ("duplicate", "ELG-09"),
    ("near_duplicate", "ELG-09"),
    ("certification_factual", "MUN-01"),
    ("certification_arithmetical", "MUN-01"),
    ("procurement_file", "PROC-01"),
    ("contract_split", "PROC-05"),
    ("account_class_unknown", "MUN-08"),
    ("account_category_differs", "MUN-08"),
)
"""What the rulebook has this report look for: receipts without link, without file, outside the
period, duplicates, without certification, with gaps in procurement or an unknown account."""


@dataclass(frozen=True)
class RowPoint:
    """One gap or finding of one row."""

    rule: str
    point: OpenPoint
    row: RowFact
    words: ReceiptWords


@dataclass(frozen=True)
class DataQuality:
    """`row_count` rows were looked at; `points` stand in the order of their rules, `passed` are
    codes and rules of what was looked for and not found; `ages` those of open certifications on the
    day `on`."""

    row_count: int
    clean_count: int
    points: tuple[tuple[str, OpenPoint], ...]
    passed: tuple[tuple[str, str], ...]
    rows: tuple[RowPoint, ...]
    on: date
    ages: tuple[AgeGroup, ...]


def data_quality(assessed: Iterable[AssessedRow], on: date) -> DataQuality:
    """Groups what is open, by rule and code; numbers in ascending order."""
    looked_at = list(assessed)
    points = sorted(
        ((one.rule, one) for one in open_points(looked_at)),
        key=lambda pair: (pair[0], pair[1].code, pair[1].severity),
    )
    known = {one.row.expenditure_id: one for one in looked_at}
    rows = [
        RowPoint(rule, one, known[identity].row, known[identity].words)
        for rule, one in points
        for _, identity in sorted(zip(one.numbers, one.ids, strict=True))
    ]
    concerned = {one.row.expenditure_id for one in rows}
    found = {one.code for _, one in points}
    return DataQuality(
        row_count=len(looked_at),
        clean_count=len(looked_at) - len(concerned),
        points=tuple(points),
        passed=tuple(pair for pair in CHECKED if looked_at and pair[0] not in found),
        rows=tuple(rows),
        on=on,
        ages=certification_ages(looked_at, on),
    )
