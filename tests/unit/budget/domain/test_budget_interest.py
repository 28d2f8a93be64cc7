"""Interest against a model that walks through every single day."""

from __future__ import annotations

from calendar import isleap, monthrange
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.domain.base_rate import (
    BaseRate,
    DeliveredRate,
    check_base_rate,
    half_year_start,
    half_years,
    parse_delivered,
)
from services.budget.domain.day_count import DayCount, interest_days
from services.budget.domain.interest import (
    Convention,
    Interest,
    Segment,
    Span,
    check_span,
    exact_euro_text,
    interest_on,
    missing_rates,
)
from services.budget.domain.late_use import Received, unused_money, with_returned
from services.budget.rulepacks import delivered_base_rates
from shared.money import round_half_away

CONVENTIONS: tuple[DayCount, ...] = ("act/365", "act/act", "30/360")
DAY = timedelta(days=1)
RATES = [
    BaseRate(start, bp, f"Quelle {start}")
    for start, bp in zip(
        half_years(date(2019, 1, 1), date(2026, 12, 31)),
        [-88, -88, 0, 162, 312, 362, 337, 227, 127, -500, 1, 999, 44, -1, 88, 5],
        strict=True,
    )
]
days = st.dates(date(2019, 1, 1), date(2026, 12, 31))


def weight(day: date, convention: DayCount) -> Fraction:
    """The part of a year that one calendar day is."""
    if convention == "act/365":
        return Fraction(1, 365)
    if convention == "act/act":
        return Fraction(1, 366 if isleap(day.year) else 365)
    last = monthrange(day.year, day.month)[1]
    if day.day == 31:
        return Fraction(0)
    if day.month == 2 and day.day == last:
        return Fraction(31 - last, 360)
    return Fraction(1, 360)


def naive(principal: int, first: date, last: date, convention: DayCount) -> Fraction:
    total, day = Fraction(0), first
    known = {one.valid_from: one.rate_bp for one in RATES}
    while day <= last:
        rate = known[date(day.year, 1 if day.month <= 6 else 7, 1)] + 500
        total += principal * Fraction(rate, 10_000) * weight(day, convention)
        day += DAY
    return total


@given(st.integers(1, 10**12), days, days, st.sampled_from(CONVENTIONS))
def test_it_is_the_sum_over_all_days(
    principal: int, one: date, other: date, convention: DayCount
) -> None:
    first, last = min(one, other), max(one, other)
    found = interest_on([Span(principal, first, last)], RATES, Convention(convention, 500))
    exact = naive(principal, first, last, convention)
    assert found.exact_cents == exact
    assert found.cents == round_half_away(exact)


@given(days, days, days, st.sampled_from(CONVENTIONS))
def test_a_period_may_be_cut_anywhere(a: date, b: date, c: date, convention: DayCount) -> None:
    first, middle, last = sorted([a, b, c])
    parts = interest_days(first, middle, convention)
    parts += interest_days(middle + DAY, last, convention) if middle < last else 0
    assert parts == interest_days(first, last, convention)


@pytest.mark.parametrize(
    ("first", "last", "convention", "expected"),
    [
        (date(2025, 1, 1), date(2025, 1, 1), "act/365", 1),
        (date(2025, 1, 2), date(2025, 1, 1), "act/365", 0),
        (date(2024, 1, 1), date(2024, 12, 31), "act/act", 366),
        (date(2025, 1, 1), date(2025, 6, 30), "30/360", 180),
        (date(2025, 2, 1), date(2025, 2, 28), "30/360", 30),
        (date(2024, 2, 29), date(2024, 2, 29), "30/360", 2),
        (date(2025, 1, 31), date(2025, 1, 31), "30/360", 0),
        (date(2025, 2, 10), date(2025, 3, 15), "30/360", 36),
    ],
)
def test_days(first: date, last: date, convention: DayCount, expected: int) -> None:
    assert interest_days(first, last, convention) == expected


def test_a_missing_half_year_is_named_once_each() -> None:
    spans = [
        Span(1, date(2018, 12, 31), date(2019, 1, 1)),
        Span(1, date(2018, 7, 1), date(2018, 7, 2)),
    ]
    [found] = missing_rates(spans, RATES)
    assert (found.code, found.field) == ("base_rate_missing", "2018-07-01")
    assert "2. Halbjahr 2018" in found.message


def test_a_span_needs_an_amount_and_an_end_after_its_start() -> None:
    codes = [one.code for one in check_span(Span(0, date(2025, 1, 2), date(2025, 1, 1)))]
    assert codes == ["amount_out_of_range", "interest_period_inverted"]
    assert check_span(Span(1, date(2025, 1, 1), date(2025, 1, 1))) == []


def test_the_exact_sum_shows_six_decimals() -> None:
    assert exact_euro_text(Fraction(1, 3)) == "0.003333"
    assert exact_euro_text(Fraction(-123456789)) == "-1234567.890000"


# --- base rates


def check(bp: int, day: date = date(2026, 1, 1), **known: object) -> list[str]:
    values = {"confirmed": None, "is_proposed": False, "delivered": None} | known
    new = BaseRate(day, bp, str(known.pop("source", "Bundesbank")) if "source" in known else "B")
    values.pop("source", None)
    return [one.code for one in check_base_rate(new, **values)]  # type: ignore[arg-type]


@pytest.mark.parametrize(("bp", "codes"), [(-500, []), (-501, ["base_rate_out_of_range"])])
def test_a_rate_may_be_negative_down_to_the_margin(bp: int, codes: list[str]) -> None:
    assert check(bp) == codes


@pytest.mark.parametrize(("bp", "codes"), [(10_000, []), (10_001, ["base_rate_out_of_range"])])
def test_a_rate_has_an_upper_end(bp: int, codes: list[str]) -> None:
    assert check(bp) == codes


def test_a_rate_needs_a_source() -> None:
    assert check(1, source=" ") == ["base_rate_source_missing"]


def test_the_rate_of_the_statute_is_no_surprise_where_the_delivered_one_agrees() -> None:
    day = date(2024, 1, 1)
    assert check(362, day, delivered=BaseRate(day, 362, "x")) == []
    assert check(362, day) == ["base_rate_from_statute"]


def test_delivered_rates_cover_every_half_year_from_2016_to_2025() -> None:
    found = delivered_base_rates()
    expected = list(half_years(date(2016, 7, 1), date(2025, 12, 31)))
    assert [one.rate.valid_from for one in found] == expected
    by_day = {one.rate.valid_from: one for one in found}
    assert by_day[date(2022, 7, 1)] == DeliveredRate(
        BaseRate(date(2022, 7, 1), -88, by_day[date(2016, 7, 1)].rate.source), "M"
    )
    assert by_day[date(2025, 7, 1)].rate.rate_bp == 127
    assert half_year_start(date(2025, 12, 31)) == date(2025, 7, 1)


@pytest.mark.parametrize("day", ["2016-07-02", "2016-01-01"])
def test_a_wrong_table_of_rates_stops_the_start(day: str) -> None:
    text = (
        "[[rate]]\nvalid_from = 2016-07-01\nrate_bp = 1\nsource = 'x'\nconfidence = 'M'\n"
        f"[[rate]]\nvalid_from = {day}\nrate_bp = 1\nsource = 'x'\nconfidence = 'M'\n"
    )
    with pytest.raises(ValueError, match=r"wrong entry|overlap"):
        parse_delivered(text)


# --- late use


money = st.integers(1, 1_000)
soon = st.dates(date(2025, 1, 1), date(2025, 3, 31))


@given(
    st.lists(st.tuples(soon, money), max_size=4),
    st.dictionaries(soon, st.integers(0, 3_000), max_size=6),
    soon,
    st.sampled_from(["payout", "window"]),
)
def test_unused_money_day_by_day(
    receipts: list[tuple[date, int]], used: dict[date, int], as_of: date, start: str
) -> None:
    """On each day a receipt is unused as far as the use up to the evening before falls short."""
    given_ = [Received(day, cents, day + 20 * DAY) for day, cents in receipts]
    found = unused_money(given_, used, as_of, start)  # type: ignore[arg-type]
    before = 0
    for one in found:
        received = one.received
        first = (received.received_on if start == "payout" else received.use_until) + DAY
        day = first
        while day <= as_of:
            known = [cents for at, cents in sorted(used.items()) if at < day]
            reached = (known[-1] if known else 0) - before
            expected = max(0, min(received.amount_cents, received.amount_cents - reached))
            bearing = [s.principal_cents for s in one.spans if s.first <= day <= s.last]
            assert sum(bearing) == expected
            assert len(bearing) <= 1
            day += DAY
        before += received.amount_cents


def test_what_is_paid_back_lies_unused_no_longer() -> None:
    """500.00 of 1,000.00 used, 200.00 paid back on 1 March: 300.00 are unused from 2 March on."""
    first, back = date(2026, 1, 1), date(2026, 3, 1)
    used = with_returned({first: 50_000}, [(back, 20_000)])
    assert used == {first: 50_000, back: 70_000}
    (part,) = unused_money([Received(first, 100_000, first)], used, date(2026, 3, 31), "payout")
    assert [(one.principal_cents, one.last) for one in part.spans] == [
        (50_000, back),
        (30_000, date(2026, 3, 31)),
    ]
    assert with_returned({back: 50_000}, [(first, 20_000)]) == {first: 20_000, back: 70_000}
    assert with_returned({first: 1}, []) == {first: 1}


@pytest.mark.parametrize(
    ("claimed", "kept", "unused"),
    [
        (0, [0, 0], [20_000, 30_000]),
        (29_999, [0, 29_999], [20_000, 1]),
        (30_000, [0, 30_000], [20_000, 0]),
        (30_001, [1, 30_000], [19_999, 0]),
        (60_000, [30_000, 30_000], [0, 0]),
        (80_000, [50_000, 30_000], [0, 0]),
    ],
)
def test_claimed_money_is_not_late(claimed: int, kept: list[int], unused: list[int]) -> None:
    """500.00 and 300.00 received, 300.00 used: claims take the latest money first."""
    first, second = date(2026, 1, 1), date(2026, 2, 1)
    receipts = [Received(first, 50_000, first), Received(second, 30_000, second)]
    found = unused_money(
        receipts, {first: 30_000}, date(2026, 3, 31), "payout", claimed_cents=claimed
    )
    assert [one.claimed_cents for one in found] == kept
    assert [one.unused_cents for one in found] == unused
    assert [sum(span.principal_cents for span in one.spans) for one in found] == unused


@given(
    st.lists(st.fractions(-(10**9), 10**9, max_denominator=36_500), max_size=12),
)
def test_the_steps_of_an_interest_add_up_to_its_cents(exact: list[Fraction]) -> None:
    day = date(2026, 1, 1)
    interest = Interest(tuple(Segment(1, day, day, 1, 127, 627, one, "") for one in exact))
    assert len(interest.rounded_steps) == len(exact)
    assert sum(interest.rounded_steps) == interest.cents
