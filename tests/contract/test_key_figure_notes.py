"""What is said about a key figure stands at it in every form, and the check of files knows it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import openpyxl
import pytest

from services.reporting.check.belongings import Belongings
from services.reporting.check.fonts import Fonts
from services.reporting.check.pdf_file import PdfFile
from services.reporting.check.pdf_text import PageText
from services.reporting.check.printed import Print
from services.reporting.check.reading_order import ReadingOrder
from services.reporting.documents.figure_notes import KEY_FIGURES, NOTES
from services.reporting.usecases.narrative_figures import NotableFigure, notable_figures
from shared.money import format_euro
from shared.periods import Period
from tests.contract.golden import REPORT
from tests.contract.test_every_report_type import stored
from tests.contract.test_figure_notes import tables_of
from tests.integration.reporting.house import Reporting, told_house
from tests.integration.reporting.story import tell_everything
from tests.integration.reporting.stream import GRANT
from tests.integration.reporting.test_reporting_narratives import agree, write

SAID = "Davon eine Nachzahlung für das Vorjahr."
QUARTER = "2026-Q1"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Reporting, NotableFigure]]:
    with told_house(tmp_path_factory.mktemp("told"), tell_everything) as house:
        with house.ports.sessions.read() as session:
            period = Period.parse(QUARTER)
            figures = notable_figures(session, house.means, GRANT, period, "quarterly")
        own = {one.label: one for one in figures if one.address.table == KEY_FIGURES}
        figure = own["Unser Eigenanteil"]
        agree(house, write(house, SAID, subject=str(figure.address), period=QUARTER), 1)
        house.settle()
        house.stream.checkpoint()
        house.settle()
        yield house, figure


@pytest.fixture(scope="module")
def body(told: tuple[Reporting, NotableFigure]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(stored(told[0], "quarterly", "json", QUARTER))
    return found


def test_the_data_have_mark_and_explanation(
    told: tuple[Reporting, NotableFigure], body: dict[str, Any]
) -> None:
    jsonschema.Draft202012Validator(json.loads(REPORT.read_text("utf-8"))).validate(body)
    (table,) = [one for one in tables_of(body) if one["key"] == f"{NOTES}{KEY_FIGURES}_1"]
    (row,) = table["rows"]
    assert row["cells"] == ["1)", "Unser Eigenanteil", told[1].amount_cents, SAID]
    assert '"vorläufig 1)"' in json.dumps(body, ensure_ascii=False)


def test_page_workbook_and_csv_carry_both(told: tuple[Reporting, NotableFigure]) -> None:
    page = stored(told[0], "quarterly", "html", QUARTER).decode()
    text = stored(told[0], "quarterly", "csv", QUARTER).decode()
    for one in (page, text):
        assert "vorläufig 1)" in one and SAID in one
    book = openpyxl.load_workbook(io.BytesIO(stored(told[0], "quarterly", "xlsx", QUARTER)))
    cells = {
        str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row
    }
    assert {"vorläufig 1)", SAID} <= cells


def test_the_print_has_them_and_the_check_knows_them(
    told: tuple[Reporting, NotableFigure], body: dict[str, Any]
) -> None:
    pdf = PdfFile(stored(told[0], "quarterly", "pdf", QUARTER))
    Belongings(pdf, PageText(pdf), Fonts(pdf), ReadingOrder(pdf)).check()
    Print(pdf, PageText(pdf)).check_tables(body["document"])


def test_the_amount_of_the_figure_is_the_one_printed(
    told: tuple[Reporting, NotableFigure], body: dict[str, Any]
) -> None:
    page = stored(told[0], "quarterly", "html", QUARTER).decode()
    assert page.count(format_euro(told[1].amount_cents)) >= 2
