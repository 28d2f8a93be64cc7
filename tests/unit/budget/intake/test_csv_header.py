"""The header row: found below free lines, and one error that lists everything wrong with it."""

from io import BytesIO

import pytest

from services.budget.domain.import_row import Rejection, UnreadableFile
from tests.samples.csv.lines import GOOD, HEADERS, file_of, line, only_row, read


def refusal(header: str, *, before: str = "") -> Rejection:
    with pytest.raises(UnreadableFile) as refused:
        read(BytesIO((before + header + "\r\n" + line()).encode()))
    return refused.value.rejection


def test_free_lines_above_the_header_are_passed_over() -> None:
    text = f'Stadt;\r\n\r\n"offen\r\n{HEADERS}\r\n{line()}\r\n'
    table, items = read(BytesIO(text.encode()))
    assert table.header_row == 4
    assert items[0].row == 5


def test_columns_may_stand_in_any_order_and_be_quoted() -> None:
    names = list(reversed(HEADERS.split(";")))
    header = ";".join(f'"{name}"' for name in names)
    body = ";".join(GOOD.get(name, "") for name in names)
    assert only_row(file_of(body, header=header)).gross_cents == 119000


def test_empty_columns_at_the_end_are_allowed_if_they_stay_empty() -> None:
    assert only_row(file_of(line() + ";;", header=HEADERS + ";;")).row == 2
    _, items = read(file_of(line() + ";;x", line(), header=HEADERS + ";;"))
    assert [one.code for one in items] == ["column_count", "column_count"]


def test_missing_doubled_and_unknown_headers_are_listed_at_once() -> None:
    header = HEADERS.replace(";MwSt;", ";Mwst.;").replace(";Skonto;", ";Brutto;")
    found = refusal(header, before="Stadt\r\n")
    assert (found.row, found.code) == (2, "header_invalid")
    assert "Es fehlen: MwSt, Skonto." in found.message
    assert "Doppelt: Brutto." in found.message
    assert "Unbekannt: Mwst.." in found.message


def test_an_unnamed_column_in_the_middle_is_unknown() -> None:
    assert "Unbekannt: (leer)" in refusal(HEADERS.replace(";Zweck", ";;Zweck")).message


def test_no_header_at_all_names_what_is_expected() -> None:
    found = refusal("Summen;und;Salden")
    assert found.code == "header_missing"
    assert HEADERS in found.message


@pytest.mark.parametrize(("sign", "word"), [(",", "Komma"), ("\t", "Tabulator")])
def test_another_separator_is_named(sign: str, word: str) -> None:
    assert f"mit {word} getrennt" in refusal(HEADERS.replace(";", sign)).message


def test_the_header_is_not_looked_for_without_end() -> None:
    assert refusal(HEADERS, before="Text\r\n" * 50).code == "header_missing"
    read(BytesIO(("Text\r\n" * 49 + HEADERS).encode()))
