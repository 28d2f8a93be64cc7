"""German amounts: every notation of FMT-03, exact rounding, round trips."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.money import (
    MAX_CENTS,
    AmbiguousAmount,
    AmountError,
    AmountMissing,
    AmountTooLarge,
    format_amount,
    format_euro,
    format_percent_bp,
    largest_with_share,
    parse_euro,
    round_half_away,
    share_of,
)

CENTS = st.integers(min_value=-MAX_CENTS, max_value=MAX_CENTS)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1.234,56", 123456),
        ("1 234,56", 123456),
        ("1\u00a0234,56", 123456),
        ("1\u202f234,56", 123456),
        ("1234,56", 123456),
        ("1.234.567,89", 123456789),
        ("-1234,56", -123456),
        ("\u22121.234,56", -123456),
        ("- 1.234,56", -123456),
        ("1234,56-", -123456),
        ("1.234,56 -", -123456),
        ("(1.234,56)", -123456),
        ("1.234,56 €", 123456),
        ("1.234,56\u00a0€", 123456),
        ("1.234,56 EUR", 123456),
        ("€ 1.234,56", 123456),
        ("-1.234,56 €", -123456),
        ("(1.234,56) €", -123456),
        ("1.234,56- €", -123456),
        ("  250,50 ", 25050),
        ("0,01", 1),
        ("-0,00", 0),
        ("1234", 123400),
        ("13 000 000", 1300000000),
        ("12,5", 1250),
        ("0", 0),
    ],
)
def test_accepted_notation(text: str, cents: int) -> None:
    assert parse_euro(text) == cents


@pytest.mark.parametrize("text", ["1.234", "1.234.567", "12.345 €", "-1.234", "1,234"])
def test_ambiguous_notation_is_refused_not_guessed(text: str) -> None:
    with pytest.raises(AmbiguousAmount, match="mehrdeutig") as refused:
        parse_euro(text)
    assert refused.value.code == "amount_ambiguous"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("119.00", "119,00"),
        ("1.2", "1,2"),
        ("-119.00", "-119,00"),
        ("119.00-", "-119,00"),
        ("(119.00)", "-119,00"),
    ],
)
def test_a_dot_for_a_comma_is_refused_and_asked_about(text: str, meant: str) -> None:
    with pytest.raises(AmbiguousAmount, match=f"Ist {meant} gemeint"):
        parse_euro(text)


def test_english_notation_is_refused_and_named() -> None:
    with pytest.raises(AmountError, match="englische Schreibweise"):
        parse_euro("1,234.56")


@pytest.mark.parametrize("text", ["", "   ", "€", "EUR"])
def test_missing_amount(text: str) -> None:
    with pytest.raises(AmountMissing):
        parse_euro(text)


@pytest.mark.parametrize(
    "text",
    [
        "-",
        "()",
        "--5,00",
        "-5,00-",
        "(-5,00)",
        "+5,00",
        "1.23,45",
        "12.34,56",
        "1 23,45",
        "1.234 567,89",
        "0.123,45",
        "1,2,3",
        ",50",
        "5,",
        "5,123 4",
        "5,00 € €",
        "12 € 50",
        "1e3",
        "0x10",
        "١٢٣,٤٥",
        "²,00",
        "12,00 USD",
        "=1+1",
        "1\n,00",
        "NaN",
        "9" * 65,
    ],
)
def test_everything_else_is_refused(text: str) -> None:
    with pytest.raises(AmountError) as refused:
        parse_euro(text)
    assert refused.value.code == "amount_invalid"


def test_the_largest_amount_is_accepted_and_one_cent_more_is_not() -> None:
    assert parse_euro("99.999.999.999,99") == MAX_CENTS
    with pytest.raises(AmountTooLarge):
        parse_euro("100.000.000.000,00")


@given(CENTS)
def test_what_is_printed_is_read_back(cents: int) -> None:
    assert parse_euro(format_euro(cents)) == cents
    assert parse_euro(format_amount(cents)) == cents


@given(CENTS)
def test_all_ways_of_saying_minus_mean_the_same(cents: int) -> None:
    digits = format_amount(abs(cents))
    assert parse_euro(f"-{digits}") == parse_euro(f"{digits}-") == parse_euro(f"({digits})")


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_an_amount_error(text: str) -> None:
    try:
        assert isinstance(parse_euro(text), int)
    except AmountError as error:
        assert str(error)


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (123456789, "1.234.567,89\u00a0€"),
        (0, "0,00\u00a0€"),
        (5, "0,05\u00a0€"),
        (-5, "\u22120,05\u00a0€"),
        (-1300000000, "\u221213.000.000,00\u00a0€"),
    ],
)
def test_format_euro(cents: int, text: str) -> None:
    assert format_euro(cents) == text


@pytest.mark.parametrize(
    ("basis_points", "text"),
    [
        (6500, "65\u00a0%"),
        (4009, "40,09\u00a0%"),
        (6550, "65,50\u00a0%"),
        (5, "0,05\u00a0%"),
        (0, "0\u00a0%"),
        (-88, "\u22120,88\u00a0%"),
    ],
)
def test_format_percent(basis_points: int, text: str) -> None:
    assert format_percent_bp(basis_points) == text


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (Fraction(1, 2), 1),
        (Fraction(-1, 2), -1),
        (Fraction(49, 100), 0),
        (Fraction(-49, 100), 0),
        (Fraction(5, 2), 3),
        (Fraction(-5, 2), -3),
        (Fraction(7), 7),
    ],
)
def test_halves_go_away_from_zero(value: Fraction, rounded: int) -> None:
    assert round_half_away(value) == rounded


@pytest.mark.parametrize(
    ("amount", "rate", "share"),
    [
        (521234567, 6500, 338802469),
        (10001, 6500, 6501),
        (-10001, 6500, -6501),
        (1, 5000, 1),
        (-1, 5000, -1),
        (1, 4999, 0),
        (0, 6500, 0),
    ],
)
def test_share_of(amount: int, rate: int, share: int) -> None:
    assert share_of(amount, rate) == share


@given(CENTS, st.integers(min_value=0, max_value=10_000))
def test_share_agrees_with_the_exact_fraction_and_is_symmetric(cents: int, rate: int) -> None:
    exact = Fraction(cents * rate, 10_000)
    assert share_of(cents, rate) == round_half_away(exact)
    assert abs(share_of(cents, rate) - exact) <= Fraction(1, 2)
    assert share_of(-cents, rate) == -share_of(cents, rate)


@given(st.integers(0, 10**12), st.integers(1, 10_000))
def test_the_largest_amount_with_a_share_is_the_largest(share: int, rate_bp: int) -> None:
    most = largest_with_share(share, rate_bp)
    assert share_of(most, rate_bp) <= share < share_of(most + 1, rate_bp)
