"""Cash flow and overviews: the parts are the whole, to the cent, for any rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.events.snapshots import DrawdownSnapshot, Effect, MeasureSnapshot, PlanLine
from services.reporting.domain.cash_flow import cash_flow
from services.reporting.domain.facts import GrantFacts, MeasureFact, PlanFact, RowFact
from services.reporting.domain.measure_sheets import measure_sheets
from services.reporting.domain.portfolio import portfolio
from shared.money import share_of
from shared.periods import Period
from tests.integration.reporting.story import call, grant, terms
from tests.unit.reporting.domain.test_reporting_sums import DAY, row_facts

YEARS = {"2025": 1, "2026": 70_000, "2027": 29_999}
LINE = PlanLine("1.1", "M1", "SACH", 100_000, YEARS)  # type: ignore[arg-type]
PLAN = PlanFact(1, "award", "", None, date(2023, 7, 1), (LINE,), ())
QUARTER = Period.parse("2026-Q1")
rows_of_any_kind = st.lists(row_facts, max_size=8).map(tuple)


def facts(rows: tuple[RowFact, ...], calls: tuple[DrawdownSnapshot, ...] = ()) -> GrantFacts:
    return GrantFacts(grant(terms(max_eligible_cents=10**12)), rows, (PLAN,), calls, (), ())


@settings(max_examples=60, deadline=None)
@given(rows_of_any_kind)
def test_years_and_half_years_add_up_to_the_grant(rows: tuple[RowFact, ...]) -> None:
    found = cash_flow(facts(rows), DAY)
    sums = found.sums
    for flows in (found.years, found.half_years):
        assert sum(one.paid.cents for one in flows) == sums.rows.paid.cents
        assert sum(one.eligible.cents for one in flows) == sums.rows.eligible.cents
        assert sum(one.forecast_cents for one in flows) == found.forecast.coming_cents
        assert sum(one.committed.cents for one in flows) == sums.rows.committed.cents
        assert sum(one.planned_cents for one in flows) == 100_000
        assert sum(one.residue_cents for one in flows) == (
            100_000 - sums.rows.eligible.cents - found.forecast.coming_cents
        )


@settings(max_examples=60, deadline=None)
@given(rows_of_any_kind)
def test_a_year_is_its_two_half_years(rows: tuple[RowFact, ...]) -> None:
    found = cash_flow(facts(rows), DAY)
    for year in found.years:
        halves = [one for one in found.half_years if one.half_year.year == year.year.year]
        assert len(halves) == 2
        for name in ("planned_cents", "forecast_cents", "potential_cents", "residue_cents"):
            assert getattr(year, name) == sum(getattr(one, name) for one in halves), name
        for name in ("paid", "eligible", "committed"):
            assert getattr(year, name).cents == sum(getattr(one, name).cents for one in halves)


def test_an_order_counts_in_its_half_year_or_the_nearest_of_its_budget_year() -> None:
    def order(number: int, on: date) -> RowFact:
        effect = Effect(on, "committed", 10**number)
        return RowFact(str(number), number, "order", "committed", "1.1", "M1", "SACH", 2025, None,
                       opening=False, effects=(effect,))  # fmt: skip

    days = (date(2024, 12, 31), date(2025, 6, 30), date(2025, 7, 1), date(2026, 1, 1))
    found = cash_flow(facts(tuple(order(number, on) for number, on in enumerate(days))), DAY)
    ordered = {str(one.half_year): one.committed.cents for one in found.half_years}
    assert (ordered["2025-H1"], ordered["2025-H2"]) == (11, 1_100)
    planned = {str(one.half_year): one.planned_cents for one in found.half_years}
    assert (planned["2025-H1"], planned["2025-H2"]) == (0, 1)
    assert (planned["2027-H1"], planned["2027-H2"]) == (14_999, 15_000)


def test_no_year_is_shown_in_which_nothing_can_count() -> None:
    before = date(2024, 12, 31)
    row = RowFact("o", 1, "order", "committed", "1.1", "M1", "SACH", 2025, None, opening=False,
                  effects=(Effect(before, "committed", 5),))  # fmt: skip
    award = grant(terms(period_start=date(2025, 1, 1)))
    plan = replace(PLAN, lines=(replace(LINE, years={"2024": 0, **YEARS}),))
    flow = cash_flow(GrantFacts(award, (row,), (plan,), (), (), ()), DAY)
    assert flow.years[0].year.year == 2025
    paid = replace(row, effects=(Effect(before, "paid", 5),))
    flow = cash_flow(GrantFacts(award, (paid,), (plan,), (), (), ()), DAY)
    assert flow.years[0].year.year == 2024


@settings(max_examples=60, deadline=None)
@given(rows_of_any_kind)
def test_what_could_be_called_in_the_end_is_the_share_of_all(rows: tuple[RowFact, ...]) -> None:
    found = cash_flow(facts(rows), DAY)
    expected = found.sums.rows.eligible.cents + found.forecast.coming_cents
    potential = sum(one.potential_cents for one in found.half_years)
    assert potential == max(0, share_of(expected, 6500))


def test_nothing_is_expected_before_the_day_or_after_the_end() -> None:
    rows = (
        RowFact("o", 1, "order", "committed", "1.1", "M1", "SACH", 2026, None, opening=False,
                effects=_effects(DAY, 2_100)),
    )  # fmt: skip
    found = cash_flow(facts(rows), DAY)
    coming = {str(one.half_year): one.forecast_cents for one in found.half_years}
    assert (coming["2025-H2"], coming["2026-H1"], coming["2026-H2"]) == (0, 300, 600)
    assert (coming["2027-H1"], coming["2027-H2"], sum(coming.values())) == (600, 600, 2_100)


def _effects(on: date, cents: int) -> tuple[Effect, ...]:
    return (Effect(on, "expected_eligible", cents),)


@settings(max_examples=60, deadline=None)
@given(rows_of_any_kind)
def test_measures_and_the_rest_add_up_to_the_grant(rows: tuple[RowFact, ...]) -> None:
    """No measure is known here, so everything is in the line of the rest."""
    found = portfolio(facts(rows), QUARTER)
    assert sum(one.sums.paid.cents for one in found.lines) == found.sums.rows.paid.cents
    assert sum(one.forecast_cents for one in found.lines) == found.total.forecast_cents
    assert sum(one.planned_cents for one in found.lines) == 100_000
    sheets = measure_sheets(facts(rows), QUARTER)
    parts = [line for one in sheets.money for line in one.categories]
    assert sum(one.sums.eligible.cents for one in parts) == sheets.total.sums.eligible.cents
    assert sum(one.planned_cents for one in parts) == sheets.total.planned_cents


def test_what_could_be_called_is_capped_as_the_entitlement_is() -> None:
    """The plan's total, where it is a cap (PLAN-01), and the cap of first measures (PRG-03)."""
    rows = tuple(
        RowFact(str(number), number, "voucher", "claimable", "1.1", "M1", "SACH", 2026, DAY,
                opening=False, effects=(Effect(DAY, "eligible", cents),))
        for number, cents in enumerate((90_000, 60_000), start=1)
    )  # fmt: skip
    for capped, base, grows in (
        (terms(plan_total="cap"), 100_000, False),
        (terms(first_measures_cap_cents=30_000), 30_000, True),
        (terms(), 150_000, True),
    ):
        first = MeasureSnapshot(
            "M1", "G", "Netz", "Feld", "Forum", "u", DAY, DAY, "S", first_measure=True
        )
        known = MeasureFact(first, ())
        told = GrantFacts(grant(capped), rows, (PLAN,), (), (), (known,))
        found = cash_flow(told, DAY)
        assert found.sums.final.amount_cents == share_of(base, 6500)
        coming = found.forecast.coming_cents if grows else 0
        potential = sum(one.potential_cents for one in found.half_years)
        assert potential == share_of(base + coming, 6500)


def test_a_call_of_later_is_not_yet_called_in_any_report() -> None:
    late = call("C1", 1, "2026-H1", "released", amount_cents=3_250, released_on=date(2026, 8, 1))
    rows = (
        RowFact("r", 1, "voucher", "called", "1.1", "M1", "SACH", 2026, DAY, opening=False,
                effects=(Effect(DAY, "eligible", 5_000),), drawdown_id="C1"),
    )  # fmt: skip
    before = portfolio(facts(rows, (late,)), QUARTER)
    assert (before.total.called.cents, before.sums.called.cents) == (0, 0)
    after = portfolio(facts(rows, (late,)), Period.parse("2026-Q3"))
    assert (after.total.called.cents, after.sums.called.cents) == (5_000, 3_250)
