"""What interest the money that lies unused has cost so far (INT-03): an estimate, not stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from services.budget.domain.advance import use_until
from services.budget.domain.entitlement import entitlement
from services.budget.domain.first_measures import FirstMeasures
from services.budget.domain.income import cover_as_of
from services.budget.domain.interest import Interest, interest_on, missing_rates
from services.budget.domain.late_use import Received, Unused, unused_money, with_returned
from services.budget.domain.repayment import RepaymentClaim, paid_beyond
from services.budget.store.balance import receipts_of
from services.budget.store.base_rate import confirmed_rates
from services.budget.store.eligible_days import eligible_by_day
from services.budget.store.grant import GrantRecord
from services.budget.store.plan_in_force import plan_in_force
from services.budget.usecases.balance import capped_measures
from services.budget.usecases.interest import convention_of, interest_values
from services.budget.usecases.means import Means
from services.budget.usecases.repayment import claims_with_payments, payments_until
from shared.errors import DecidingValue, Violation


@dataclass(frozen=True)
class LateUse:
    """One receipt with the interest on what lay unused of it; each is rounded on its own."""

    unused: Unused
    interest: Interest


@dataclass(frozen=True)
class LateUseEstimate:
    """All receipts up to a day; `missing` names half-years without a rate, then nothing is
    computed (E39). `claims` is what is or was to be paid back, left out of the receipts; `values`
    are those of the rule pack it was computed with."""

    as_of: date
    start: str
    parts: tuple[LateUse, ...]
    missing: tuple[Violation, ...]
    claims: tuple[RepaymentClaim, ...]
    values: tuple[DecidingValue, ...] = ()

    @property
    def interest_cents(self) -> int:
        """The sum of the receipts' interest."""
        return sum(one.interest.cents for one in self.parts)

    @property
    def unused_cents(self) -> int:
        """What still lies unused."""
        return sum(one.unused.unused_cents for one in self.parts)


def estimate_late_use(
    session: Session, grant: GrantRecord, as_of: date, *, means: Means
) -> LateUseEstimate:
    """Received money against the grant share of eligible cost, the oldest money used first."""
    rules = grant.rules(means.packs, as_of)
    receipts = [
        Received(one.received_on, one.amount_cents, use_until(one.received_on, rules))
        for one in receipts_of(session, grant.grant_id)
    ]
    claims = claims_with_payments(session, grant, as_of, means=means)
    start = rules.interest.late_use_start
    parts = unused_money(
        receipts,
        with_returned(
            _used_by_day(session, grant, as_of, means),
            paid_beyond(claims, payments_until(session, grant.grant_id, as_of)),
        ),
        as_of,
        start,
        claimed_cents=sum(one.principal_cents for one in claims),
    )
    rates = confirmed_rates(session)
    spans = [span for one in parts for span in one.spans]
    missing = missing_rates(spans, rates)
    convention = convention_of(rules)
    found = tuple(
        LateUse(one, Interest(()) if missing else interest_on(one.spans, rates, convention))
        for one in parts
    )
    values = interest_values(rules)
    return LateUseEstimate(as_of, start, found, tuple(missing), claims, values)


def _used_by_day(
    session: Session, grant: GrantRecord, as_of: date, means: Means
) -> dict[date, int]:
    """Cumulative grant share of eligible cost, by the terms, plan and incomes known today.

    A reduction is left out: what it leaves too much is to be repaid with interest of its own, and
    was used in time for all the days before (PLAN-05, decision 0030)."""
    terms, rules = grant.terms(as_of), grant.rules(means.packs, as_of)
    terms = replace(terms, reduced_to_cents=None)
    plan = plan_in_force(session, grant.grant_id, as_of)
    planned = plan.plan.planned_cents if plan else None
    eligible = dict(eligible_by_day(session, grant.grant_id, as_of))
    excess = _excess_by_day(session, grant, as_of, means)
    found, cents, above = {}, 0, 0
    for day in sorted({*eligible, *_cover_days(grant, as_of)}):
        cents, above = eligible.get(day, cents), excess.get(day, above)
        cover = cover_as_of(grant.incomes, day, grant.determinations)
        worth = entitlement(cents, cover, terms, rules, excess_cents=above, planned_cents=planned)
        found[day] = worth.amount_cents
    return found


def _cover_days(grant: GrantRecord, as_of: date) -> set[date]:
    """The days on which money of others came or its treatment changed: the grant share changes on
    them without any cost (ELG-10, PLAN-07)."""
    days = {one.received_on for one in grant.incomes}
    days |= {one.valid_from for one in grant.determinations}
    return {day for day in days if day <= as_of}


def _excess_by_day(
    session: Session, grant: GrantRecord, as_of: date, means: Means
) -> dict[date, int]:
    """What first measures come to above their cap, for each day that changed it (PRG-03)."""
    cap, marked = capped_measures(session, grant, grant.rules(means.packs, as_of), as_of)
    if not marked:
        return {}
    days = eligible_by_day(session, grant.grant_id, as_of, measures=marked)
    first = FirstMeasures(cap_cents=cap)
    return {day: first.excess_of(cents) for day, cents in days}
