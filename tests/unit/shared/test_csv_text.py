"""Written lists: no formula runs, numbers stay numbers, same rows give same bytes."""

import csv
from datetime import date
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.csv_text import ISO, Cents, cell_text, csv_chunks, guard


@pytest.mark.parametrize("text", ["=1+1", "+49 5241", "-Abzug", "@SUM(A1)", "\tx", "\rx"])
def test_texts_that_a_spreadsheet_could_run_are_guarded(text: str) -> None:
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Müller", "1=1", "a-b", " =1", "'=1"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert guard(text) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Cents(-123456789), "-1234567,89"),
        (Cents(5), "0,05"),
        (Cents(-5), "-0,05"),
        (-7, "-7"),
        (date(2026, 2, 15), "15.02.2026"),
        (None, ""),
        ("-5,00", "'-5,00"),
    ],
)
def test_only_texts_are_guarded(cell: str | int | Cents | date | None, text: str) -> None:
    assert cell_text(cell) == text


def test_the_bytes_of_a_small_list() -> None:
    rows = [("Müller; Söhne", Cents(-11900), date(2026, 1, 2)), ('sagt "=1"', Cents(0), None)]
    assert b"".join(csv_chunks(("Kreditor", "Betrag", "Tag"), rows)).decode() == (
        '\ufeffKreditor;Betrag;Tag\r\n"Müller; Söhne";-119,00;02.01.2026\r\n"sagt ""=1""";0,00;\r\n'
    )


def test_the_bytes_of_the_same_list_for_programs() -> None:
    rows = [("Müller, Söhne", Cents(-11900), date(2026, 1, 2)), ("=1", Cents(5), None)]
    head = ("Kreditor", "Betrag", "Tag")
    assert b"".join(csv_chunks(head, rows, dialect=ISO)).decode() == (
        'Kreditor,Betrag,Tag\r\n"Müller, Söhne",-119.00,2026-01-02\r\n\'=1,0.05,\r\n'
    )


def test_long_lists_come_in_pieces_without_loss() -> None:
    chunks = list(csv_chunks(("n",), ((n,) for n in range(1200)), mark=False))
    assert len(chunks) == 3
    assert b"".join(chunks).decode().split() == ["n", *map(str, range(1200))]


def test_a_shifted_row_is_never_written() -> None:
    with pytest.raises(ValueError, match="row 1 has 1 cells, the header 2"):
        b"".join(csv_chunks(("a", "b"), [("x",)]))


@given(st.lists(st.tuples(st.text(st.characters(codec="utf-8"), max_size=20), st.integers())))
def test_what_is_written_is_read_back(rows: list[tuple[str, int]]) -> None:
    text = b"".join(csv_chunks(("t", "n"), rows, mark=False)).decode()
    found = list(csv.reader(StringIO(text, newline=""), delimiter=";", strict=True))
    assert found[1:] == [[guard(t), str(n)] for t, n in rows]
