"""Orders and their invoices, movements and reversals: what they do to the sums, day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.budget.domain.assessment import (
    Assessment,
    PartInvoice,
    assess,
    assess_family,
)
from services.budget.domain.effects import EffectKind, sum_of
from services.budget.domain.expenditure import (
    Family,
    Kind,
    Status,
)
from services.budget.domain.reversal import taken_along
from tests.unit.budget.domain.examples import (
    a_context,
    a_movement,
    a_row,
    a_twin,
    an_entry,
    an_order,
    codes,
)

COMMITTED, PAID = EffectKind.COMMITTED, EffectKind.PAID
ELIGIBLE, EXPECTED = EffectKind.ELIGIBLE, EffectKind.EXPECTED_ELIGIBLE


def as_of(found: Assessment, kind: EffectKind, *when: int) -> int:
    return sum_of(found.effects, kind, date(*when))


def missing(found: Assessment) -> list[str]:
    return [one.code for one in found.missing]


# --- orders


def test_an_order_is_reduced_by_its_part_invoices_on_their_dates() -> None:
    order = a_row(an_order(gross_cents=1_000_000))
    assert order.kind is Kind.ORDER
    parts = (
        PartInvoice(400_000, date(2026, 2, 1)),
        PartInvoice(700_000, date(2026, 5, 1), until=date(2026, 6, 1)),
    )
    found = assess(order, Family(order), a_context(part_invoices=parts))
    assert found.status is Status.COMMITTED
    assert found.missing == ()
    assert as_of(found, COMMITTED, 2026, 1, 31) == 1_000_000
    assert as_of(found, COMMITTED, 2026, 2, 1) == 600_000
    assert as_of(found, COMMITTED, 2026, 5, 1) == 0
    assert as_of(found, COMMITTED, 2026, 6, 1) == 600_000


def test_closing_frees_the_rest_of_an_order() -> None:
    order = a_row(an_order(gross_cents=1_000_000), closed_on=date(2026, 4, 1))
    found = assess(order, Family(order), a_context())
    assert as_of(found, COMMITTED, 2026, 3, 31) == 1_000_000
    assert as_of(found, COMMITTED, 2026, 4, 1) == 0


def test_an_order_counts_with_its_own_share_in_what_is_expected() -> None:
    order = a_row(an_order(gross_cents=1_000_000, allocation_bp=6000))
    found = assess(order, Family(order), a_context())
    assert (found.committed_cents, found.expected_eligible_cents) == (600_000, 600_000)


# --- movements


def test_e16_a_credit_note_shows_the_difference_of_two_rounded_totals() -> None:
    row = a_row(an_entry(allocation_bp=3_333, gross_cents=1_000, vat_cents=0), call_id="C1")
    credit = a_movement(row, Kind.CREDIT_NOTE, 100, date(2026, 7, 1))
    found = assess_family(Family(row, (credit,)), a_context())
    # 333.3 → 333, 899.99… (900 × 0.3333 = 299.97) → 300
    assert (found["E1"].eligible_cents, found["E2"].eligible_cents) == (333, -33)
    assert found["E2"].status is Status.CLAIMABLE
    assert [s.rule for s in found["E2"].steps] == ["ELG-05", "ELG-08"]
    assert sum(s.amount_cents for s in found["E2"].steps) == -33


def test_an_earlier_movement_entered_late_keeps_the_total_exact() -> None:
    row = a_row(an_entry(allocation_bp=3_333, gross_cents=1_000, vat_cents=0))
    late = a_movement(row, Kind.CREDIT_NOTE, 50, date(2026, 5, 1), number=3)
    early = a_movement(row, Kind.CREDIT_NOTE, 100, date(2026, 7, 1), number=2)
    found = assess_family(Family(row, (early, late)), a_context())
    everything = [e for one in found.values() for e in one.effects]
    assert sum_of(everything, ELIGIBLE, date(2026, 6, 1)) == 317  # 950 × 0.3333 = 316.635
    assert sum_of(everything, ELIGIBLE) == 283  # 850 × 0.3333 = 283.305


def test_a_credit_before_the_payment_counts_from_the_payment() -> None:
    row = a_row()
    credit = a_movement(row, Kind.CREDIT_NOTE, 90_000, date(2026, 2, 10))
    found = assess_family(Family(row, (credit,)), a_context())["E2"]
    assert as_of(found, COMMITTED, 2026, 2, 10) == -90_000
    assert as_of(found, PAID, 2026, 2, 19) == 0
    assert as_of(found, PAID, 2026, 2, 20) == -90_000
    assert as_of(found, COMMITTED, 2026, 2, 20) == 0
    assert found.effective_on == date(2026, 2, 20)


def test_movements_wait_for_their_original() -> None:
    row = a_row(certifications=())
    credit = a_movement(row, Kind.CREDIT_NOTE, 90_000, date(2026, 3, 1))
    found = assess_family(Family(row, (credit,)), a_context())["E2"]
    assert found.status is Status.RECORDED
    assert missing(found) == ["original"]
    unpaid = a_row(an_entry(payment_date=None))
    credit = a_movement(unpaid, Kind.CREDIT_NOTE, 90_000, date(2026, 3, 1))
    found = assess_family(Family(unpaid, (credit,)), a_context())["E2"]
    assert (found.status, found.effective_on) == (Status.COMMITTED, None)


def test_a_release_after_the_last_day_of_payments_adds_nothing() -> None:
    facts = an_entry(gross_cents=5_000_000, vat_cents=0, retention_cents=250_000)
    row = a_row(facts)
    release = a_movement(row, Kind.RETENTION_RELEASE, 250_000, date(2028, 12, 30))
    found = assess_family(Family(row, (release,)), a_context())
    assert found["E2"].eligible_cents == 0
    assert found["E2"].paid_cents == 250_000
    assert codes(found["E2"].findings, "warning") == ["payment_too_late"]
    everything = [e for one in found.values() for e in one.effects]
    assert sum_of(everything, EXPECTED) == 0


def test_assess_needs_a_movement_with_an_amount() -> None:
    row = a_row()
    broken = replace(a_movement(row, Kind.CREDIT_NOTE, 1, date(2026, 3, 1)), movement=None)
    with pytest.raises(ValueError, match="is no movement"):
        assess_family(Family(row, (broken,)), a_context())


# --- reversal


def test_a_row_never_called_leaves_the_sums_on_its_own_days() -> None:
    row = a_row(reversed_by="S1")
    credit = a_movement(row, Kind.CREDIT_NOTE, 90_000, date(2026, 3, 1), reversed_by="S1")
    twin = a_twin(row, date(2026, 5, 1))
    family = Family(row, (credit,), (twin,))
    found = assess_family(family, a_context())
    assert taken_along(family, row) == (credit,)
    assert [one.status for one in found.values()] == [Status.RECORDED] * 3
    assert found["S1"].effective_on == date(2026, 2, 20)
    everything = [e for one in found.values() for e in one.effects]
    for kind in EffectKind:
        for day in {e.on for e in everything}:
            assert sum_of(everything, kind, day) == 0
    assert found["S1"].eligible_cents == -1_100_000
    assert all(one.missing == () for one in found.values())


def test_a_called_row_keeps_counting_and_its_twin_counts_from_the_recording() -> None:
    row = a_row(call_id="C1", reversed_by="S1")
    credit = a_movement(row, Kind.CREDIT_NOTE, 90_000, date(2026, 3, 1), reversed_by="S1")
    twin = a_twin(row, date(2026, 7, 10))
    found = assess_family(Family(row, (credit,), (twin,)), a_context())
    assert found["E1"].status is Status.CALLED
    assert found["E2"].status is found["S1"].status is Status.CLAIMABLE
    assert found["S1"].effective_on == date(2026, 7, 10)
    assert as_of(found["S1"], ELIGIBLE, 2026, 7, 9) == 0
    assert as_of(found["S1"], ELIGIBLE, 2026, 7, 10) == -1_100_000
    called = assess_family(Family(row, (credit,), (replace(twin, call_id="C2"),)), a_context())
    assert called["S1"].status is Status.CALLED


def test_an_unpaid_reversed_row_stays_committed_with_its_twin() -> None:
    row = a_row(an_entry(payment_date=None), reversed_by="S1")
    found = assess_family(Family(row, (), (a_twin(row, date(2026, 5, 1)),)), a_context())
    assert found["E1"].status is found["S1"].status is Status.COMMITTED
    assert found["S1"].committed_cents == -1_190_000


def test_a_movement_can_be_reversed_by_itself() -> None:
    row = a_row()
    credit = a_movement(row, Kind.CREDIT_NOTE, 90_000, date(2026, 3, 1), reversed_by="S1")
    twin = a_twin(credit, date(2026, 5, 1))
    family = Family(row, (credit,), (twin,))
    assert family.twin_of(credit) is twin
    assert taken_along(family, credit) == ()
    found = assess_family(family, a_context())
    assert [one.status for one in found.values()] == [
        Status.CLAIMABLE,
        Status.RECORDED,
        Status.RECORDED,
    ]
    assert found["S1"].eligible_cents == 90_000


def test_a_replacement_counts_from_its_recording_only_if_the_old_row_was_called() -> None:
    row = a_row()
    plain = assess(row, Family(row), a_context())
    late = assess(row, Family(row), a_context(replaces_called=True))
    assert plain.effective_on == date(2026, 2, 20)
    assert late.effective_on == row.recorded_on == date(2026, 2, 21)
    assert as_of(late, ELIGIBLE, 2026, 2, 20) == 0
    assert as_of(late, ELIGIBLE, 2026, 2, 21) == 1_190_000
