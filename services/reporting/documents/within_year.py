"""The columns and the sentence by which an interim proof tells its year from the whole (VN-10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from services.reporting.documents.figures import Facts
from services.reporting.documents.tables import Column
from services.reporting.documents.text import Paragraph
from services.reporting.documents.values import ValueType
from services.reporting.domain.financial_statement import WithinYear
from services.reporting.domain.sums import Figure
from shared.money import format_euro

_YEAR: Final = "actual_year"


def with_year_column(columns: tuple[Column, ...], year: WithinYear | None) -> tuple[Column, ...]:
    """In an interim proof the year's actual stands before the cumulative one."""
    return tuple(_columns(columns)) if year else columns


def _columns(columns: tuple[Column, ...]) -> Iterator[Column]:
    for one in columns:
        if one.key == "actual":
            yield Column(_YEAR, "Ist im Jahr", ValueType.MONEY, summed=True)
            yield replace(one, label="Ist kumuliert")
        else:
            yield one


def year_cell(within: Figure | None) -> tuple[int, ...]:
    """Cents of the year; no cell in a report that tells no year apart."""
    return (within.cents,) if within is not None else ()


def year_facts(within: Figure | None) -> tuple[tuple[str, Facts], ...]:
    """What the cell adds up."""
    return ((_YEAR, Facts.of(within.ids)),) if within is not None else ()


def year_sentence(year: WithinYear) -> Paragraph:
    """How much of the whole was paid in the year."""
    return Paragraph.of(
        f"Davon wurden {format_euro(year.total.cents)} zuwendungsfähige Ausgaben im "
        f"{year.period.label} bezahlt; „kumuliert“ zählt von Anfang an."
    )
