"""What is said about one figure stands at it in every form of every report with figures."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import jsonschema
import openpyxl
import pytest

from services.reporting.check.belongings import Belongings
from services.reporting.check.fonts import Fonts
from services.reporting.check.outcome import Fault
from services.reporting.check.pdf_file import PdfFile
from services.reporting.check.pdf_text import PageText
from services.reporting.check.printed import Print
from services.reporting.check.reading_order import ReadingOrder
from services.reporting.documents.figure_notes import NOTES
from services.reporting.usecases.narrative_figures import NotableFigure, notable_figures
from services.reporting.usecases.report_types import REPORT_TYPES
from shared.periods import Period
from tests.components import verapdf
from tests.components.availability import require
from tests.contract.golden import REPORT
from tests.contract.test_every_report_type import stored
from tests.integration.reporting.house import Reporting, told_house
from tests.integration.reporting.story import tell_everything
from tests.integration.reporting.stream import GRANT
from tests.integration.reporting.test_reporting_narratives import agree, write

SAID = "Eine Stelle mehr als geplant (Übertrag)."
WITHOUT = {
    "deadline-calendar", "software-register", "accessibility-statement", "change-notice",
}  # fmt: skip
"""They print no amount in a table a person could explain."""
WITH = [one for one in REPORT_TYPES if one not in WITHOUT]

Figures = dict[str, NotableFigure]


def first_figures(house: Reporting) -> Figures:
    """A figure of each type that has some."""
    found = {}
    for type_, known in REPORT_TYPES.items():
        with house.ports.sessions.read() as session:
            period = Period.parse(known.example_period)
            figures = notable_figures(session, house.means, GRANT, period, type_)
            if figures:
                found[type_] = figures[0]
    return found


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Reporting, Figures]]:
    with told_house(tmp_path_factory.mktemp("told"), tell_everything) as house:
        found = first_figures(house)
        for subject, period in sorted(
            {(str(one.address), REPORT_TYPES[type_].example_period) for type_, one in found.items()}
        ):
            agree(house, write(house, SAID, subject=subject, period=period), 1)
        house.settle()
        house.stream.checkpoint()
        house.settle()
        yield house, found


@pytest.fixture(scope="module")
def bodies(told: tuple[Reporting, Figures]) -> dict[str, dict[str, Any]]:
    return {type_: json.loads(stored(told[0], type_, "json")) for type_ in WITH}


def tables_of(body: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []

    def walk(above: dict[str, Any]) -> None:
        found.extend(one for one in above.get("blocks", ()) if one["block"] == "table")
        for below in above.get("parts", above.get("sections", ())):
            walk(below)

    walk(body["document"])
    return found


def marks_of(body: dict[str, Any]) -> list[tuple[str, dict[str, Any], str, int]]:
    """Caption of the table, row, column and number of every mark."""
    return [
        (table["caption"], row, key, number)
        for table in tables_of(body)
        for row in table["rows"]
        for key, number in row.get("notes", {}).items()
    ]


def test_every_type_with_amounts_can_be_explained(told: tuple[Reporting, Figures]) -> None:
    assert set(told[1]) == set(WITH)


@pytest.mark.parametrize("type_", WITH)
def test_the_data_have_mark_and_explanation(
    told: tuple[Reporting, Figures], bodies: dict[str, dict[str, Any]], type_: str
) -> None:
    body, figure = bodies[type_], told[1][type_]
    jsonschema.Draft202012Validator(json.loads(REPORT.read_text("utf-8"))).validate(body)
    numbers = [number for *_, number in marks_of(body)]
    assert numbers and numbers == list(range(1, len(numbers) + 1))
    table = next(one for one in tables_of(body) if one["key"] == f"{NOTES}{figure.address.table}")
    assert [figure.label, figure.amount_cents, SAID] in [row["cells"][1:] for row in table["rows"]]
    assert table["rows"][0]["cells"][0].endswith(")")


@pytest.mark.parametrize("type_", WITH)
def test_workbook_and_page_carry_it_at_the_cell(
    told: tuple[Reporting, Figures], bodies: dict[str, dict[str, Any]], type_: str
) -> None:
    marks = marks_of(bodies[type_])
    book = openpyxl.load_workbook(io.BytesIO(stored(told[0], type_, "xlsx")))
    comments = [
        cell.comment.text
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    ]
    assert sorted(comments) == sorted(f"{number}) {SAID}" for *_, number in marks)
    page = html5lib.parse(stored(told[0], type_, "html").decode(), namespaceHTMLElements=False)
    links = [one.get("href") for one in page.findall(".//td/sup/a")]
    assert links == [f"#note-{number}" for *_, number in marks]
    ids = {one.get("id") for one in page.findall(".//tr[@id]")}
    assert {one.removeprefix("#") for one in links if one} <= ids


@pytest.fixture(scope="module")
def files(
    told: tuple[Reporting, Figures], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("noted")
    for type_ in WITH:
        (folder / f"{type_}.pdf").write_bytes(stored(told[0], type_, "pdf"))
    return {type_: folder / f"{type_}.pdf" for type_ in WITH}


@pytest.mark.parametrize("type_", WITH)
def test_the_print_has_the_mark_and_the_check_knows_it(
    files: dict[str, Path], bodies: dict[str, dict[str, Any]], type_: str
) -> None:
    pdf = PdfFile(files[type_].read_bytes())
    document = bodies[type_]["document"]
    Belongings(pdf, PageText(pdf), Fonts(pdf), ReadingOrder(pdf)).check()
    Print(pdf, PageText(pdf)).check_tables(document)
    _, row, key, number = marks_of(bodies[type_])[0]
    row["notes"][key] = number + 1
    with pytest.raises(Fault, match="Erläuterungen"):
        Print(pdf, PageText(pdf)).check_tables(document)
    del row["notes"]
    with pytest.raises(Fault):
        Print(pdf, PageText(pdf)).check_tables(document)
    row["notes"] = {key: number}


@pytest.mark.parametrize("profile", [verapdf.UA1, verapdf.A3A])
def test_marked_files_pass_verapdf(files: dict[str, Path], profile: str) -> None:
    require(verapdf.PROBE)
    verdicts = verapdf.validate(profile, list(files.values()))
    assert {one.file: one.rules for one in verdicts.values() if not one.compliant} == {}
    assert len(verdicts) == len(files)


def test_a_figure_of_one_report_is_marked_in_no_other(bodies: dict[str, dict[str, Any]]) -> None:
    """Quarterly report and portfolio have the same tables by name and different notes."""
    own = {type_: len(marks_of(body)) for type_, body in bodies.items()}
    assert own["quarterly"] == own["portfolio"] == own["cash-flow"] == 1
    assert re.fullmatch(r"\d+\)", tables_of(bodies["proof-of-use-b"])[0]["caption"]) is None
