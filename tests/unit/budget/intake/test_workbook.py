"""Workbooks: the same columns as the text list, each fault at its cell, tricks answered by name."""

import zipfile
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.budget.domain.import_row import ImportRow, Rejection, SkippedLine, UnreadableFile
from services.budget.intake import workbook_guard
from services.budget.intake.workbook_cells import letters
from tests.samples.csv.lines import file_of, line, read
from tests.samples.workbooks.build import NAMES, row, with_entries, workbook
from tests.unit.budget.intake.memory_cap import capped_memory

_HALF_PAST_EIGHT = datetime.combine(date(2026, 1, 9), time(8, 30))


def sentences(*rows: list[Any], **options: Any) -> list[str]:
    _, items = read(workbook(*rows, **options))
    return [one.message for one in items if isinstance(one, Rejection)]


def refusal(stream: Any) -> str:
    with pytest.raises(UnreadableFile) as refused:
        list(read(stream)[1])
    return refused.value.rejection.code


def test_a_workbook_gives_what_the_text_list_gives() -> None:
    _, [from_text] = read(file_of(line(Haushaltsjahr="2026")))
    table, [from_cells] = read(workbook(row()))
    assert from_cells == replace(from_text, row=4)
    assert (table.header_row, table.detected.label) == (3, "Excel-Arbeitsmappe")
    assert table.tally.sum_cents == 119000


@pytest.mark.parametrize(
    ("column", "value", "place"),
    [
        ("Rechnungsnummer", 1.23456789012345e17, "Zelle C4: Die Nummer wurde"),
        ("Rechnungsdatum", 46032, "Zelle D4: Das Datum hat nicht die Form"),
        ("Leistung bis", _HALF_PAST_EIGHT, "Zelle G4: Das Datum"),
        ("Brutto", 1190.123, "Zelle I4: „1190,123“ ist kein Betrag"),
        ("Brutto", True, "Zelle I4: "),
        ("MwSt", 5000, "Zelle J4: Die MwSt."),
        ("Maßnahme", None, "Zelle O4: Das Feld ist leer."),
        ("Zweck", "=1+1", "Formel in Zelle P4"),
        ("Zweck", "#REF!", "Fehlerwert in Zelle P4"),
    ],
)
def test_a_fault_names_sheet_and_cell(column: str, value: object, place: str) -> None:
    [sentence] = sentences(row(**{column: value}))
    assert sentence.startswith("Blatt Belege, ")
    assert place in sentence


def test_a_row_that_holds_no_fixed_values_has_a_code_of_its_own() -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("B6:C6")

    rows = (row(Zweck="=1+1"), row(Zweck="#REF!"), row(), [*row(), *["x"] * 50])
    _, items = read(workbook(*rows, change=merge))
    codes = [one.code for one in items]
    assert codes == ["cell_formula", "cell_error", "cells_merged", "column_count"]


def test_an_empty_workbook_is_empty_whatever_its_archive_weighs() -> None:
    def clear(sheet: Any) -> None:
        sheet.delete_rows(1, 10)

    assert refusal(workbook(change=clear)) == "file_empty"


def test_a_day_that_is_a_number_says_so() -> None:
    [sentence] = sentences(row(Rechnungsdatum=46032))
    assert "bitte als Datum formatieren" in sentence


def test_cents_lost_in_binary_are_those_the_sheet_shows() -> None:
    _, [item] = read(workbook(row(Brutto=0.1 + 0.2 + 1189.7)))
    assert item.gross_cents == 119000


def test_merged_cells_below_the_header_are_refused_above_it_not() -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("A1:F1")
        sheet.merge_cells("B5:C6")

    found = sentences(row(), row(Belegnummer="2"), row(Belegnummer="3"), change=merge)
    assert len(found) == 2
    assert all("Die Zellen B5 bis C6 sind verbunden" in one for one in found)


def test_a_sum_below_the_list_may_be_a_formula() -> None:
    total = [None] * len(NAMES)
    total[1], total[8] = "Summe", "=SUM(I4:I4)"
    _, items = read(workbook(row(), total))
    assert [type(one) for one in items] == [ImportRow, SkippedLine]


def test_two_filled_sheets_are_no_choice_of_ours_an_empty_one_is_none() -> None:
    def second(sheet: Any) -> None:
        sheet.parent.create_sheet("Leer")
        sheet.parent.create_sheet("Alt").append(["x"])

    assert refusal(workbook(row(), change=second)) == "sheets_ambiguous"
    _, items = read(workbook(row(), change=lambda sheet: sheet.parent.create_sheet("Leer")))
    assert isinstance(items[0], ImportRow)


def test_macros_bombs_and_broken_parts_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    good = workbook(row()).read()
    assert refusal(with_entries(BytesIO(good), {"xl/vbaProject.bin": b"x"})) == "workbook_macros"
    assert refusal(with_entries(BytesIO(good), {"xl/workbook.xml": b"<x"})) == "workbook_broken"
    entity = b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    sheet = {"xl/worksheets/sheet1.xml": entity}
    assert refusal(with_entries(BytesIO(good), sheet)) == "workbook_broken"
    assert refusal(BytesIO(good[:-40])) == "zip_invalid"
    assert refusal(with_entries(BytesIO(good), {"[Content_Types].xml": b""})) == "workbook_broken"
    monkeypatch.setattr(workbook_guard, "LARGEST_UNPACKED", 1 << 20)
    bomb = with_entries(BytesIO(good), {"xl/worksheets/sheet1.xml": b" " * (2 << 20)})
    with capped_memory():
        assert refusal(bomb) == "file_too_large"


def test_a_size_the_file_claims_cuts_no_row_off() -> None:
    stream = workbook(row(), row(Belegnummer="2", Rechnungsnummer="R-18"))
    with zipfile.ZipFile(stream) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    start = xml.index(b'<dimension ref="')
    end = xml.index(b"/>", start)
    lying = xml[:start] + b'<dimension ref="A1:B4"' + xml[end:]
    _, items = read(with_entries(stream, {"xl/worksheets/sheet1.xml": lying}))
    assert len(items) == 2


def test_columns_are_named_as_in_the_sheet() -> None:
    assert [letters(at) for at in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40),
    st.dates(),
)


@settings(
    max_examples=40, deadline=timedelta(seconds=3), suppress_health_check=[HealthCheck.too_slow]
)
@given(st.dictionaries(st.sampled_from(NAMES), CELLS, max_size=5))
def test_any_cell(changes: dict[str, Any]) -> None:
    stream = workbook(row(**changes))
    with capped_memory():
        _, items = read(stream)
    assert items
    assert all(isinstance(one, ImportRow | Rejection | SkippedLine) for one in items)


GOOD = workbook(row()).read()


@settings(
    max_examples=100, deadline=timedelta(seconds=3), suppress_health_check=[HealthCheck.too_slow]
)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=8), st.booleans())
def test_any_damage(at: int, found: bytes, cut: bool) -> None:
    damaged = GOOD[:at] + found + (b"" if cut else GOOD[at + len(found) :])
    try:
        with capped_memory():
            _, items = read(BytesIO(damaged))
    except UnreadableFile as refused:
        assert refused.rejection.message
    else:
        assert all(isinstance(one, ImportRow | Rejection | SkippedLine) for one in items)
