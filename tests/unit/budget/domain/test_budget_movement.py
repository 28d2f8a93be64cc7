"""Credit notes, retention releases and the closing of orders: what is accepted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from services.budget.domain.expenditure import Family, Kind, Movement
from services.budget.domain.movement import (
    check_closing,
    check_credit_note,
    check_retention_release,
)
from tests.unit.budget.domain.examples import (
    TODAY,
    a_movement,
    a_row,
    an_entry,
    an_order,
    codes,
)

DAY = date(2026, 6, 1)
BY = "sachbearbeitung"
ROW = a_row(an_entry(discount_cents=10_000, retention_cents=100_000))


def credit(cents: int, family: Family | None = None, **changes: Any) -> list[str]:
    new = replace(Movement(cents, DAY, vat_cents=0, reference="GS-1"), **changes)
    return codes(check_credit_note(family or Family(ROW), new, BY, TODAY))


def release(cents: int, on: date = DAY, family: Family | None = None) -> list[str]:
    return codes(check_retention_release(family or Family(ROW), Movement(cents, on), BY, TODAY))


def test_a_credit_note_is_at_most_what_was_paid() -> None:
    assert credit(1_080_000) == []
    assert credit(1_080_001) == ["credit_above_paid"]
    earlier = a_movement(ROW, Kind.CREDIT_NOTE, 80_000, DAY)
    assert credit(1_000_000, Family(ROW, (earlier,))) == []
    assert credit(1_000_001, Family(ROW, (earlier,))) == ["credit_above_paid"]
    released = a_movement(ROW, Kind.RETENTION_RELEASE, 100_000, DAY)
    assert credit(1_180_000, Family(ROW, (released,))) == []
    undone = replace(earlier, reversed_by="S1")
    assert credit(1_080_000, Family(ROW, (undone,))) == []


def test_a_credit_note_has_a_number_a_positive_amount_and_a_sensible_tax() -> None:
    assert credit(100, reference=None) == ["reference_missing"]
    assert credit(0) == ["amount_out_of_range"]
    assert credit(100, vat_cents=101) == ["amount_out_of_range"]
    assert credit(100, on=date(1999, 1, 1)) == ["date_out_of_range"]


@pytest.mark.parametrize(
    ("vat", "warned"), [(18_999, False), (19_000, False), (19_001, False), (19_002, True)]
)
def test_a_vat_share_more_than_a_cent_off_warns(vat: int, warned: bool) -> None:
    new = Movement(119_000, DAY, vat_cents=vat, reference="GS-1")
    found = check_credit_note(Family(ROW), new, BY, TODAY)
    assert (codes(found, "warning") == ["credit_vat_deviates"]) is warned
    assert codes(found) == []


@pytest.mark.parametrize(("days", "warned"), [(-1, True), (0, False), (1, False)])
def test_a_credit_note_before_its_invoice_warns(days: int, warned: bool) -> None:
    invoiced_on = ROW.facts.invoice_date
    assert invoiced_on
    new = Movement(100, invoiced_on + timedelta(days), vat_cents=16, reference="GS-1")
    found = check_credit_note(Family(ROW), new, BY, TODAY)
    assert (codes(found, "warning") == ["credit_before_invoice"]) is warned
    assert codes(found) == []


def test_only_vouchers_have_movements_and_reversed_ones_none() -> None:
    assert credit(100, Family(a_row(an_order()))) == ["not_a_voucher"]
    assert credit(100, Family(replace(ROW, reversed_by="S1"))) == ["already_reversed"]


@pytest.mark.parametrize("by", ["sachlich", "rechnerisch"])
def test_whoever_certified_the_original_enters_none_of_its_movements(by: str) -> None:
    family = Family(ROW)
    new = Movement(100, DAY, vat_cents=0, reference="GS-1")
    assert codes(check_credit_note(family, new, by, TODAY)) == ["recorded_by_certifier"]
    assert codes(check_retention_release(family, new, by, TODAY)) == ["recorded_by_certifier"]


def test_a_release_is_at_most_what_is_still_retained() -> None:
    assert release(100_000) == []
    assert release(100_001) == ["release_above_retention"]
    earlier = a_movement(ROW, Kind.RETENTION_RELEASE, 40_000, DAY)
    assert release(60_000, family=Family(ROW, (earlier,))) == []
    assert release(60_001, family=Family(ROW, (earlier,))) == ["release_above_retention"]


def test_a_release_follows_the_payment() -> None:
    assert release(100, date(2026, 2, 20)) == []
    assert release(100, date(2026, 2, 19)) == ["release_before_payment"]
    unpaid = a_row(an_entry(payment_date=None, retention_cents=100_000))
    assert release(100, family=Family(unpaid)) == ["release_before_payment"]


def test_only_an_open_order_is_closed() -> None:
    order = a_row(an_order())
    assert check_closing(order, "erledigt") == []
    assert codes(check_closing(order, " ")) == ["reason_missing"]
    assert codes(check_closing(a_row(), "x")) == ["not_an_order"]
    assert codes(check_closing(replace(order, closed_on=DAY), "x")) == ["order_closed"]
    assert codes(check_closing(replace(order, reversed_by="S1"), "x")) == ["already_reversed"]
