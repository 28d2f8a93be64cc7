"""Gaps and findings as a table: events carry codes only, because texts could name persons."""

from __future__ import annotations

from collections.abc import Sequence

from contracts.rulebook.finding_remedies import remedy_for
from contracts.rulebook.finding_words import word_for
from services.reporting.documents.figures import Facts
from services.reporting.documents.tables import Column, Row, Table
from services.reporting.documents.values import ValueType
from services.reporting.domain.calculation import OpenPoint

POINT_KINDS = {"error": "Hinderungsgrund", "missing": "fehlt noch", "warning": "Hinweis"}
_MOST_NUMBERS = 12


def open_points_table(
    points: Sequence[OpenPoint],
    key: str = "open_points",
    caption: str = "Offene Punkte an einzelnen Zeilen",
) -> Table:
    """One row per kind of gap, with the running numbers it concerns and what would close it."""
    columns = (
        Column("point", "Was", row_header=True, expected_chars=30),
        Column("kind", "Art", expected_chars=12),
        Column("rule", "Regel", expected_chars=8),
        Column("count", "Zeilen", ValueType.INTEGER),
        Column("numbers", "Lfd. Nr.", expected_chars=24),
        Column("remedy", "Was zu tun ist", expected_chars=36),
    )
    rows = tuple(
        Row(
            (
                word_for(one.code),
                POINT_KINDS[one.severity],
                one.rule,
                len(one.numbers),
                listed_numbers(one.numbers),
                remedy_for(one.code),
            ),
            facts=Facts.of(one.ids),
        )
        for one in points
    )
    return Table(key, caption, columns, rows)


def listed_numbers(numbers: Sequence[int]) -> str:
    """The running numbers in order; of many the first, and how many more."""
    shown = ", ".join(str(one) for one in sorted(numbers)[:_MOST_NUMBERS])
    rest = len(numbers) - _MOST_NUMBERS
    return f"{shown} und {rest} weitere" if rest > 0 else shown
