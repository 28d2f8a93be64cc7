"""Personnel cost to the cent, and what its data needs (PERS-01 to PERS-06, E13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.domain.hour_sheet import HOUR_CHECKS, HourRow
from services.budget.domain.line_limits import plan_findings
from services.budget.domain.personnel import (
    PayrollMonth,
    Post,
    cost_of_hours,
    cost_of_months,
    months_between,
    tariff_table,
)
from services.budget.domain.personnel_checks import (
    Booking,
    BookingCircumstances,
    check_booking,
    check_payroll,
    check_post,
    sum_is_shown,
    tariff_warnings,
)
from services.budget.domain.plan import Category, PlanLine
from shared.errors import Violation
from tests.unit.budget.domain.examples import some_rules

TABLE = tariff_table(["E11/2026-01=653600", "E11/2026-04=670000"])
HALF = Post("ST-01", "M-1", 5_000, "E11")
YEAR = months_between(date(2026, 1, 1), date(2026, 12, 1))


def months(cents: int, first: int = 1, last: int = 6) -> list[PayrollMonth]:
    return [PayrollMonth(date(2026, one, 1), cents) for one in range(first, last + 1)]


def codes(found: list[Violation]) -> list[str]:
    return [one.code for one in found]


def test_e13_half_a_post_for_six_months() -> None:
    cost = cost_of_months(HALF, months(653_600), TABLE)
    assert (cost.cents, cost.over_tariff_cents) == (1_960_800, 0)
    assert [one.amount_cents for one in cost.steps] == [3_921_600, -1_960_800]


def test_what_is_above_the_tariff_is_cut_off_month_by_month() -> None:
    cost = cost_of_months(replace(HALF, share_bp=10_000), months(660_000, 3, 4), TABLE)
    assert (cost.cents, cost.over_tariff_cents) == (653_600 + 660_000, 6_400)
    assert [one.rule for one in cost.steps] == ["PERS-01", "PERS-01", "PERS-02"]


def test_before_the_first_entry_the_table_says_nothing() -> None:
    assert TABLE.ceiling("E11", date(2025, 12, 1)) is None
    assert TABLE.ceiling("E11", date(2026, 3, 1)) == 653_600
    assert TABLE.ceiling("E11", date(2026, 4, 1)) == 670_000
    assert TABLE.ceiling(None, date(2026, 4, 1)) is None


@given(
    st.lists(st.integers(1, 10**7), min_size=12, max_size=12),
    st.integers(1, 240_000),
    st.integers(1, 4_000),
)
def test_hours_are_rounded_once_at_the_end(gross: list[int], hundredths: int, hours: int) -> None:
    year = [PayrollMonth(day, cents) for day, cents in zip(YEAR, gross, strict=True)]
    cost = cost_of_hours(Post("A", "M"), year, hundredths, hours, tariff_table([]))
    exact = Fraction(sum(gross)) * hundredths / 100 / hours
    assert abs(cost.cents - exact) <= Fraction(1, 2)
    assert sum(one.amount_cents for one in cost.steps) == cost.cents


@given(st.lists(st.integers(1, 10**7), max_size=12), st.integers(1, 10_000))
def test_steps_of_months_add_up(gross: list[int], share_bp: int) -> None:
    paid = [PayrollMonth(day, cents) for day, cents in zip(YEAR, gross, strict=False)]
    cost = cost_of_months(replace(HALF, share_bp=share_bp), paid, TABLE)
    naive = sum(
        Fraction(min(one.gross_cents, 653_600 if one.month.month < 4 else 670_000) * share_bp)
        for one in paid
    )
    assert abs(cost.cents - naive / 10_000) <= Fraction(1, 2)
    assert sum(one.amount_cents for one in cost.steps) == cost.cents


def test_months_run_over_the_turn_of_the_year() -> None:
    found = months_between(date(2026, 11, 1), date(2027, 2, 1))
    assert [f"{one:%Y-%m}" for one in found] == ["2026-11", "2026-12", "2027-01", "2027-02"]


@pytest.mark.parametrize(
    ("changes", "has_document", "code"),
    [
        ({"post_id": " "}, False, "post_id_missing"),
        ({"post_id": "ST-00"}, False, "post_known"),
        ({"measure_id": "M-9"}, False, "measure_unknown"),
        ({"share_bp": 0}, False, "share_out_of_range"),
        ({"share_bp": 10_001}, False, "share_out_of_range"),
        ({"existing_staff": True}, False, "existing_staff_document_missing"),
        ({"existing_staff": True}, True, None),
        ({}, False, None),
    ],
)
def test_a_post(changes: dict[str, object], has_document: bool, code: str | None) -> None:
    found = check_post(
        replace(HALF, **changes), known={"ST-00"}, measures={"M-1"}, has_document=has_document
    )
    assert codes(found) == ([code] if code else [])


def test_payroll_months() -> None:
    def found(*entries: PayrollMonth) -> list[str]:
        return codes(check_payroll(entries, known={date(2026, 1, 1)}, today=date(2026, 8, 3)))

    assert found(PayrollMonth(date(2026, 8, 1), 1)) == []
    assert found(PayrollMonth(date(2026, 9, 1), 1)) == ["payroll_month_ahead"]
    assert found(PayrollMonth(date(2026, 1, 1), 1)) == ["payroll_month_twice"]
    assert found(PayrollMonth(date(2026, 2, 1), 0)) == ["amount_out_of_range"]


ASKED = Booking("months", ("ST-01",), date(2026, 1, 1), date(2026, 6, 1))
AROUND = BookingCircumstances(
    posts={"ST-01"},
    missing_months=(),
    hours={"ST-01"},
    taken=(),
    measures={"M-1"},
    category=Category.PERSONAL,
    productive_hours=1640,
)


@pytest.mark.parametrize(
    ("changes", "around", "code"),
    [
        ({}, {}, None),
        ({"method": "hours"}, {}, None),
        ({"last": date(2025, 12, 1)}, {}, "personnel_period_backwards"),
        ({"method": "hours", "last": date(2027, 1, 1)}, {}, "personnel_years_mixed"),
        ({"post_ids": ()}, {}, "post_missing"),
        ({"post_ids": ("ST-99",)}, {}, "post_unknown"),
        ({"post_ids": ("ST-01", "ST-01")}, {}, "post_twice"),
        ({}, {"taken": {"ST-01"}}, "personnel_booked_twice"),
        ({}, {"measures": {"M-1", "M-2"}}, "personnel_measures_mixed"),
        ({}, {"category": Category.SACH}, "personnel_line_needed"),
        ({}, {"category": None}, "personnel_line_needed"),
        ({}, {"missing_months": [("ST-01", date(2026, 2, 1))]}, "payroll_month_missing"),
        ({"method": "hours"}, {"hours": ()}, "hour_sheet_missing"),
        ({}, {"hours": ()}, None),
        ({"method": "hours"}, {"year_hours": {"ST-01": 164_000}}, None),
        ({"method": "hours"}, {"year_hours": {"ST-01": 164_001}}, "hours_over_year"),
    ],
)
def test_a_booking(changes: dict[str, object], around: dict[str, object], code: str | None) -> None:
    found = check_booking(replace(ASKED, **changes), replace(AROUND, **around))
    assert codes(found) == ([code] if code else [])


def test_a_group_without_an_entry_warns() -> None:
    other = replace(HALF, tariff_group="E12")
    assert codes(list(tariff_warnings([HALF], YEAR, TABLE))) == []
    assert codes(list(tariff_warnings([other], YEAR, TABLE))) == ["tariff_unknown"]


def test_sums_of_fewer_than_three_are_for_the_head_of_finance() -> None:
    assert not sum_is_shown(2, 3, sees_all=False)
    assert sum_is_shown(3, 3, sees_all=False)
    assert sum_is_shown(1, 3, sees_all=True)


LINE = HourRow(
    2, "ST-01", date(2026, 1, 15), 750, "Konzept", "M-1",
    "P-1", date(2026, 1, 31), "P-2", date(2026, 2, 2),
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"hundredths": 2_400}, None),
        ({"hundredths": 2_401}, "hours_out_of_range"),
        ({"hundredths": 0}, "hours_out_of_range"),
        ({"countersigned_by": " p-1"}, "signed_by_one_person"),
        ({"signed_on": date(2026, 1, 14)}, "signed_too_early"),
        ({"countersigned_on": date(2026, 1, 30)}, "signed_too_early"),
    ],
)
def test_a_line_of_an_hour_sheet(changes: dict[str, object], code: str | None) -> None:
    faults = [check.find(replace(LINE, **changes)) for check in HOUR_CHECKS]
    assert [one.code for one in faults if one] == ([code] if code else [])


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"signed_on": date(2026, 1, 14)}, "signed_on"),
        ({"countersigned_on": date(2026, 1, 30)}, "countersigned_on"),
    ],
)
def test_the_fault_names_the_day_that_is_too_early(changes: dict[str, object], column: str) -> None:
    (fault,) = filter(None, (check.find(replace(LINE, **changes)) for check in HOUR_CHECKS))
    assert fault.field == column


def test_the_plan_of_personnel_is_an_upper_limit() -> None:
    def found(used: int, category: Category) -> list[str]:
        line = PlanLine("Stellen", "M-1", category, 2_000_000, {})
        return codes(plan_findings({"Stellen": line}, {"Stellen": used}, some_rules()))

    assert found(2_000_000, Category.PERSONAL) == []
    assert "personnel_plan_exceeded" in found(2_000_001, Category.PERSONAL)
    assert "personnel_plan_exceeded" not in found(2_000_001, Category.SACH)
