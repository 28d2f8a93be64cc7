"""All sums of a grant as of a day (semantics 5)."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from services.budget.domain.balance import Balance, balance
from services.budget.domain.first_measures import UNCAPPED, FirstMeasures, first_measures_cap
from services.budget.domain.rulepack import Rules
from services.budget.store.balance import (
    called_amounts,
    eligible_of_measures,
    receipts_of,
    summed_entries,
)
from services.budget.store.grant import GrantRecord, load_grant
from services.budget.store.measure import first_measure_ids
from services.budget.store.plan_in_force import plan_in_force
from services.budget.usecases.means import Means


def balance_of(session: Session, grant_id: str, as_of: date, *, means: Means) -> Balance:
    """The balance of a grant; plan, terms and rules are those of that day. Raises NotFound."""
    grant = load_grant(session, grant_id)
    rules = grant.rules(means.packs, as_of)
    return balance(
        as_of,
        summed_entries(session, grant_id, as_of),
        plan_in_force(session, grant_id, as_of),
        called_amounts(session, grant_id),
        receipts_of(session, grant_id),
        grant.incomes,
        grant.terms(as_of),
        rules,
        determinations=grant.determinations,
        first=first_measures_of(session, grant, rules, as_of),
    )


def first_measures_of(
    session: Session, grant: GrantRecord, rules: Rules, as_of: date
) -> FirstMeasures:
    """The sums of first measures, read only where the pack caps them (PRG-03)."""
    cap, marked = capped_measures(session, grant, rules, as_of)
    if not marked:
        return UNCAPPED
    eligible, claimable = eligible_of_measures(session, grant.grant_id, marked, as_of)
    return FirstMeasures(eligible, claimable, cap)


def capped_measures(
    session: Session, grant: GrantRecord, rules: Rules, as_of: date
) -> tuple[int | None, tuple[str, ...]]:
    """The cap of first measures in cents and the marked ones; without a cap nobody asks which
    (PRG-03)."""
    cap = first_measures_cap(grant.phase, rules, grant.terms(as_of))
    return cap, first_measure_ids(session, grant.grant_id) if cap is not None else ()
