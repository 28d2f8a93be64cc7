"""Periods and days: notation, neighbours, labels, edges of months and leap years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.periods import (
    DateError,
    Period,
    PeriodError,
    PeriodKind,
    add_months,
    days_inclusive,
    german_date,
    half_year_of,
    parse_german_date,
    quarter_of,
    year_of,
)

DAYS = st.dates(min_value=date(1901, 1, 1), max_value=date(2998, 12, 31))
PERIODS = st.builds(Period.containing, DAYS, st.sampled_from(PeriodKind))


@pytest.mark.parametrize(
    ("text", "first", "last", "label"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28), "Februar 2026"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "Februar 2024"),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31), "Dezember 2026"),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "1. Quartal 2026"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "4. Quartal 2026"),
        ("2026-H1", date(2026, 1, 1), date(2026, 6, 30), "1. Halbjahr 2026"),
        ("2026-H2", date(2026, 7, 1), date(2026, 12, 31), "2. Halbjahr 2026"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "Jahr 2026"),
    ],
)
def test_known_periods(text: str, first: date, last: date, label: str) -> None:
    period = Period.parse(text)
    assert (period.first_day, period.last_day, period.label) == (first, last, label)
    assert str(period) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-00",
        "2026-13",
        "2026-1",
        "2026-Q5",
        "2026-Q0",
        "2026-H3",
        "26",
        "2026Q1",
        "2026-q1",
        "2026-Q1 ",
        "0001",
        "٢٠٢٦",
    ],
)
def test_other_texts_are_no_periods(text: str) -> None:
    with pytest.raises(PeriodError):
        Period.parse(text)


def test_where_a_month_makes_no_sense_it_is_refused_and_the_others_are_read() -> None:
    for text in ("2026-Q1", "2026-H2", "2026"):
        assert str(Period.parse_long(text)) == text
    for text in ("2026-05", "2026-Q5"):
        with pytest.raises(PeriodError):
            Period.parse_long(text)


def test_a_period_that_does_not_exist_cannot_be_built() -> None:
    with pytest.raises(PeriodError):
        Period(2026, PeriodKind.HALF_YEAR, 3)
    with pytest.raises(PeriodError):
        Period(99999, PeriodKind.YEAR)


@given(PERIODS)
def test_notation_round_trip_and_neighbours(period: Period) -> None:
    assert Period.parse(str(period)) == period
    assert period.next().previous() == period
    assert period.next().first_day - period.last_day == timedelta(days=1)
    assert period.previous() < period < period.next()


@given(DAYS)
def test_each_day_lies_in_the_period_of_each_kind(day: date) -> None:
    for period in (quarter_of(day), half_year_of(day), year_of(day)):
        assert day in period
        assert period.first_day - timedelta(days=1) not in period


def test_periods_sort_in_time_whatever_their_kind() -> None:
    texts = ["2027", "2026-H2", "2026-Q1", "2026", "2026-Q4", "2026-H1"]
    ordered = sorted(Period.parse(text) for text in texts)
    assert [str(p) for p in ordered] == ["2026-Q1", "2026-H1", "2026", "2026-H2", "2026-Q4", "2027"]


@pytest.mark.parametrize(
    ("day", "months", "moved"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2020, 12, 15), 30, date(2023, 6, 15)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_add_months_clamps_to_the_end_of_the_month(day: date, months: int, moved: date) -> None:
    assert add_months(day, months) == moved


def test_both_ends_of_an_interval_count() -> None:
    assert days_inclusive(date(2026, 1, 1), date(2026, 1, 1)) == 1
    assert days_inclusive(date(2024, 1, 1), date(2024, 12, 31)) == 366
    with pytest.raises(ValueError, match="liegt vor"):
        days_inclusive(date(2026, 1, 2), date(2026, 1, 1))


@given(DAYS)
def test_days_are_read_back_in_both_notations(day: date) -> None:
    assert parse_german_date(german_date(day)) == day
    assert parse_german_date(day.isoformat()) == day


def test_single_digits_and_spaces_are_read() -> None:
    assert parse_german_date(" 1.2.2026 ") == date(2026, 2, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "15.02.26",
        "29.02.2026",
        "31.04.2026",
        "00.01.2026",
        "01.13.2026",
        "2026-2-5",
        "15/02/2026",
        "02.2026",
        "20260215",
        "0000-01-01",
        "heute",
        "١٥.٠٢.٢٠٢٦",
    ],
)
def test_other_texts_are_no_days(text: str) -> None:
    with pytest.raises(DateError):
        parse_german_date(text)


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_a_date_error(text: str) -> None:
    try:
        assert isinstance(parse_german_date(text), date)
    except DateError as error:
        assert str(error)
