"""The charts draw the numbers they are given, in whole units, and never divide by nothing."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.domain.balance import LineBalance
from services.budget.domain.effects import EffectKind
from services.budget.store.money_flow import MonthFlow
from services.budget.web.charts import HEIGHT, WIDTH, bars_of, flow_of
from shared.money import NBSP


def line(planned: int, eligible: int, expected: int = 0) -> LineBalance:
    return LineBalance("Reisen", planned, 0, 0, eligible, expected, 0, 0, None)


def test_the_longest_bar_fills_the_width() -> None:
    bars = bars_of([line(1000, 500, 250), line(500, 0)])
    assert (bars[0].planned, bars[0].eligible, bars[0].expected) == (WIDTH, 500, 250)
    assert bars[1].planned == WIDTH // 2
    assert bars[0].in_words == f"50{NBSP}% des Ansatzes ausgegeben, 25{NBSP}% gebunden"


def test_a_bar_beyond_the_plan_stays_inside() -> None:
    (bar,) = bars_of([line(1000, 1500, 500)])
    assert bar.eligible + bar.expected <= WIDTH
    assert bar.planned == WIDTH // 2


def test_no_plan_and_negative_sums_draw_nothing() -> None:
    (bar,) = bars_of([line(0, -100)])
    assert (bar.planned, bar.eligible, bar.expected) == (0, 0, 0)
    assert bar.in_words == "ohne Ansatz im Plan"
    assert bars_of([]) == []


def test_the_flow_adds_up_by_quarters() -> None:
    months = [
        MonthFlow(2025, 2, {EffectKind.PAID: 1000, EffectKind.ELIGIBLE: 900}),
        MonthFlow(2025, 4, {EffectKind.PAID: -100}),
        MonthFlow(2025, 12, {EffectKind.PAID: 5000}),
    ]
    flow = flow_of(months, [(date(2025, 6, 30), 400)], date(2025, 1, 1), date(2025, 8, 1))
    assert flow is not None
    assert [(p.label, p.paid_cents, p.eligible_cents, p.received_cents) for p in flow.points] == [
        ("1/2025", 1000, 900, 0),
        ("2/2025", 900, 900, 400),
        ("3/2025", 900, 900, 400),
    ]
    assert flow.paid.split()[0].startswith("0,")
    assert flow.paid.split()[-1].startswith(f"{WIDTH},")


@pytest.mark.parametrize("month", [11, 3])
def test_the_flow_begins_with_the_period_and_keeps_what_moved_before(month: int) -> None:
    months = [MonthFlow(2024 if month == 11 else 2025, month, {EffectKind.PAID: 1000})]
    flow = flow_of(months, [], date(2025, 1, 1), date(2025, 4, 1))
    assert flow is not None
    assert [(p.label, p.paid_cents) for p in flow.points] == [("1/2025", 1000), ("2/2025", 1000)]


def test_nothing_moved_yet() -> None:
    assert flow_of([], [], date(2025, 1, 1), date(2026, 1, 1)) is None
    later = [MonthFlow(2026, 5, {EffectKind.COMMITTED: 1})]
    assert flow_of(later, [], date(2025, 1, 1), date(2026, 1, 1)) is None


@given(st.integers(0, 10**13))
def test_the_scale_reaches_every_amount_in_round_steps(cents: int) -> None:
    flow = flow_of(
        [MonthFlow(2026, 1, {EffectKind.PAID: cents})], [], date(2026, 1, 1), date(2026, 1, 31)
    )
    assert flow is not None
    heights, amounts = zip(*flow.grid, strict=True)
    assert heights == tuple(HEIGHT * index // 4 for index in range(5))
    assert amounts[0] >= cents
    assert amounts[-1] == 0
    assert len({one - other for one, other in pairwise(amounts)}) == 1
    assert int(str(amounts[3]).rstrip("0") or 0) in (1, 2, 5)


@pytest.mark.parametrize("count", [1, 2, 40])
def test_a_line_has_one_point_per_quarter(count: int) -> None:
    until = date(2020 + (count - 1) // 4, 3 * ((count - 1) % 4) + 1, 1)
    flow = flow_of([MonthFlow(2020, 1, {EffectKind.PAID: 1})], [], date(2020, 1, 1), until)
    assert flow is not None
    assert len(flow.points) == len(flow.paid.split()) == count
