"""All sums of a grant, its lines and years, as of a day (semantics 5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.budget.domain.balance import (
    Balance,
    CalledAmount,
    Entry,
    Receipt,
    balance,
    budget_year_of,
    rounding_difference,
)
from services.budget.domain.effects import Effect, EffectKind
from services.budget.domain.expenditure import Kind, Status
from services.budget.domain.income import Income
from services.budget.domain.line_limits import plan_findings
from services.budget.domain.plan import Basis, NewPlanVersion, PlanVersion, SourceKind
from shared.money import share_of
from tests.unit.budget.domain.examples import (
    a_line,
    a_movement,
    a_row,
    an_entry,
    an_order,
    assessed,
    codes,
    some_rules,
    some_terms,
)

DAY = date(2026, 6, 30)
ELIGIBLE, PAID = EffectKind.ELIGIBLE, EffectKind.PAID


def paid(cents: int, status: Status = Status.CLAIMABLE, line: str = "1", year: int = 2026) -> Entry:
    effects = (Effect(DAY, PAID, cents), Effect(DAY, ELIGIBLE, cents))
    return Entry(line, "M1", year, status, effects)


def plan(*cents: int) -> PlanVersion:
    lines = tuple(a_line(str(i), amount) for i, amount in enumerate(cents, start=1))
    return PlanVersion(1, NewPlanVersion(Basis.AWARD, "x", lines, ()), DAY)


def summed(*entries: Entry, **changes: Any) -> Balance:
    arguments: dict[str, Any] = {
        "as_of": DAY,
        "plan": None,
        "calls": [],
        "receipts": [],
        "incomes": [],
        "terms": some_terms(),
        "rules": some_rules(),
        **changes,
    }
    return balance(entries=entries, **arguments)


def test_e01_grant_and_own_share() -> None:
    found = summed(paid(1_300_000_000))
    assert found.entitlement.amount_cents == 845_000_000
    assert found.own_share_cents == 455_000_000
    assert found.use_bp == 10_000
    assert not found.preliminary


def test_e18_the_overrun_is_borne_by_the_city() -> None:
    lines = plan(300_000_000, 150_000_000, 850_000_000)
    found = summed(
        paid(300_000_000, line="1"),
        paid(170_000_000, line="2"),
        paid(840_000_000, line="3"),
        plan=lines,
    )
    assert found.eligible_cents == 1_310_000_000
    assert found.entitlement.amount_cents == 845_000_000
    assert found.own_share_cents == 465_000_000
    assert [one.overrun_cents for one in found.lines] == [0, 20_000_000, 0]
    assert [one.overrun_bp for one in found.lines] == [0, 1333, 0]
    used = {one.budget_line: one.eligible_cents for one in found.lines}
    warnings = plan_findings(lines.lines, used, some_rules())
    assert codes(warnings, "warning") == ["plan_total_exceeded", "overrun_not_offset"]


def test_plan_findings_name_every_line_over_its_limit() -> None:
    lines = plan(100_000, 100_000, 100_000).lines
    used = {"1": 120_001, "2": 115_000, "3": 20_000}
    found = plan_findings(lines, used, some_rules())
    assert codes(found, "warning") == ["line_exceeded", "line_near_limit"]


def test_e38_use_of_the_grant() -> None:
    found = summed(paid(521_234_567))
    assert (found.entitlement.amount_cents, found.use_bp) == (338_802_469, 4009)


def test_e34_overdrawn() -> None:
    calls = [CalledAmount(DAY, 26_000_000)]
    assert summed(paid(38_000_000), calls=calls).overdrawn_cents == 1_300_000
    assert summed(paid(40_000_000), calls=calls).overdrawn_cents == 0


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2026, 7, 14), 1_000), (date(2026, 7, 15), 700)]
)
def test_a_cut_counts_from_the_day_of_the_decision(day: date, expected: int) -> None:
    call = CalledAmount(DAY, 1_000, approved_cents=700, decided_on=date(2026, 7, 15))
    assert summed(paid(100), calls=[call], as_of=day).called_cents == expected


def test_the_cut_of_a_call_taken_over_was_always_there() -> None:
    call = CalledAmount(DAY, 1_000, approved_cents=700)
    assert summed(paid(100), calls=[call]).called_cents == 700


def test_only_certified_cost_gives_entitlement_and_the_own_share_is_preliminary() -> None:
    found = summed(paid(100_000), paid(50_000, Status.RECORDED))
    assert (found.eligible_cents, found.claimable_cents) == (150_000, 100_000)
    assert found.entitlement.amount_cents == 65_000
    assert found.own_share_cents == 52_500
    assert found.preliminary


def test_other_cover_reduces_the_own_share() -> None:
    income = Income(SourceKind.PRIVATE, "Stiftung", DAY, 10_000)
    public = Income(SourceKind.OTHER_PUBLIC, "Land", DAY, 20_000)
    found = summed(paid(110_000), incomes=[income, public])
    assert found.entitlement.amount_cents == 65_000
    assert found.own_share_cents == 110_000 - 65_000 - 30_000


def test_everything_counts_from_its_day() -> None:
    before = date(2026, 6, 29)
    arguments: dict[str, Any] = {
        "calls": [CalledAmount(DAY, 10)],
        "receipts": [Receipt(DAY, 10)],
    }
    early, late = (summed(paid(100), as_of=day, **arguments) for day in (before, DAY))
    assert (early.paid_cents, early.called_cents, early.received_cents) == (0, 0, 0)
    assert (late.paid_cents, late.called_cents, late.received_cents) == (100, 10, 10)


def test_municipal_extra_is_what_the_city_bears_alone() -> None:
    """1,900 VAT comes back from the tax office, 1,000 are excluded: the city bears 1,000 net."""
    facts = an_entry(vat_deductible_bp=10_000, ineligible_cents=119_000)
    found = assessed(facts)
    result = summed(Entry("1.1", "M1", 2026, found.status, found.effects))
    assert result.municipal_extra_cents == 100_000


def test_remaining_takes_off_what_is_expected_too() -> None:
    found = assessed(an_order(gross_cents=100_000))
    result = summed(Entry("1", "M1", 2026, found.status, found.effects), plan=plan(150_000))
    assert result.committed_cents == result.expected_eligible_cents == 100_000
    assert result.remaining_cents == 50_000
    assert result.lines[0].remaining_cents == 50_000


def test_ratios_with_an_empty_divisor_are_empty() -> None:
    result = summed(paid(100, line="x"), terms=some_terms(max_eligible_cents=None))
    assert result.use_bp is None
    assert result.lines[0].overrun_bp is None
    assert (result.planned_cents, result.lines[0].overrun_cents) == (0, 100)


def test_lines_and_years_add_up_to_the_grant() -> None:
    result = summed(
        paid(100, line="1", year=2025), paid(30, line="2"), paid(7, line="9"), plan=plan(50, 60)
    )
    assert [one.budget_line for one in result.lines] == ["1", "2", "9"]
    assert sum(one.paid_cents for one in result.lines) == result.paid_cents == 137
    years = [(one.budget_year, one.planned_cents, one.paid_cents) for one in result.years]
    assert years == [(2025, 0, 100), (2026, 110, 37)]


def test_the_budget_year_comes_from_the_ledger_else_from_the_payment() -> None:
    row = a_row(an_entry(payment_date=date(2027, 1, 5)))
    assert budget_year_of(row) == 2027
    assert budget_year_of(a_row(an_entry(budget_year=2026))) == 2026
    assert budget_year_of(a_row(an_entry(payment_date=None))) == 2026
    bare = an_order(contract_date=None)
    assert budget_year_of(a_row(bare, recorded_on=date(2025, 1, 1))) == 2025
    movement = a_movement(row, Kind.CREDIT_NOTE, 1, date(2028, 1, 1))
    assert budget_year_of(replace(movement)) == 2028


def test_the_rounding_difference_is_stated() -> None:
    shares = [share_of(1, 6500)] * 3
    assert rounding_difference(shares, share_of(3, 6500)) == -1
