"""What bears interest at a day: payouts that lie unused, and what is to be paid back of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from contracts.events.budget import InterestItem
from services.budget.domain.base_rate import BaseRate
from services.budget.domain.interest import Convention, Interest, Span, interest_on, missing_rates
from services.budget.domain.repayment import RepaymentClaim
from services.budget.store.base_rate import confirmed_rates
from services.budget.store.grant import GrantRecord
from services.budget.usecases.interest import convention_of
from services.budget.usecases.late_use import LateUse, LateUseEstimate, estimate_late_use
from services.budget.usecases.means import Means
from shared.errors import DecidingValue

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Worked:
    """An item with the segments of its interest."""

    item: InterestItem
    interest: Interest


@dataclass(frozen=True)
class InterestAt:
    """All items as of a day; `missing` are half-years without a confirmed rate, then nothing is
    computed (E39). `values` are those of the rule pack it was computed with."""

    as_of: date
    convention: Convention
    late_use_start: str
    worked: tuple[Worked, ...]
    rates: tuple[BaseRate, ...]
    missing: tuple[date, ...]
    values: tuple[DecidingValue, ...] = ()


def interest_at(session: Session, grant: GrantRecord, as_of: date, *, means: Means) -> InterestAt:
    """Late use (INT-03) and repayment (INT-01, CALL-08), by the rules and rates of the day."""
    convention = convention_of(grant.rules(means.packs, as_of))
    rates = confirmed_rates(session)
    estimate = estimate_late_use(session, grant, as_of, means=means)
    spans = [_span(one, as_of) for one in estimate.claims]
    gaps = {one.field or "" for one in (*estimate.missing, *missing_rates(spans, rates))}
    late = list(_late(estimate))
    return InterestAt(
        as_of,
        convention,
        estimate.start,
        (*late, *_owed(estimate.claims, as_of, rates, convention, len(late))),
        rates,
        tuple(sorted(map(date.fromisoformat, gaps))),
        estimate.values,
    )


def _late(estimate: LateUseEstimate) -> Iterator[Worked]:
    for number, one in enumerate(estimate.parts, start=1):
        yield Worked(
            _late_item(number, one, estimate.as_of, is_known=not estimate.missing), one.interest
        )


def _late_item(number: int, one: LateUse, as_of: date, *, is_known: bool) -> InterestItem:
    return InterestItem(
        item_id=item_id(as_of, number),
        number=number,
        kind="late_use",
        principal_cents=one.unused.received.amount_cents,
        paid_out_on=one.unused.received.received_on,
        starts_on=one.unused.starts_on,
        unused_cents=one.unused.unused_cents,
        interest_cents=one.interest.cents if is_known else None,
    )


def _owed(
    claims: Sequence[RepaymentClaim],
    as_of: date,
    rates: Sequence[BaseRate],
    convention: Convention,
    before: int,
) -> Iterator[Worked]:
    for number, one in enumerate(claims, start=before + 1):
        span = _span(one, as_of)
        is_known = not missing_rates([span], rates)
        found = interest_on([span], rates, convention) if is_known else Interest(())
        cents = found.cents if is_known else None
        item = InterestItem(
            item_id(as_of, number), number, "repayment", one.principal_cents, one.paid_out_on,
            span.first, 0 if one.repaid_on else one.principal_cents, cents, one.reason,
        )  # fmt: skip
        yield Worked(item, found)


def item_id(as_of: date, number: int) -> str:
    """What figures name an item by; only within its grant is it one of a kind."""
    return f"interest/{as_of.isoformat()}/{number}"


def _span(one: RepaymentClaim, as_of: date) -> Span:
    """From the day after the payout to the day it was paid back, or as of which it is owed."""
    return Span(one.principal_cents, one.paid_out_on + _ONE_DAY, one.repaid_on or as_of)
