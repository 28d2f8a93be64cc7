"""Figures against a naive recomputation, for any rows on any day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.events.snapshots import Assessment, Effect, PlanLine
from services.reporting.documents.quarterly_answers import cost, lapsing_money
from services.reporting.domain.calculation import AssessedRow, open_points
from services.reporting.domain.changes import ShownState, changed_rows
from services.reporting.domain.facts import GrantFacts, IncomeFact, PlanFact, RowFact
from services.reporting.domain.forecast import forecast
from services.reporting.domain.quarterly import quarterly_figures
from services.reporting.domain.sums import grant_sums
from shared.money import round_half_away
from shared.periods import Period
from tests.integration.reporting.story import grant

DAY = date(2026, 3, 31)
KINDS = ("committed", "paid", "deductible_vat", "eligible", "expected_eligible")
days = st.dates(date(2025, 6, 1), date(2026, 9, 30))
effects = st.builds(Effect, days, st.sampled_from(KINDS), st.integers(-(10**9), 10**9))
row_facts = st.builds(
    RowFact,
    expenditure_id=st.uuids().map(str),
    number=st.integers(1, 9999),
    kind=st.just("voucher"),
    status=st.sampled_from(("committed", "recorded", "claimable", "called")),
    budget_line=st.sampled_from(("1.1", "1.2")),
    measure_id=st.sampled_from(("M1", "M2")),
    category=st.just("SACH"),
    budget_year=st.sampled_from((2025, 2026)),
    effective_on=st.none(),
    opening=st.booleans(),
    effects=st.lists(effects, max_size=5).map(tuple),
)


def facts(rows: tuple[RowFact, ...], incomes: tuple[IncomeFact, ...] = ()) -> GrantFacts:
    return GrantFacts(grant(), rows, (), (), incomes, ())


def naive(rows: tuple[RowFact, ...], kind: str, *, claimable: bool = False) -> int:
    return sum(
        one.cents
        for row in rows
        for one in row.effects
        if one.kind == kind and one.on <= DAY and (row.is_claimable or not claimable)
    )


@settings(max_examples=80, deadline=None)
@given(st.lists(row_facts, max_size=8).map(tuple), st.integers(0, 10**8))
def test_every_sum_is_the_naive_one(rows: tuple[RowFact, ...], tied: int) -> None:
    income = IncomeFact("i", "private", "Stiftung", DAY, tied)
    sums = grant_sums(facts(rows, (income,)), DAY)
    for kind in KINDS:
        assert getattr(sums.rows, kind).cents == naive(rows, kind)
    claimable = naive(rows, "eligible", claimable=True)
    assert sums.rows.claimable.cents == claimable
    base = min(claimable, 1_050_000_000) - tied
    due = max(0, min(round_half_away(Fraction(base * 65, 100)), base))
    assert sums.entitlement.amount_cents == due
    assert sum(line.sums.paid.cents for line in sums.lines) == sums.rows.paid.cents
    known = {row.expenditure_id for row in rows}
    assert set(sums.rows.paid.ids) <= known


@settings(max_examples=40, deadline=None)
@given(st.lists(row_facts, max_size=6).map(tuple))
def test_the_bridge_from_the_quarter_before_adds_up(rows: tuple[RowFact, ...]) -> None:
    found = quarterly_figures(facts(rows), Period.parse("2026-Q1"), None)
    bridge = found.development
    for name in ("paid_cents", "eligible_cents", "called_cents", "received_cents"):
        parts = (bridge.start, bridge.late, bridge.quarter)
        assert getattr(bridge.now, name) == sum(getattr(one, name) for one in parts)
    assert found.flow[-1].paid_cents == found.sums.rows.paid.cents


def row(number: int, cents: int, on: date, kind: str = "eligible") -> RowFact:
    effect = Effect(on, kind, cents)  # type: ignore[arg-type]
    return RowFact(str(number), number, "voucher", "claimable", "1.1", "M1", "SACH", 2026, on,
                   False, (effect,))  # fmt: skip


def test_the_forecast_goes_on_at_the_pace_of_the_last_year() -> None:
    rows = tuple(row(n, 1_200_000, DAY - timedelta(days=n * 30)) for n in range(10))
    ahead = forecast(rows, grant_sums(facts(rows), DAY), 0)
    assert (ahead.months_left, ahead.pace_months, ahead.pace_cents) == (21, 12, 1_000_000)
    assert ahead.left_cents == 1_050_000_000 - 12_000_000
    assert ahead.lapsing_cents == ahead.left_cents - 21_000_000
    assert ahead.needed_per_month_cents == -(-ahead.left_cents // 21)


def test_what_is_ordered_counts_at_least() -> None:
    rows = (row(1, 1_040_000_000, DAY, "expected_eligible"),)
    ahead = forecast(rows, grant_sums(facts(rows), DAY), 0)
    assert (ahead.coming_cents, ahead.lapsing_cents) == (1_040_000_000, 10_000_000)


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (date(2026, 1, 31), "Ja, wenn es im bisherigen Tempo weitergeht"),
        (date(2026, 2, 1), "Noch nicht absehbar: Das Vorhaben läuft erst 2 Monate."),
    ],
)
def test_two_months_lead_nowhere(start: date, said: str) -> None:
    """January to March are three months, however few days of January."""
    award = grant()
    terms = tuple(replace(one, period_start=start) for one in award.terms)
    told = replace(facts((row(1, 1_200_000, DAY),)), grant=replace(award, terms=terms))
    figures = quarterly_figures(told, Period.parse("2026-Q1"), None)
    text = "".join(one.text for one in lapsing_money(figures).runs)
    assert text.startswith(said)
    assert ("zuletzt waren es" in text) == text.startswith("Ja")


@pytest.mark.parametrize(("cents", "names"), [(114_999, []), (115_000, ["1.1"])])
def test_a_line_is_named_from_fifteen_percent_beyond_its_plan(cents: int, names: list[str]) -> None:
    line = PlanLine("1.1", "M1", "SACH", 100_000, {"2026": 100_000})
    plan = PlanFact(1, "award", "", None, DAY, (line,), ())
    told = replace(facts((row(1, cents, DAY),)), plans=(plan,))
    figures = quarterly_figures(told, Period.parse("2026-Q1"), None)
    assert [one.budget_line for one in figures.overrun_lines] == names
    text = "".join(one.text for one in cost(figures).runs)
    assert ("1.1 um 150,00\u00a0€ (15\u00a0%)" in text) == bool(names)
    unplanned = quarterly_figures(replace(told, plans=()), Period.parse("2026-Q1"), None)
    assert unplanned.overrun_lines == ()


def test_after_the_end_nothing_is_needed_per_month() -> None:
    ahead = forecast((), grant_sums(facts(()), date(2028, 1, 31)), 0)
    assert ahead.needed_per_month_cents is None and ahead.coming_cents == 0


def test_a_row_that_only_changed_after_the_period_is_no_difference() -> None:
    late = row(1, 500, DAY + timedelta(days=1))
    assert list(changed_rows((), (late,), {}, DAY)) == []
    (change,) = changed_rows((), (row(2, 500, DAY),), {}, DAY)
    assert (change.number, change.before.eligible_cents, change.after.eligible_cents) == (2, 0, 500)


NEITHER = ShownState(committed=False, claimable=False, status=False)
CLAIMABLE, COMMITTED = replace(NEITHER, claimable=True), replace(NEITHER, committed=True)


@pytest.mark.parametrize(
    ("shown", "on", "count"),
    [(NEITHER, DAY, 0), (CLAIMABLE, DAY, 1), (CLAIMABLE, DAY + timedelta(days=1), 0)],
)
def test_a_certified_row_differs_only_where_the_report_says_what_may_be_called(
    shown: ShownState, on: date, count: int
) -> None:
    """And only with eligible cost by the day: before it the row adds nothing to call."""
    new = row(1, 500, on)
    old = replace(new, status="recorded")
    found = list(changed_rows((old,), (new,), {}, DAY, shown=shown))
    assert len(found) == count
    assert ["status" for one in found for each in one.told_fields if each.name == "status"] == (
        ["status"] * count
    )


@pytest.mark.parametrize(("shown", "count"), [(NEITHER, 0), (COMMITTED, 1)])
def test_an_order_differs_only_where_the_report_says_what_is_ordered(
    shown: ShownState, count: int
) -> None:
    old, new = row(1, 500, DAY, "committed"), row(1, 400, DAY, "committed")
    found = list(changed_rows((old,), (new,), {}, DAY, shown=shown))
    assert [one.after.committed_cents for one in found] == [400] * count


def test_what_differs_tells_nothing_of_what_the_report_does_not_print() -> None:
    old = replace(row(1, 500, DAY), status="recorded")
    new = row(1, 700, DAY)
    (change,) = changed_rows((old,), (new,), {}, DAY, shown=NEITHER)
    assert [one.name for one in change.told_fields] == ["eligible_cents"]


def test_open_points_of_a_day_are_those_of_rows_with_an_effect_by_then() -> None:
    def assessed(number: int, on: date) -> AssessedRow:
        one = row(number, 500, on)
        found = Assessment(
            "recorded", on, 500, 500, 0, 0, (), one.effects, ("voucher_file",), (), "p", "1"
        )
        return AssessedRow(one, found, 500, on)

    rows = [assessed(1, DAY), assessed(2, DAY + timedelta(days=1))]
    assert [one.numbers for one in open_points(rows, DAY)] == [(1,)]
    assert [one.numbers for one in open_points(rows)] == [(1, 2)]
    assert open_points(rows, DAY - timedelta(days=1)) == ()
