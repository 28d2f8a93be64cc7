"""The forecast parted among measures: never a cent more or less than that of the cash flow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.events.snapshots import Effect
from services.reporting.domain.cash_flow import cash_flow
from services.reporting.domain.facts import GrantFacts, MeasureFact, RowFact
from services.reporting.domain.measure_forecast import Part, parted
from services.reporting.domain.portfolio import portfolio
from shared.periods import Period
from tests.integration.reporting.story import grant
from tests.unit.reporting.domain.test_hidden_pay import measure
from tests.unit.reporting.domain.test_reporting_sums import DAY, row_facts

QUARTER = Period.parse(f"{DAY.year}-Q{(DAY.month + 2) // 3}")


@pytest.mark.parametrize(
    ("coming", "parts", "due"),
    [
        (100, [Part(60, 0), Part(40, 7)], (60, 40)),  # no more than what is ordered
        (101, [Part(60, 0), Part(40, 7)], (60, 41)),  # the pace leads further
        (10, [Part(0, 1), Part(0, 1), Part(0, 1)], (3, 3, 4)),
        (10, [Part(0, 9, is_over=True), Part(0, 1)], (0, 10)),
        (10, [Part(0, 9, is_over=True), Part(0, 0)], (10, 0)),  # nobody else is left
        (10, [Part(0, -5), Part(0, 5)], (0, 10)),
        (0, [Part(-1, 0), Part(0, 0)], (-1, 1)),  # less than nothing is ordered
        (0, [], ()),
    ],
)
def test_each_gets_what_is_ordered_and_its_part_of_the_pace(
    coming: int, parts: list[Part], due: tuple[int, ...]
) -> None:
    assert parted(coming, parts) == due


@settings(max_examples=60, deadline=None)
@given(st.lists(row_facts, max_size=12))
def test_the_portfolio_foresees_what_the_cash_flow_does(rows: list[RowFact]) -> None:
    known = tuple(
        MeasureFact(replace(measure(name), period_end=DAY + timedelta(days=days)), ())
        for name, days in (("M1", 0), ("M2", 1))
    )
    facts = GrantFacts(grant(), tuple(rows), (), (), (), known)
    overview, flow = portfolio(facts, QUARTER), cash_flow(facts, QUARTER.last_day)
    assert overview.forecast == flow.forecast
    assert sum(one.coming_cents for one in overview.lines) == flow.forecast.coming_cents
    assert sum(one.forecast_cents for one in overview.lines) == overview.total.forecast_cents


def test_a_measure_is_over_on_its_last_day_and_not_the_day_before() -> None:
    effects = (Effect(date(2026, 1, 5), "eligible", 12_000),)
    rows = tuple(
        RowFact(f"r{name}", 1, "voucher", "claimable", "1.1", name, "SACH", 2026, None,
                opening=False, effects=effects)
        for name in ("M1", "M2")
    )  # fmt: skip
    for days, has_part in ((0, False), (1, True)):
        end = QUARTER.last_day + timedelta(days=days)
        known = (
            MeasureFact(replace(measure("M1"), period_end=end), ()),
            MeasureFact(replace(measure("M2"), period_end=date(2027, 1, 1)), ()),
        )
        first, second = portfolio(GrantFacts(grant(), rows, (), (), (), known), QUARTER).lines
        assert (first.coming_cents > 0) is has_part
        assert second.coming_cents > 0
