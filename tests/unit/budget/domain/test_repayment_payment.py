"""What is paid back leaves the claims, to the cent; each reason against a payment by its code."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.budget.domain.repayment import RepaymentClaim, paid_beyond, settled
from services.budget.domain.repayment_payment import NewRepaymentPayment, check_repayment_payment

DAY = date(2026, 9, 1)
FIRST = date(2026, 8, 3)
CENTS = st.lists(st.integers(1, 10_000), max_size=5)


@given(CENTS, CENTS)
def test_no_cent_is_lost_and_none_is_paid_twice(owed: list[int], paid: list[int]) -> None:
    claims = [RepaymentClaim(cents, FIRST, "zu viel") for cents in owed]
    found = settled(claims, [(DAY, cents) for cents in paid])
    assert sum(one.principal_cents for one in found) == sum(owed)
    assert all(one.principal_cents > 0 for one in found)
    gone = sum(one.principal_cents for one in found if one.repaid_on == DAY)
    assert gone == min(sum(owed), sum(paid))


@given(CENTS, st.lists(st.tuples(st.dates(FIRST, DAY), st.integers(1, 10_000)), max_size=5))
def test_what_is_paid_beyond_the_claims_is_the_rest_and_came_last(
    owed: list[int], payments: list[tuple[date, int]]
) -> None:
    claims = settled([RepaymentClaim(cents, FIRST, "zu viel") for cents in owed], payments)
    found = paid_beyond(claims, payments)
    paid = sum(cents for _, cents in payments)
    assert sum(cents for _, cents in found) == max(0, paid - sum(owed))
    assert all(cents > 0 for _, cents in found)
    taken = [one.repaid_on for one in claims if one.repaid_on]
    assert not taken or not found or max(taken) <= found[0][0]


def codes(cents: int = 1, on: date = DAY, file: str | None = "ab") -> list[str]:
    new = NewRepaymentPayment(on, cents, file)
    found = check_repayment_payment(new, open_cents=100, decided_on=FIRST, today=DAY)
    return [one.code for one in found]


def test_the_edges_of_amount_and_day() -> None:
    assert codes(100) == codes(1, FIRST) == []
    assert codes(101) == ["repayment_above_claim"]
    assert codes(0) == ["amount_not_positive"]
    assert codes(1, date(2026, 9, 2)) == ["paid_in_future"]
    assert codes(1, date(2026, 8, 2)) == ["paid_before_claim"]
    assert codes(file=None) == ["payment_document_missing"]
