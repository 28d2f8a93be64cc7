"""Workbooks compute: a step changed in a sheet arrives at the total and on the first page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from services.reporting.store import reports
from tests.components import libreoffice
from tests.components.availability import require
from tests.integration.reporting.house import Reporting, told_house
from tests.integration.reporting.story import tell_everything

PERIODS = {
    "call-package": "2026-H1", "financial-statement": "2026-H1", "quarterly": "2026-Q1",
    "cash-flow": "2026-H1", "voucher-list-summary": "2026-H1",
}  # fmt: skip
COMPUTED = {
    "call-package": {"Vom Beleg zum Abruf": 4, "Bericht": 3},
    "financial-statement": {
        "Plan und Ist je Planposition": 30, "Von den Ausgaben zum Saldo": 4, "Bericht": 4,
        "Womit die zuwendungsfähigen Aus": 6,
    },
    "quarterly": {"Was sofort abrufbar ist": 4, "Eigenanteil der Stadt": 1, "Bericht": 2},
    "cash-flow": {"Abfluss, Prognose und Abrufe je": 18},
    "voucher-list-summary": {"Von den zuwendungsfähigen Ausga": 3},
}  # fmt: skip
"""How many formulas a sheet has at least."""


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, bytes]]:
    with told_house(tmp_path_factory.mktemp("told"), tell_everything) as house:
        yield {type_: stored(house, type_, period) for type_, period in PERIODS.items()}


def stored(house: Reporting, type_: str, period: str) -> bytes:
    row = house.draft(type_, period)
    with house.ports.sessions.read() as session:
        return reports.content(session, row.report_id, "draft", "full", "xlsx") or b""


@pytest.mark.parametrize("type_", PERIODS)
def test_steps_deviations_and_key_figures_are_formulas(books: dict[str, bytes], type_: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(books[type_]))
    for name, least in COMPUTED[type_].items():
        cells = [cell for row in book[name].iter_rows() for cell in row]
        assert sum(one.data_type == "f" for one in cells) >= least, name


def test_what_is_changed_in_a_step_arrives_at_the_call(
    books: dict[str, bytes], tmp_path: Path
) -> None:
    """100 euros more of certified cost are 65 euros more to call, on both sheets."""
    require(libreoffice.PROBE)
    book = openpyxl.load_workbook(io.BytesIO(books["call-package"]))
    steps = book["Vom Beleg zum Abruf"]
    steps["C5"] = float(steps["C5"].value) + 100
    changed = tmp_path / "changed.xlsx"
    book.save(changed)
    (result,) = libreoffice.recomputed([changed], tmp_path)
    before = openpyxl.load_workbook(io.BytesIO(books["call-package"]), data_only=True)
    after = openpyxl.load_workbook(result, data_only=True)
    last = steps.max_row
    sheet = "Vom Beleg zum Abruf"
    assert round(after[sheet][f"C{last}"].value - before[sheet][f"C{last}"].value, 2) == 65
    assert asked(after) == round(asked(before) + 65, 2)


def asked(book: openpyxl.Workbook) -> float:
    """The amount called on the first sheet."""
    return next(
        round(row[1].value, 2)
        for row in book["Bericht"].iter_rows()
        if row[0].value == "Dieser Abruf"
    )
