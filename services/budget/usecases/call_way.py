"""How the entitlement of a stored call came about: limits, incomes and the rate (CALL-02)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.budget.domain.entitlement import Entitlement, entitlement
from services.budget.store.drawdown import DrawdownRow
from services.budget.store.drawdown_reading import calls_of
from services.budget.store.grant import GrantRecord
from services.budget.store.plan_in_force import plan_in_force
from services.budget.usecases.balance import first_measures_of
from services.budget.usecases.means import Means


def way_of_call(
    session: Session, grant: GrantRecord, row: DrawdownRow, *, means: Means
) -> Entitlement | None:
    """The steps from the call's cost to its entitlement, in cents, under the terms it was drafted
    with; None where it was taken over without them, or where incomes and plan known since would
    make another entitlement of them."""
    calls = calls_of(session, grant.grant_id)
    basis = next(one.basis for one in calls if one.drawdown_id == row.drawdown_id)
    if basis is None:
        return None
    rules = grant.rules(means.packs, row.last_day)
    first = first_measures_of(session, grant, rules, row.last_day)
    plan = plan_in_force(session, grant.grant_id, row.last_day)
    found = entitlement(
        row.cumulative_eligible_cents + row.need_cents,
        grant.cover(row.last_day),
        basis.terms,
        rules,
        excess_cents=first.excess_of(first.claimable_cents),
        planned_cents=plan.plan.planned_cents if plan else None,
    )
    return found if found.amount_cents == row.entitlement_cents else None
