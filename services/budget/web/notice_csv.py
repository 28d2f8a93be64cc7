"""The notices as CSV: the columns a city takes along, and how they stand today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from services.budget.usecases.move_out_duties import NOTICE_COLUMNS, STEP_NAMES, notice_cells
from services.budget.usecases.notice_queries import ShownNotice
from shared.csv_text import Cell, Dialect, csv_chunks
from shared.periods import german_date

HEADER: Final = (*NOTICE_COLUMNS, "Überfällig", "Anlass weggefallen", "Zurückgenommen")


def csv_lines(notices: Iterable[ShownNotice], dialect: Dialect) -> Iterator[bytes]:
    """The file in pieces."""
    return csv_chunks(HEADER, map(_cells, notices), dialect=dialect)


def _cells(one: ShownNotice) -> tuple[Cell, ...]:
    past = (
        f"{STEP_NAMES[each.step]} vom {german_date(each.noted.on)}: {each.reason}"
        for each in one.past
    )
    return (
        *notice_cells(one.record),
        "ja" if one.is_overdue else "",
        "ja" if one.is_gone else "",
        " | ".join(past),
    )
