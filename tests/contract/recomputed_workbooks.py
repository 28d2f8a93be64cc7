"""Workbooks without the values they bring along, and what a spreadsheet program makes of them."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl

_FORMULA_VALUE = re.compile(rb"(</f>)<v>[^<]*</v>")


def without_values(book: bytes, target: Path) -> Path:
    """Writes the workbook with 0 for every value a formula brought along; a program that does not
    compute anew is found out."""
    source = target.with_suffix(".full")
    source.write_bytes(book)
    with zipfile.ZipFile(source) as full, zipfile.ZipFile(target, "w") as empty:
        for name in full.namelist():
            body = full.read(name)
            if name.startswith("xl/worksheets/sheet"):
                body = _FORMULA_VALUE.sub(rb"\1<v>0</v>", body)
            empty.writestr(name, body)
    return target


def formula_values(formulas: Path, values: Path) -> dict[str, int]:
    """What stands in `values` at each place where `formulas` has a formula: hundredths (cents),
    ten-thousandths of a ratio all the same."""
    found = {}
    valued = openpyxl.load_workbook(values, data_only=True)
    for sheet in openpyxl.load_workbook(formulas):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    value = valued[sheet.title][cell.coordinate].value
                    assert isinstance(value, int | float), (sheet.title, cell.coordinate, value)
                    found[f"{sheet.title}!{cell.coordinate}"] = round(value * 10_000)
    return found
