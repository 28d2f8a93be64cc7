"""The rules of the inventory one by one, and the special item against a naive model."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.domain.inventory import (
    ItemChange,
    NewItem,
    Receipt,
    binding_end,
    check_change,
    check_item,
    completed,
    needs_inventory,
)
from services.budget.domain.inventory_disposal import (
    DisposalKind,
    NewDisposal,
    check_disposal,
    is_bound,
    tied_proceeds,
)
from services.budget.domain.parameters.inventory import AssetClass
from services.budget.domain.special_item import releases
from tests.unit.budget.domain.examples import some_rules

TODAY, BOUGHT = date(2026, 8, 3), date(2026, 3, 15)
PERIOD_START = date(2026, 1, 1)
RULES = some_rules()
ITEM = NewItem(
    name="Server",
    measure_id="M1",
    asset_class=AssetClass.HARDWARE,
    place="Rathaus",
    responsible_unit="Amt 10",
    acquired_on=BOUGHT,
    net_cents=100_000,
    vat_cents=19_000,
    eligible_cents=119_000,
    useful_life_years=5,
    binding_until=date(2031, 3, 15),
)
RECEIPT = Receipt("E1", "B-1", 119_000, 59_500)


def codes(receipt: Receipt | None = None, **changes: Any) -> set[str]:
    new = replace(ITEM, **changes)
    found = check_item(new, receipt, RULES, measures=["M1"], period_start=PERIOD_START, today=TODAY)
    return {one.code for one in found}


@pytest.mark.parametrize(("cents", "needed"), [(79_999, False), (80_000, False), (80_001, True)])
def test_e28_the_threshold_itself_is_not_above_it(cents: int, needed: bool) -> None:
    assert needs_inventory(cents, RULES) is needed


def test_an_item_in_order_has_no_finding() -> None:
    assert codes() == set()
    assert codes(RECEIPT, eligible_cents=59_500) == set()


def test_an_item_of_the_first_day_or_paid_by_nobody_is_in_order() -> None:
    assert codes(acquired_on=PERIOD_START) == set()
    assert codes(acquired_on=date(2025, 12, 31), eligible_cents=0) == set()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"place": " "}, "inventory_field_missing"),
        ({"net_cents": 0}, "amount_out_of_range"),
        ({"eligible_cents": None}, "eligible_missing"),
        ({"eligible_cents": 119_001}, "eligible_above_gross"),
        ({"acquired_on": date(2026, 8, 4)}, "acquired_in_future"),
        ({"acquired_on": date(2025, 12, 31)}, "acquired_before_period"),
        ({"binding_until": date(2026, 3, 14)}, "binding_before_acquisition"),
        ({"binding_until": None}, "binding_missing"),
        ({"useful_life_years": None}, "useful_life_missing"),
        ({"measure_id": "M9"}, "measure_unknown"),
    ],
)
def test_each_fault_is_named(changes: dict[str, Any], code: str) -> None:
    assert code in codes(**changes)


def test_the_receipt_bounds_its_items() -> None:
    def found(**known: Any) -> set[str]:
        return codes(replace(RECEIPT, **known), eligible_cents=59_500)

    assert found(itemised_cents=1) == {"items_exceed_voucher"}
    assert found(is_reversed=True) == {"receipt_reversed"}
    assert found(itemised_eligible_cents=0) == set()
    assert found(itemised_eligible_cents=1) == {"items_exceed_eligible"}
    assert codes(RECEIPT, eligible_cents=59_501) == {"items_exceed_eligible"}


@given(
    st.lists(st.integers(1, 10_000), min_size=1, max_size=8),
    st.integers(0, 10_000),
)
def test_the_parts_of_all_items_are_the_receipt(parts: list[int], share_bp: int) -> None:
    gross = sum(parts)
    eligible = gross * share_bp // 10_000
    taken = taken_eligible = 0
    for part in parts:
        receipt = Receipt("E1", "B-1", gross, eligible, taken, taken_eligible)
        mine = receipt.part_of(part)
        assert 0 <= mine <= part
        taken, taken_eligible = taken + part, taken_eligible + mine
    assert taken_eligible == eligible


def test_the_eligible_part_is_that_of_the_receipt() -> None:
    half = replace(ITEM, net_cents=59_500, vat_cents=0, eligible_cents=None)
    assert completed(half, RECEIPT, RULES).eligible_cents == 29_750
    assert completed(half, None, RULES).eligible_cents is None


def test_the_binding_period_is_counted_in_years_per_class() -> None:
    rules = some_rules(binding_years=("hardware=5", "software=3"))
    assert binding_end(AssetClass.HARDWARE, BOUGHT, rules) == date(2031, 3, 15)
    assert binding_end(AssetClass.SOFTWARE, date(2024, 2, 29), rules) == date(2027, 2, 28)
    assert binding_end(AssetClass.OTHER, BOUGHT, rules) is None
    assert binding_end(AssetClass.HARDWARE, BOUGHT, RULES) is None


def test_a_binding_period_is_prolonged_but_not_shortened() -> None:
    def found(until: date | None, known: date | None) -> set[str]:
        change = ItemChange("Rathaus", "Amt 10", "Umzug", "", 5, until)
        return {one.code for one in check_change(change, BOUGHT, known)}

    end = date(2031, 3, 15)
    assert found(end, end) == set()
    assert found(date(2031, 3, 16), end) == set()
    assert found(date(2031, 3, 14), end) == {"binding_shortened"}
    assert found(None, end) == {"binding_shortened", "binding_missing"}
    assert found(date(2026, 3, 14), None) == {"binding_before_acquisition"}
    silent = ItemChange("Rathaus", "Amt 10", " ", "", 5, end)
    assert {one.code for one in check_change(silent, BOUGHT, end)} == {"reason_missing"}


SALE = NewDisposal(DisposalKind.SOLD, date(2026, 8, 1), "Ersatz", 100_000, "Az. 5", "a" * 64)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"disposed_on": date(2026, 3, 14)}, "disposed_before_acquired"),
        ({"disposed_on": date(2026, 8, 4)}, "disposed_in_future"),
        ({"reason": ""}, "reason_missing"),
        ({"proceeds_cents": 0}, "proceeds_missing"),
        ({"proceeds_cents": -1}, "amount_out_of_range"),
        ({"consent_sha256": None}, "consent_missing"),
        ({"consent_reference": " "}, "consent_missing"),
        ({"kind": DisposalKind.LOST, "consent_sha256": None}, None),
    ],
)
def test_each_fault_of_a_disposal_is_named(changes: dict[str, Any], code: str | None) -> None:
    found = check_disposal(
        replace(SALE, **changes),
        acquired_on=BOUGHT,
        binding_until=date(2026, 8, 1),
        today=TODAY,
        releasing=True,
    )
    assert [one.code for one in found if one.is_error] == ([code] if code else [])


def test_before_the_release_a_missing_consent_only_warns() -> None:
    new = replace(SALE, consent_sha256=None)
    [found] = check_disposal(new, acquired_on=BOUGHT, binding_until=None, today=TODAY)
    assert (found.code, found.is_error) == ("consent_missing", False)


def test_the_last_bound_day_is_bound() -> None:
    end = date(2026, 7, 31)
    assert [is_bound(end, day) for day in (end, date(2026, 8, 1))] == [True, False]
    assert is_bound(None, date(2099, 1, 1))
    assert tied_proceeds(10_001, 59_500, 119_000, True) == 5_001
    assert tied_proceeds(10_001, 59_500, 119_000, False) == 0


@given(st.integers(0, 10**12), st.integers(1, 50), st.integers(2000, 2090))
def test_the_releases_add_up_to_the_cent(cents: int, years: int, first: int) -> None:
    found = {one.budget_year: one.cents for one in releases(cents, years, first)}
    assert sum(found.values()) == cents
    exact = Fraction(cents, years)
    assert all(exact - 1 < found.get(year, 0) < exact + 1 for year in range(first, first + years))
    for number in range(1, years + 1):
        so_far = sum(found.get(year, 0) for year in range(first, first + number))
        assert abs(so_far - exact * number) <= Fraction(1, 2)


def test_half_a_cent_of_the_sum_so_far_goes_up() -> None:
    assert [one.cents for one in releases(5, 2, 2026)] == [3, 2]
    assert [one.cents for one in releases(7_800_000, 7, 2026)] == [
        *(1_114_286, 1_114_285, 1_114_286, 1_114_286, 1_114_286, 1_114_285, 1_114_286)
    ]


@given(st.integers(0, 10**9), st.integers(1, 30), st.integers(0, 40))
def test_what_is_left_is_released_with_the_disposal(cents: int, years: int, later: int) -> None:
    found = releases(cents, years, 2026, ended_in=2026 + later)
    assert sum(one.cents for one in found) == cents
    assert all(one.budget_year <= 2026 + min(later, years - 1) for one in found)
    before = releases(cents, years, 2026)[: min(later, years - 1)]
    assert list(found[: len(before)]) == list(before) or cents < years


def test_without_a_useful_life_only_the_disposal_releases() -> None:
    assert releases(7_800_000, None, 2026) == ()
    [only] = releases(7_800_000, None, 2026, ended_in=2028)
    assert (only.budget_year, only.cents) == (2028, 7_800_000)
