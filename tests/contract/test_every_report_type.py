"""Each report type from a told story: the same figures in every form, both standards, and a draft
where there is next to nothing to report."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pikepdf
import pytest

from contracts.events import budget
from contracts.rulebook.matrix import load_matrix
from contracts.rulebook.record import load_record
from services.reporting.documents import Document, RowKind, Table, from_json
from services.reporting.documents.compliance_matrix import results_note, where_all_stands
from services.reporting.store import reports
from services.reporting.usecases.report_types import REPORT_TYPES
from tests.components import libreoffice, verapdf
from tests.components.availability import require
from tests.contract.golden import REPORT
from tests.contract.recomputed_workbooks import formula_values, without_values
from tests.integration.reporting.changes import tell_changes
from tests.integration.reporting.house import Reporting, reporting_at, told_house
from tests.integration.reporting.story import grant, tell_everything, tell_users
from tests.integration.reporting.stream import HEAD
from tests.pdf_structure import Reading
from tests.unit.reporting.render import key_figures
from tests.unit.reporting.render import test_same_figures as same

READERS = (
    same.from_pdf,
    same.from_html,
    same.from_csv,
    same.from_iso_csv,
    same.from_json_text,
    same.from_xlsx,
)
NEEDS_A_CALL = "call-package"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reporting]:
    with told_house(tmp_path_factory.mktemp("told"), tell_everything) as house:
        yield house


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reporting]:
    """A grant without a plan; one credit note makes its only total negative."""
    house = reporting_at(tmp_path_factory.mktemp("bare"))
    tell_users(house.stream)
    house.stream.tell(budget.GrantAwarded(grant=grant()))
    house.stream.row(
        budget.ExpenditureRecorded, 1, gross=-119_000, kind="credit_note",
        paid_on=date(2026, 2, 2), measure="M1", line="1.1 Personal",
    )  # fmt: skip
    house.stream.checkpoint()
    house.settle()
    yield house
    house.close()


def stored(house: Reporting, type_: str, format_: str, period: str | None = None) -> bytes:
    row = house.draft(type_, period or REPORT_TYPES[type_].example_period)
    with house.ports.sessions.read() as session:
        return reports.content(session, row.report_id, "draft", "full", format_) or b""


def document_of(house: Reporting, type_: str, period: str | None = None) -> Document:
    return read(json.loads(stored(house, type_, "json", period)))


def read(body: dict[str, Any]) -> Document:
    document: Document = from_json(Document, body["document"])
    return document


@pytest.fixture(scope="module")
def bodies(told: Reporting) -> dict[str, dict[str, Any]]:
    """The JSON of each type."""
    return {type_: json.loads(stored(told, type_, "json")) for type_ in REPORT_TYPES}


@pytest.fixture(scope="module")
def documents(bodies: dict[str, dict[str, Any]]) -> dict[str, Document]:
    return {type_: read(body) for type_, body in bodies.items()}


@pytest.mark.parametrize("type_", REPORT_TYPES)
def test_the_json_of_every_type_fits_the_published_schema(
    bodies: dict[str, dict[str, Any]], type_: str
) -> None:
    jsonschema.Draft202012Validator(json.loads(REPORT.read_text("utf-8"))).validate(bodies[type_])


@pytest.mark.parametrize("type_", REPORT_TYPES)
@pytest.mark.parametrize("reader", READERS)
def test_every_form_carries_the_same_figures(
    documents: dict[str, Document], type_: str, reader: Callable[[Document], list[same.Figures]]
) -> None:
    document = documents[type_]
    expected = [same.figures_of(table) for table in document.tables()]
    found = [
        rows if figures else _without_the_empty_row(rows)
        for rows, figures in zip(reader(document), expected, strict=True)
    ]
    assert found == expected


@pytest.mark.parametrize("type_", REPORT_TYPES)
@pytest.mark.parametrize("reader", key_figures.READERS)
def test_every_form_carries_the_same_key_figures(
    documents: dict[str, Document], type_: str, reader: Callable[[Document], key_figures.Told]
) -> None:
    assert reader(documents[type_]) == key_figures.told_by(documents[type_])


def test_most_types_have_key_figures_to_compare(documents: dict[str, Document]) -> None:
    assert sum(bool(key_figures.told_by(one)) for one in documents.values()) >= 5


def _without_the_empty_row(rows: same.Figures) -> same.Figures:
    """A table without rows prints one that says so."""
    return [row for row in rows if any(value is not None for value in row)]


@pytest.mark.parametrize(
    ("type_", "tables"),
    [
        ("quarterly", {"changes", "changed_facts", "changed_fields"}),
        ("software-register", {"changed_facts"}),
        ("accessibility-statement", set()),
    ],
)
def test_the_change_page_is_the_same_in_every_form(
    tmp_path: Path, type_: str, tables: set[str]
) -> None:
    """A voucher, an income and an entry of a register come after the release."""
    house = reporting_at(tmp_path)
    tell_everything(house.stream)
    house.stream.checkpoint()
    house.settle()
    period = REPORT_TYPES[type_].example_period
    house.release(house.draft(type_, period).report_id, HEAD)
    tell_changes(house)
    document = document_of(house, type_, period)
    house.close()
    assert document.parts[-1].key == "changes"
    assert {one.key for one in document.tables() if one.key.startswith("change")} == tables
    expected = [same.figures_of(table) for table in document.tables()]
    for reader in READERS:
        found = [
            rows if figures else _without_the_empty_row(rows)
            for rows, figures in zip(reader(document), expected, strict=True)
        ]
        assert found == expected


@pytest.mark.parametrize("type_", REPORT_TYPES)
def test_totals_are_the_sums_of_their_rows(documents: dict[str, Document], type_: str) -> None:
    for table in documents[type_].tables():
        for total in (row for row in table.rows if row.kind is RowKind.TOTAL):
            for at, column in enumerate(table.columns):
                if column.summed and total.cells[at] is not None:
                    assert total.cells[at] == _sum(table, at), (table.key, column.key)


def _sum(table: Table, at: int) -> int:
    kinds = (RowKind.DATA, RowKind.ROUNDING)
    return sum(int(row.cells[at] or 0) for row in table.rows if row.kind in kinds)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def files(told: Reporting, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pdf")
    found = {type_: folder / f"{type_}.pdf" for type_ in REPORT_TYPES}
    for type_, path in found.items():
        path.write_bytes(stored(told, type_, "pdf"))
    return found


@pytest.mark.parametrize("profile", [verapdf.UA1, verapdf.A3A])
def test_every_type_passes_verapdf(files: dict[str, Path], profile: str) -> None:
    require(verapdf.PROBE)
    verdicts = verapdf.validate(profile, list(files.values()))
    assert {one.file: one.rules for one in verdicts.values() if not one.compliant} == {}
    assert len(verdicts) == len(files)


def test_structure_and_content_agree(files: dict[str, Path]) -> None:
    for path in files.values():
        with pikepdf.open(path) as pdf:
            assert Reading(pdf).findings == [], path.name


@pytest.mark.parametrize("type_", [one for one in REPORT_TYPES if one != NEEDS_A_CALL])
@pytest.mark.parametrize("year", [2026, 2024])
def test_a_grant_without_a_plan_is_drafted(bare: Reporting, type_: str, year: int) -> None:
    period = REPORT_TYPES[type_].example_period.replace("2026", str(year))
    assert document_of(bare, type_, period).parts


def test_workbooks_open_in_libreoffice_and_recompute_to_the_same_cents(
    documents: dict[str, Document], tmp_path: Path
) -> None:
    """Computed from nothing: the values the formulas bring along are taken away first."""
    require(libreoffice.PROBE)
    full = {type_: tmp_path / f"{type_}-full.xlsx" for type_ in documents}
    for type_, path in full.items():
        path.write_bytes(same.rendered(documents[type_], "xlsx"))
    empty = [without_values(path.read_bytes(), tmp_path / f"{t}.xlsx") for t, path in full.items()]
    computed = libreoffice.recomputed(empty, tmp_path)
    formulas = 0
    for path, result in zip(full.values(), computed, strict=True):
        expected = formula_values(path, path)
        assert formula_values(path, result) == expected, path.name
        formulas += sum(value != 0 for value in expected.values())
    assert formulas > 50
    book = openpyxl.load_workbook(computed[0])
    page = book.worksheets[1]
    assert page.print_title_rows and page.page_setup.orientation == "landscape"
    assert page.sheet_properties.pageSetUpPr.fitToPage and "Seite" in page.oddFooter.right.text


@pytest.mark.parametrize(("type_", "number"), [("proof-of-use-a", 4), ("proof-of-use-b", 6)])
def test_the_proof_of_use_ends_with_every_rule(
    documents: dict[str, Document], type_: str, number: int
) -> None:
    part = next(one for one in documents[type_].parts if one.key == "rules")
    assert (part.title, part.annex) == ("Regelverzeichnis", f"Anlage {number}")
    words, note, table = part.blocks
    assert (words, note) == (
        where_all_stands(),
        results_note(load_record(), load_matrix().values()),
    )
    assert isinstance(table, Table)
    rules = load_matrix()
    assert [row.cells[0] for row in table.rows] == list(rules)
    for row in table.rows:
        deciders = rules[str(row.cells[0])].decided_in
        assert all(one.partition(":")[2] in str(row.cells[6]) for one in deciders)
