"""Splitting into records: file lines as row numbers, and recovery from broken quotes."""

from io import StringIO

import pytest

from services.budget.domain.import_row import Rejection
from services.budget.intake import csv_lines
from services.budget.intake.csv_lines import LONGEST_LINE, MOST_LINES, records


def split(text: str) -> list[tuple[int, object]]:
    """Return (row, cells) or (row, code) of each record."""
    return [
        (one.row, one.code) if isinstance(one, Rejection) else one
        for one in records(StringIO(text, newline=""), ";")
    ]


def test_row_numbers_are_the_lines_where_a_record_begins() -> None:
    assert split('a;b\r\n"x\r\ny";c\r\n\r\nd;e') == [
        (1, ["a", "b"]),
        (2, ["x\r\ny", "c"]),
        (4, []),
        (5, ["d", "e"]),
    ]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_line_ending_is_read(end: str) -> None:
    assert split(f"a;b{end}c;d{end}") == [(1, ["a", "b"]), (2, ["c", "d"])]


def test_quotes_inside_an_unquoted_cell_are_text() -> None:
    assert split('Fa. "Grün" GmbH;b\n') == [(1, ['Fa. "Grün" GmbH', "b"])]


def test_text_behind_a_closing_quote_costs_only_its_line() -> None:
    assert split('a\n"Grün" GmbH;b\nc\n') == [(1, ["a"]), (2, "quote_invalid"), (3, ["c"])]


@pytest.mark.parametrize("following", [1, MOST_LINES - 1, MOST_LINES, 3 * MOST_LINES])
def test_a_quote_that_never_closes_costs_only_its_line(following: int) -> None:
    found = split('"offen;x\n' + "c;d\n" * following)
    assert found[0] == (1, "quote_invalid")
    assert found[1:] == [(row, ["c", "d"]) for row in range(2, following + 2)]


def test_every_line_broken_is_every_line_rejected() -> None:
    found = split("".join(f'"{n};x;"y"z\n' for n in range(100)))
    assert [one[0] for one in found] == list(range(1, 101))


def test_a_monster_line_is_cut_and_reading_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monster = "x" * (3 * LONGEST_LINE + 5)
    assert split(f"a\n{monster}\nb\n") == [(1, ["a"]), (2, "line_too_long"), (3, ["b"])]
    assert split(f'"a\n{monster}\nb\n')[1:] == [(2, "line_too_long"), (3, ["b"])]
    assert split(monster) == [(1, "line_too_long")]
    monkeypatch.setattr(csv_lines, "LONGEST_LINE", 3)
    assert split("abc\nabcd\n") == [(1, "line_too_long"), (2, "line_too_long")]
