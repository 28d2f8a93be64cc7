"""Tables as sheets of one workbook; the same tables give the same bytes."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import IO, Any, Final

import xlsxwriter

from services.budget.export.table import Table
from shared.csv_text import Cell, Cents
from shared.workbook_text import ONLY_TEXT

_CREATED: Final = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""A fixed day: the bytes tell of the data alone."""
_LONGEST_NAME: Final = 31
_WIDTH: Final = 18


def write_workbook(title: str, tables: Iterable[Table], target: IO[bytes]) -> None:
    """Writes one sheet a table, with typed cells; texts are never run as formulas."""
    workbook = xlsxwriter.Workbook(target, dict(ONLY_TEXT))
    workbook.set_properties({"title": title, "created": _CREATED})
    formats = {
        "head": workbook.add_format({"bold": True}),
        "money": workbook.add_format({"num_format": "#,##0.00"}),
        "day": workbook.add_format({"num_format": "dd.mm.yyyy"}),
    }
    for table in tables:
        sheet = workbook.add_worksheet(table.name[:_LONGEST_NAME])
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(table.header) - 1, _WIDTH)
        for column, text in enumerate(table.header):
            sheet.write_string(0, column, text, formats["head"])
        for number, row in enumerate(table.rows, start=1):
            for column, cell in enumerate(row):
                _write(sheet, number, column, cell, formats)
    workbook.close()


def _write(sheet: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    match cell:
        case None:
            return
        case str():
            sheet.write_string(row, column, cell)
        case Cents():
            sheet.write_number(row, column, cell.cents / 100, formats["money"])
        case datetime.date():
            sheet.write_datetime(row, column, cell, formats["day"])
        case _:
            sheet.write_number(row, column, cell)
