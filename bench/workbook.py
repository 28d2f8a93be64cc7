"""Voucher list as workbook against bare XlsxWriter with the same cells in constant memory.

Both sides write natively typed cells (texts, amounts, days, blanks) with one format per kind of
column; ours also frozen heads, filters, print set-up, names and totals as formulas. Each run is a
process of its own; processor seconds are compared. Target (issue 5): at most 1.3 × the bare
writer, and memory that does not grow with the rows.
"""

from __future__ import annotations

import datetime
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import xlsxwriter

from bench.figure import Figure, peak_megabytes
from services.reporting.documents import Column, Row, ValueType
from services.reporting.render.xlsx import render_xlsx
from tests.unit.reporting.render.samples import VOUCHER_COLUMNS, frame, voucher_list, voucher_rows

_FORMATS = {
    ValueType.MONEY: "#,##0.00",
    ValueType.DATE: "dd.mm.yyyy",
    ValueType.INTEGER: "#,##0",
}


def write_list(rows: int, target: Any) -> None:
    """Ours."""
    render_xlsx(voucher_list(rows), frame(), target)


def write_floor(rows: int, target: Any) -> None:
    """The same cells, and nothing else."""
    workbook = xlsxwriter.Workbook(target, {"constant_memory": True})
    sheet = workbook.add_worksheet()
    columns = [_writer(workbook, sheet, column) for column in VOUCHER_COLUMNS]
    for number, row in enumerate(voucher_rows(rows)):
        for index, (write, value) in enumerate(zip(columns, _values(row), strict=True)):
            write(number, index, value)
    workbook.close()


def _values(row: Row) -> list[Any]:
    values: list[Any] = list(row.cells)
    if row.label:
        values[0] = row.label
    return values


def _writer(workbook: Any, sheet: Any, column: Column) -> Callable[[int, int, Any], None]:
    shape = workbook.add_format({"num_format": _FORMATS.get(column.type, "General")})

    def write(row: int, index: int, value: Any) -> None:
        if value is None:
            sheet.write_blank(row, index, None, shape)
        elif isinstance(value, datetime.date):
            sheet.write_datetime(row, index, value, shape)
        elif isinstance(value, int):
            cents = column.type is ValueType.MONEY
            sheet.write_number(row, index, value / 100 if cents else value, shape)
        else:
            sheet.write_string(row, index, value, shape)

    return write


def measure(*, quick: bool = False) -> list[Figure]:
    """Ratio at the full size, memory beyond that of a tenth of it."""
    rows, rounds = (5_000, 1) if quick else (100_000, 3)
    floors, ours = [], []
    for _ in range(rounds):
        floors.append(_run_alone("floor", rows))
        ours.append(_run_alone("list", rows))
    small = _run_alone("list", rows // 10)
    return [
        Figure(
            claim=f"workbook of {rows:,} rows",
            ours=f"{median(one[0] for one in ours):.2f} s",
            floor=f"{median(one[0] for one in floors):.2f} s (bare XlsxWriter)",
            unit="× floor",
            runs=tuple(one[0] / two[0] for one, two in zip(ours, floors, strict=True)),
            at_most=1.3,
        ),
        Figure(
            claim=f"workbook of {rows:,} rows, memory beyond that of {rows // 10:,}",
            ours=f"peak {ours[0][1]:.0f} MB",
            floor=f"peak {floors[0][1]:.0f} MB (bare XlsxWriter)",
            unit="MB",
            runs=tuple(one[1] - small[1] for one in ours),
            at_most=10,
        ),
    ]


def _run_alone(what: str, rows: int) -> tuple[float, float]:
    """Processor seconds and peak megabytes of a run in a fresh process."""
    command = [sys.executable, "-m", "bench.workbook", what, str(rows)]
    found = subprocess.run(command, check=True, capture_output=True, text=True)
    busy, peak = found.stdout.split()
    return float(busy), float(peak)


if __name__ == "__main__":
    with tempfile.TemporaryFile() as file:
        began = time.process_time()
        (write_list if sys.argv[1] == "list" else write_floor)(int(sys.argv[2]), file)
        print(time.process_time() - began, peak_megabytes())
