"""What is to be paid back today (CALL-08): computed anew, so it follows every correction."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from services.budget.domain.repayment import (
    RepaymentClaim,
    no_call_follows,
    repayment_claims,
    settled,
)
from services.budget.store.balance import receipts_of
from services.budget.store.drawdown_reading import calls_of
from services.budget.store.grant import GrantRecord
from services.budget.store.repayment_payment import repayment_payments
from services.budget.usecases.balance import balance_of
from services.budget.usecases.means import Means

CORRECTION = "Berichtigung nach dem letzten Abruf"


def claims_today(
    session: Session, grant: GrantRecord, as_of: date, *, means: Means
) -> tuple[RepaymentClaim, ...]:
    """What is still owed as of a day, latest payout first; none while a call may follow."""
    found = claims_with_payments(session, grant, as_of, means=means)
    return tuple(one for one in found if one.repaid_on is None)


def claims_with_payments(
    session: Session, grant: GrantRecord, as_of: date, *, means: Means
) -> tuple[RepaymentClaim, ...]:
    """The same with the parts that were paid back by the day (inclusive)."""
    if not no_call_follows(calls_of(session, grant.grant_id), grant.evidence, as_of):
        return ()
    sums = balance_of(session, grant.grant_id, as_of, means=means)
    excess = max(0, sums.received_cents - sums.entitlement.amount_cents)
    receipts = [
        (one.received_on, one.amount_cents)
        for one in receipts_of(session, grant.grant_id)
        if one.received_on <= as_of
    ]
    payments = payments_until(session, grant.grant_id, as_of)
    return settled(repayment_claims(excess, receipts, CORRECTION), payments)


def payments_until(session: Session, grant_id: str, as_of: date) -> list[tuple[date, int]]:
    """Day and cents of what was paid back by a day (inclusive)."""
    return [
        (one.paid_on, one.amount_cents)
        for one in repayment_payments(session, grant_id)
        if one.paid_on <= as_of
    ]
