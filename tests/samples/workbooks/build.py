"""Build workbooks for tests: the good line of the CSV samples as typed cells, changed by header."""

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.samples.csv.lines import GOOD, HEADERS

NAMES = HEADERS.split(";")
TYPED: dict[str, Any] = GOOD | {
    "Rechnungsdatum": date(2026, 1, 10),
    "Vertragsdatum": date(2025, 12, 1),
    "Leistung von": datetime.combine(date(2026, 1, 2), time()),
    "Leistung bis": date(2026, 1, 9),
    "Zahlungsdatum": date(2026, 2, 15),
    "Brutto": 1190,
    "MwSt": 190.0,
    "Haushaltsjahr": 2026,
}


def row(**changes: Any) -> list[Any]:
    """One line of typed cells."""
    values = TYPED | changes
    return [values.get(name) for name in NAMES]


def workbook(*rows: list[Any], change: Callable[[Worksheet], None] | None = None) -> BinaryIO:
    """A workbook with a title line, the header in row 3 and the given rows from row 4."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Belege"
    sheet.append(["Belegliste"])
    sheet.append([])
    for one in (NAMES, *rows):
        sheet.append(one)
    if change is not None:
        change(sheet)
    stream = io.BytesIO()
    book.save(stream)
    stream.seek(0)
    return stream


def with_entries(stream: BinaryIO, entries: Mapping[str, bytes]) -> BinaryIO:
    """The workbook with entries of its archive replaced or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in entries:
                new.writestr(name, old.read(name))
        for name, content in entries.items():
            new.writestr(name, content)
    made.seek(0)
    return made
