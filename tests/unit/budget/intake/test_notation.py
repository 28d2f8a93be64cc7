"""Cells of each kind: the fast path agrees with the full parser, every refusal has its code."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.intake.notation import (
    CellFault,
    Notation,
    read_amount,
    read_number,
    read_percent,
    read_period,
    read_text,
    read_year,
    shown,
)
from shared.money import MAX_CENTS, AmountError, format_amount, parse_euro

AMOUNT_LIKE = st.text(alphabet="0123456789.,- ()€", max_size=16)


@given(AMOUNT_LIKE)
def test_the_fast_path_agrees_with_the_full_parser(text: str) -> None:
    try:
        expected: int | str = parse_euro(text)
    except AmountError as error:
        expected = error.code
    try:
        found: int | str = read_amount(text)
    except CellFault as fault:
        found = fault.code
    assert found == expected


@given(st.integers(min_value=0, max_value=MAX_CENTS))
def test_usual_amounts_take_the_fast_path_and_are_right(cents: int) -> None:
    assert read_amount(format_amount(cents)) == cents
    assert read_amount(format_amount(cents).replace(".", "")) == cents


@pytest.mark.parametrize(
    ("text", "cents"),
    [("1,234.56", 123456), ("1234.56-", -123456), ("-0.50", -50), ("1234", 123400)],
)
def test_a_profile_may_write_decimal_points(text: str, cents: int) -> None:
    read = Notation(decimal=".").reader("amount")
    assert read(text) == cents
    assert Notation(decimal=".", invert=True).reader("amount")(text) == -cents


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1,234", "amount_ambiguous"),
        ("1.234", "amount_ambiguous"),
        ("1.234,56", "amount_invalid"),
        ("999,999,999,999.00", "amount_too_large"),
    ],
)
def test_decimal_points_are_as_strict(text: str, code: str) -> None:
    with pytest.raises(CellFault) as refused:
        Notation(decimal=".").reader("amount")(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("TT.MM.JJJJ", "5.2.2026"),
        ("JJJJ-MM-TT", "2026-02-05"),
        ("JJJJMMTT", "20260205"),
        ("TT/MM/JJJJ", "05/02/2026"),
    ],
)
def test_days_in_the_form_of_the_profile_only(form: str, text: str) -> None:
    assert Notation(dates=(form,)).reader("date")(text) == date(2026, 2, 5)
    with pytest.raises(CellFault, match=f"nicht die Form {form}"):
        Notation(dates=(form,)).reader("date")("05-02-2026")


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (read_year, "2026", 2026),
        (read_percent, "65", 6500),
        (read_percent, "65,5 %", 6550),
        (read_percent, "100%", 10_000),
        (read_percent, "0,01", 1),
        (read_period, "2025-H2", "2025-H2"),
        (read_number, "1E10", "1E10"),
        (read_number, "0815/4711", "0815/4711"),
        (read_text, "a\u00a0b\tc", "a b c"),
    ],
)
def test_accepted(read: Callable[[str], Any], text: str, value: Any) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text", "code"),
    [
        (read_year, "1926", "year_invalid"),
        (read_year, "2026 ", "year_invalid"),
        (read_percent, "100,01", "percent_invalid"),
        (read_percent, "-1", "percent_invalid"),
        (read_percent, "65.5", "percent_invalid"),
        (read_period, "2025-H3", "period_invalid"),
        (read_number, "1,23E+10", "number_rounded"),
        (read_text, "a\x07", "control_character"),
        (read_text, "x" * 301, "text_too_long"),
    ],
)
def test_refused(read: Callable[[str], Any], text: str, code: str) -> None:
    with pytest.raises(CellFault) as refused:
        read(text)
    assert refused.value.code == code


@given(st.text(max_size=200))
def test_what_is_shown_can_always_be_printed_and_stored(text: str) -> None:
    assert shown(text).isprintable()
    assert len(shown(text)) <= 120
    shown(text).encode("utf-8")
