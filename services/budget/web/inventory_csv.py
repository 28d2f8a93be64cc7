"""The inventory for a German spreadsheet, with the columns of INV-02."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from services.budget.usecases.inventory_queries import ShownItem
from services.budget.usecases.move_out_property import ITEM_COLUMNS, item_cells
from shared.csv_text import csv_chunks


def csv_lines(items: Iterable[ShownItem]) -> Iterator[bytes]:
    """The file in pieces: the columns a city takes along, too."""
    return csv_chunks(ITEM_COLUMNS, map(item_cells, items))
