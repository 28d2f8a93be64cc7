"""All sums of a grant as of a day (semantics 5)."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from services.budget.domain.balance import Balance, balance
from services.budget.store.balance import called_amounts, receipts_of, summed_entries
from services.budget.store.grant import load_grant
from services.budget.store.plan_in_force import plan_in_force
from services.budget.usecases.means import Means


def balance_of(session: Session, grant_id: str, as_of: date, *, means: Means) -> Balance:
    """The balance of a grant; plan, terms and rules are those of that day. Raises NotFound."""
    grant = load_grant(session, grant_id)
    return balance(
        as_of,
        summed_entries(session, grant_id, as_of),
        plan_in_force(session, grant_id, as_of),
        called_amounts(session, grant_id),
        receipts_of(session, grant_id),
        grant.incomes,
        grant.terms(as_of),
        grant.rules(means.packs, as_of),
    )
