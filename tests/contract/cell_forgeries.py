"""Changes one cell of a report at a time, in print and data alike, and asks whether the checker
objects. `python -m tests.contract.cell_forgeries` measures every type of the told house.

Print and data are compared by steps of their own that such a forgery passes; what is left to object
are the steps that look at data alone and at the events. A changed amount changes the sums below it.
"""

from __future__ import annotations

import copy
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from services.reporting.check.attachments import attachments
from services.reporting.check.chart_data import check_chart_data
from services.reporting.check.form import check_form
from services.reporting.check.not_compared import open_columns
from services.reporting.check.outcome import Fault, Unseen
from services.reporting.check.pdf_file import PdfFile
from services.reporting.check.printed import blocks
from services.reporting.check.register_words import check_known_words
from services.reporting.check.sentences import check_sentences
from services.reporting.check.steps import check_steps
from services.reporting.check.sums import check_sums
from services.reporting.check.told import Told, read_events
from services.reporting.check.voucher_words import check_words
from services.reporting.check.vouchers import check_vouchers
from services.reporting.usecases.report_types import REPORT_TYPES
from tests.driver import House
from tests.reported_house import document, draft, reported_house

Report = dict[str, Any]
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Cell:
    """A cell of a data row by the key of its table, the number of the row and the column; a key
    figure has no row and its own key."""

    table: str
    column: str
    row: int | None


def cells_of(report: Report) -> Iterator[Cell]:
    """Every cell of a data row and every key figure."""
    for table in blocks(report, "table"):
        for number, row in enumerate(table["rows"]):
            if row["kind"] == "data":
                yield from (Cell(table["key"], one["key"], number) for one in table["columns"])
    for block in blocks(report, "key_figures"):
        yield from (Cell("", one["key"], None) for one in block["figures"])


def forge(report: Report, cell: Cell) -> None:
    """Another value of the same kind, and the sums of its column that follow from it."""
    if cell.row is None:
        figures = (one for block in blocks(report, "key_figures") for one in block["figures"])
        figure = next(one for one in figures if one["key"] == cell.column)
        figure["value"] = _other(figure["type"], figure["value"])
        return
    table = next(one for one in blocks(report, "table") if one["key"] == cell.table)
    place = [one["key"] for one in table["columns"]].index(cell.column)
    column, cells = table["columns"][place], table["rows"][cell.row]["cells"]
    before = cells[place]
    cells[place] = _other(column["type"], before)
    if column["summed"]:
        _carry(table["rows"], cell.row, place, cells[place] - (before or 0))


def _other(kind: str, value: Any) -> Any:
    if kind == "date":
        return (date.fromisoformat(value) + _DAY).isoformat() if value else "2026-03-03"
    if kind in ("money", "percent", "integer"):
        return (value or 0) + 100
    if kind == "status":
        return "green" if value != "green" else "red"
    return f"{value} neu" if value else "neu"


def _carry(rows: list[dict[str, Any]], after: int, place: int, by: int) -> None:
    is_open = True
    for row in rows[after + 1 :]:
        is_open = is_open and row["kind"] != "group"
        if row["cells"][place] is None:
            continue
        if row["kind"] == "total" or (row["kind"] == "subtotal" and is_open):
            row["cells"][place] += by
        is_open = is_open and row["kind"] != "subtotal"


REFUSED, TOLD, SILENT = "refused", "told", "silent"


def judged(whole: Report, told: Told) -> tuple[str, tuple[str, ...]]:
    """What the first step says that refuses data or events, and what steps leave open."""
    report = whole["document"]
    steps: tuple[Callable[[], str], ...] = (
        lambda: check_form(whole),
        lambda: check_sums(report),
        lambda: check_steps(report),
        lambda: check_chart_data(report),
        lambda: check_vouchers(report, told),
        lambda: check_words(report, told),
        lambda: check_known_words(report, told),
        lambda: check_sentences(report, told),
    )
    left_open = []
    for step in steps:
        try:
            step()
        except Unseen as unseen:
            left_open.append(str(unseen))
        except Fault as fault:
            return str(fault), ()
    return "", tuple(left_open)


def outcomes(attached: dict[str, bytes], *, sample: bool) -> Iterator[tuple[Cell, str]]:
    """What becomes of each forged cell, of the first of each column in a `sample`: refused, told as
    not known, or silently passed."""
    whole = json.loads(attached["bericht.json"])
    told = read_events(attached["ereignisse.ndjson"])
    before = judged(whole, told)
    assert not before[0], before
    seen: set[tuple[str, str]] = set()
    for cell in list(cells_of(whole["document"])):
        if sample and (cell.table, cell.column) in seen:
            continue
        seen.add((cell.table, cell.column))
        forged = {**whole, "document": copy.deepcopy(whole["document"])}
        forge(forged["document"], cell)
        said, left_open = judged(forged, told)
        yield cell, REFUSED if said else TOLD if left_open != before[1] else SILENT


def drafts(house: House) -> Iterator[tuple[str, dict[str, bytes]]]:
    """The attachments of a draft of every type."""
    for kind in REPORT_TYPES:
        house.clock.at += timedelta(seconds=2)  # the log signs at most once a second
        house.settle()
        yield kind, attachments(PdfFile(document(house, draft(house, kind))))


def _measure(folder: Path, *, sample: bool) -> None:
    whole: Counter[str] = Counter()
    by_column: dict[tuple[str, str], set[str]] = {}
    with reported_house(folder) as house:
        for kind, attached in drafts(house):
            found: Counter[str] = Counter()
            named = {(one[0], one[2]) for one in
                     open_columns(json.loads(attached["bericht.json"])["document"])}  # fmt: skip
            for cell, state in outcomes(attached, sample=sample):
                place = cell.table, cell.column
                by_column.setdefault(place, set()).add(state)
                found["named" if state == SILENT and place in named else state] += 1
            whole += found
            print(kind, dict(found))
    print("all", dict(whole))
    compared: dict[str, list[str]] = {}
    for (table, column), states in sorted(by_column.items()):
        if SILENT not in states:
            compared.setdefault(table, []).append(column)
    for table, columns in compared.items():
        print(f'    "{table}": "{" ".join(columns)}",')


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder), sample="--sample" in sys.argv)
