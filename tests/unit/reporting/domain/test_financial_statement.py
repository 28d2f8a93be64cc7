"""The numerical proof: worked examples of the balance, and totals for any rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.events.snapshots import DrawdownSnapshot, Effect, PlanLine
from services.reporting.domain.facts import GrantFacts, IncomeFact, MeasureFact, PlanFact, RowFact
from services.reporting.domain.financial_statement import financial_statement
from services.reporting.domain.within_year import with_year
from shared.periods import Period
from tests.integration.reporting.story import CALL, call, grant, terms
from tests.unit.reporting.domain.test_hidden_pay import measure
from tests.unit.reporting.domain.test_reporting_sums import DAY, row_facts


def row(eligible: int) -> RowFact:
    effects = (Effect(DAY, "paid", eligible), Effect(DAY, "eligible", eligible))
    return RowFact(
        "r", 1, "voucher", "called", "1.1", "M1", "SACH", 2026, DAY, opening=False, effects=effects
    )


def received(cents: int, on: date = DAY) -> DrawdownSnapshot:
    return call(
        CALL, 1, "2025-H2", "received", amount_cents=cents, approved_cents=cents,
        received_cents=cents, released_on=DAY, decided_on=DAY, received_on=on,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("eligible", "paid", "share", "balance"),
    [
        (1_240_000_000, 820_000_000, 806_000_000, -14_000_000),
        (1_240_000_000, 806_000_000, 806_000_000, 0),
        (1_240_000_000, 805_999_999, 806_000_000, 1),
    ],
)
def test_what_was_received_beyond_the_grant_is_to_be_repaid(
    eligible: int, paid: int, share: int, balance: int
) -> None:
    """E19."""
    facts = GrantFacts(
        grant(terms(max_eligible_cents=1_300_000_000)),
        (row(eligible),), (), (received(paid),), (),
        (),
    )  # fmt: skip
    found = financial_statement(facts, DAY)
    assert (found.sums.final.amount_cents, found.balance_cents) == (share, balance)


def test_measures_add_up_to_the_lines_and_none_is_left_out() -> None:
    lines = (PlanLine("1.1", "M1", "SACH", 80_000, {}), PlanLine("2.1", "fremd", "SACH", 500, {}))
    plan = PlanFact(1, "award", "", None, date(2025, 1, 1), lines, ())
    rows = (row(90_000), replace(row(700), expenditure_id="s", measure_id="?"))
    known = tuple(MeasureFact(measure(one), ()) for one in ("M1", "M2"))
    facts = GrantFacts(grant(), rows, (plan,), (), (), known)
    found = financial_statement(facts, DAY)
    stated = [
        (one.measure and one.measure.measure_id, one.planned_cents, one.deviation_cents,
         one.deviation_bp)
        for one in found.measures
    ]  # fmt: skip
    assert stated == [("M1", 80_000, 10_000, 1_250), ("M2", 0, 0, None), (None, 500, 200, 4_000)]
    assert sum(one.actual.cents for one in found.measures) == found.sums.rows.eligible.cents
    assert sum(one.planned_cents for one in found.measures) == found.sums.planned_cents


def test_a_receipt_after_the_day_is_not_received_yet() -> None:
    facts = GrantFacts(grant(), (), (), (received(5, date(2026, 4, 1)),), (), ())
    (one,) = financial_statement(facts, DAY).calls
    assert (one.called_cents, one.received_cents, one.received_on) == (5, 0, None)


@settings(max_examples=60, deadline=None)
@given(st.lists(row_facts, max_size=8).map(tuple), st.integers(0, 10**8))
def test_the_sources_cover_exactly_what_is_eligible(rows: tuple[RowFact, ...], tied: int) -> None:
    income = IncomeFact("i", "private", "Stiftung", DAY, tied)
    found = financial_statement(GrantFacts(grant(), rows, (), (), (income,), ()), DAY)
    assert sum(one.actual.cents for one in found.sources) == found.sums.rows.eligible.cents
    assert sum(one.deviation_cents for one in found.lines) == found.deviation_cents
    assert found.overrun_cents - found.savings_cents == found.deviation_cents


@settings(max_examples=60, deadline=None)
@given(st.lists(row_facts, max_size=8).map(tuple), st.integers(0, 10**8), st.booleans())
def test_the_year_is_what_both_of_its_ends_differ_by(
    rows: tuple[RowFact, ...], tied: int, in_time: bool
) -> None:
    year = Period.parse("2026")
    came = year.first_day if in_time else date(2025, 12, 31)
    income = IncomeFact("i", "private", "Stiftung", came, tied)
    facts = GrantFacts(grant(), rows, (), (received(7, year.first_day),), (income,), ())
    before = financial_statement(facts, date(2025, 12, 31))
    whole = with_year(facts, financial_statement(facts, year.last_day), year)
    within = whole.year
    assert within is not None
    assert within.total.cents == whole.sums.rows.eligible.cents - before.sums.rows.eligible.cents
    assert sum(within.sources.values()) == within.total.cents
    assert within.sources["private", "Stiftung"] == (tied if in_time else 0)
    assert within.sources["grant", ""] == 7
    old = {one.line.budget_line: one.line.sums.eligible.cents for one in before.lines}
    for one in whole.lines:
        name = one.line.budget_line
        found = within.lines[name].cents if name in within.lines else 0
        assert found == one.line.sums.eligible.cents - old.get(name, 0)
