"""Computing interest with the confirmed base rates: nothing is stored, a refusal is an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from services.budget.domain.day_count import DayCount
from services.budget.domain.deciding_values import deciding
from services.budget.domain.interest import (
    Convention,
    Interest,
    Span,
    check_span,
    interest_on,
    missing_rates,
)
from services.budget.domain.rulepack import Rules
from services.budget.store.base_rate import confirmed_rates
from services.budget.store.grant import load_grant
from services.budget.usecases.means import Means
from shared.clock import local_day
from shared.errors import DecidingValue, Refused
from shared.occasion import Occasion

_MARGIN: Final = "interest_margin_bp"
_DAYS: Final = "day_count"
_START: Final = "late_use_start"
_WINDOW: Final = "use_window_length"


@dataclass(frozen=True)
class Calculated:
    """What interest comes to, the convention it was computed by, and where that is written."""

    interest: Interest
    convention: Convention
    values: tuple[DecidingValue, ...] = ()


def calculate_interest(
    session: Session,
    grant_id: str,
    span: Span,
    *,
    by: Occasion,
    means: Means,
    day_count: DayCount | None = None,
) -> Calculated:
    """Interest on one principal; `day_count` None takes the convention of the rule pack.

    Raises NotFound, Refused with `base_rate_missing` per half-year without a confirmed rate (E39).
    """
    grant = load_grant(session, grant_id)
    rules = grant.rules(means.packs, local_day(by.now))
    convention = convention_of(rules, day_count)
    rates = confirmed_rates(session)
    found = check_span(span) or missing_rates([span], rates)
    if found:
        raise Refused(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    asked = (_MARGIN,) if day_count else (_MARGIN, _DAYS)
    return Calculated(interest_on([span], rates, convention), convention, deciding(asked, rules))


def convention_of(rules: Rules, day_count: DayCount | None = None) -> Convention:
    """How the rule pack counts days and rates (INT-01, INT-07)."""
    return Convention(day_count or rules.interest.day_count, rules.interest.interest_margin_bp)


def interest_values(rules: Rules) -> tuple[DecidingValue, ...]:
    """What of the rule pack decides interest on money that lies unused or is to be paid back."""
    window = (_WINDOW,) if rules.interest.late_use_start == "window" else ()
    return deciding((_MARGIN, _DAYS, _START, *window), rules)


def repayment_interest(
    session: Session, principal_cents: int, paid_out_on: date, repaid_on: date, rules: Rules
) -> Interest:
    """Interest on a repayment (INT-01, CALL-08): from the day after the payout to the repayment.

    Raises Refused with `base_rate_missing` (E39).
    """
    rates = confirmed_rates(session)
    span = Span(principal_cents, paid_out_on + timedelta(days=1), repaid_on)
    found = missing_rates([span], rates)
    if found:
        raise Refused(found)
    return interest_on([span], rates, convention_of(rules))
