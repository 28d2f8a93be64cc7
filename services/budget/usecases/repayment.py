"""What is to be paid back today (CALL-08): computed anew, so it follows every correction."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from services.budget.domain.repayment import RepaymentClaim, final_call_made, repayment_claims
from services.budget.store.balance import receipts_of
from services.budget.store.drawdown_reading import calls_of
from services.budget.store.grant import GrantRecord
from services.budget.usecases.balance import balance_of
from services.budget.usecases.means import Means

CORRECTION = "Berichtigung nach dem letzten Abruf"


def claims_today(
    session: Session, grant: GrantRecord, as_of: date, *, means: Means
) -> tuple[RepaymentClaim, ...]:
    """The claims as of a day, latest payout first; none before the final call."""
    if not final_call_made(calls_of(session, grant.grant_id)):
        return ()
    sums = balance_of(session, grant.grant_id, as_of, means=means)
    excess = max(0, sums.received_cents - sums.entitlement.amount_cents)
    receipts = [
        (one.received_on, one.amount_cents)
        for one in receipts_of(session, grant.grant_id)
        if one.received_on <= as_of
    ]
    return repayment_claims(excess, receipts, CORRECTION)
