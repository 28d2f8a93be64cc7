"""The period the next call is for: what the form proposes (CALL-01, CALL-02)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from services.budget.domain.drawdown import Call, CallStatus
from services.budget.domain.grant import Terms
from services.budget.domain.rulepack import Rules
from shared.periods import Period, PeriodKind


def next_period(calls: Iterable[Call], terms: Terms, rules: Rules, today: date) -> Period:
    """The last period that is over, or the first one after all calls that were not withdrawn.

    Its length is that of the pack (`call_interval_months`); never before the funding period.
    """
    months = rules.drawdown.call_interval_months
    kind = next(one for one in PeriodKind if one.months == months)
    over = Period.containing(today, kind).previous()
    taken = (one.last_day for one in calls if one.status is not CallStatus.WITHDRAWN)
    free = [Period.containing(day + timedelta(days=1), kind) for day in taken]
    return max([over, Period.containing(terms.period_start, kind), *free])
