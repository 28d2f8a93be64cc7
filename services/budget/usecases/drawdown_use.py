"""How far the parts received so far were used (CALL-05): only calls ahead of payments ask."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from services.budget.domain.advance import PartUse, uses_of
from services.budget.store.balance import receipts_of
from services.budget.store.grant import GrantRecord
from services.budget.usecases.balance import balance_of
from services.budget.usecases.means import Means


def part_uses(
    session: Session, grant: GrantRecord, as_of: date, *, means: Means
) -> tuple[PartUse, ...]:
    """Every part received up to a day with what was used of it; empty where money is called for
    incurred cost, which is used before it is asked for."""
    rules = grant.rules(means.packs, as_of)
    if rules.drawdown.call_mode != "advance":
        return ()
    receipts = [
        (one.received_on, one.amount_cents)
        for one in receipts_of(session, grant.grant_id)
        if one.received_on <= as_of
    ]

    def properly_used(day: date) -> int:
        return balance_of(session, grant.grant_id, day, means=means).earned_cents

    return uses_of(receipts, properly_used, as_of, rules)
