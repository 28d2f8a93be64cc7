"""From gross to eligible: the worked examples, both sides of every edge (semantics 1)."""

from __future__ import annotations

from datetime import date

import pytest

from services.budget.domain.effects import EffectKind, sum_of
from services.budget.domain.eligibility import steps_of
from services.budget.domain.service_period import share_inside
from shared.money import share_of
from tests.unit.budget.domain.examples import (
    END,
    PAYMENTS_UNTIL,
    an_entry,
    assessed,
    some_rules,
    some_terms,
)


def eligible(**changes: object) -> int:
    return assessed(an_entry(**changes)).eligible_cents


def test_the_first_step_of_an_order_speaks_of_no_invoice() -> None:
    order = an_entry(
        voucher_number=None,
        invoice_number=None,
        invoice_date=None,
        payment_date=None,
        payment_reference=None,
    )
    labels = [steps_of(one, some_terms(), some_rules())[0].label for one in (order, an_entry())]
    assert labels == ["Auftragssumme mit Umsatzsteuer", "Rechnungsbetrag mit Umsatzsteuer"]


def test_e08_discount_reduces_the_cost() -> None:
    found = eligible(discount_cents=23_800)
    assert found == 1_166_200
    assert share_of(found, 6500) == 758_030
    assert share_of(1_190_000, 6500) - share_of(found, 6500) == 15_470


@pytest.mark.parametrize(
    ("deductible_bp", "expected", "grant"),
    [(0, 1_190_000, 773_500), (4000, 1_114_000, 724_100), (10_000, 1_000_000, 650_000)],
)
def test_e09_deductible_vat_is_not_eligible(deductible_bp: int, expected: int, grant: int) -> None:
    found = eligible(vat_deductible_bp=deductible_bp)
    assert (found, share_of(found, 6500)) == (expected, grant)


def test_e10_retention_counts_only_when_paid_out() -> None:
    found = eligible(gross_cents=5_000_000, vat_cents=0, retention_cents=250_000)
    assert found == 4_750_000
    assert share_of(found, 6500) == 3_087_500
    assert share_of(5_000_000, 6500) - share_of(found, 6500) == 162_500


def test_e11_only_the_project_share_counts() -> None:
    found = eligible(gross_cents=800_000, vat_cents=0, allocation_bp=6000)
    assert (found, share_of(found, 6500)) == (480_000, 312_000)


def test_e13_half_a_post_for_six_months() -> None:
    found = eligible(gross_cents=6 * 653_600, vat_cents=0, allocation_bp=5000)
    assert (found, share_of(found, 6500)) == (1_960_800, 1_274_520)


def test_excluded_items_take_their_share_of_discount_with_them() -> None:
    """100 EUR invoice, 10 EUR excluded, 2 EUR discount: 98 × 90 % = 88.20, not 88.00."""
    found = eligible(gross_cents=10_000, vat_cents=0, discount_cents=200, ineligible_cents=1_000)
    assert found == 8_820


def test_steps_are_differences_of_rounded_totals_and_add_up() -> None:
    facts = an_entry(
        gross_cents=10_001,
        vat_cents=1_597,
        vat_deductible_bp=3_333,
        discount_cents=3,
        retention_cents=7,
        ineligible_cents=101,
        allocation_bp=3_333,
        service_to=date(2027, 3, 7),
    )
    steps = steps_of(facts, some_terms(), some_rules())
    assert [step.rule for step in steps] == [
        "ELG-05",
        "ELG-05",
        "ELG-06",
        "ELG-11",
        "ELG-07",
        "ELG-08",
        "ELG-13",
    ]
    assert sum(step.amount_cents for step in steps) == steps[-1].total_cents
    assert all(step.citation for step in steps)


def test_a_plain_invoice_has_one_step() -> None:
    assert [s.amount_cents for s in assessed(an_entry()).steps] == [1_190_000]


@pytest.mark.parametrize(
    ("last", "prepaid_by", "expected"),
    [
        (date(2026, 12, 31), "days", 1_200_000),
        (date(2027, 1, 1), "days", 1_196_721),  # 365 of 366 days
        (date(2027, 12, 31), "days", 600_000),
        (date(2027, 3, 31), "days", 962_637),  # 365 of 455 days
        (date(2027, 3, 31), "months", 960_000),  # 12 of 15 months
        (date(2027, 3, 30), "months", 964_758),  # no month boundary: 365 of 454 days
    ],
)
def test_elg13_service_past_the_end(last: date, prepaid_by: str, expected: int) -> None:
    rules = some_rules(prepaid_by=prepaid_by)
    facts = an_entry(gross_cents=1_200_000, vat_cents=0, service_to=last)
    assert assessed(facts, rules=rules).eligible_cents == expected


def test_share_inside_counts_both_ends() -> None:
    day = date(2026, 1, 1)
    assert share_inside(day, day, day) == 1
    assert share_inside(day, date(2026, 1, 2), day).denominator == 2
    assert share_inside(day, day, date(2025, 12, 31)) == 0


def test_payment_on_the_last_day_counts_and_a_day_later_does_not() -> None:
    in_time = assessed(an_entry(payment_date=PAYMENTS_UNTIL))
    late = assessed(an_entry(payment_date=date(2028, 12, 30)))
    assert (in_time.eligible_cents, late.eligible_cents) == (1_190_000, 0)
    assert late.paid_cents == 1_190_000
    assert late.steps[-1].rule == "ELG-03"
    assert sum_of(late.effects, EffectKind.ELIGIBLE) == 0


def test_wholly_ineligible_counts_in_paid_and_never_in_eligible() -> None:
    found = assessed(
        an_entry(ineligible_cents=1_190_000, service_from=date(2020, 1, 1), service_to=END)
    )
    assert (found.paid_cents, found.eligible_cents) == (1_190_000, 0)
    assert not [one for one in found.findings if one.is_error]
