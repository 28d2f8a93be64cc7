"""What was paid in a period and entered after its half-year was closed (MUN-14)."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.reporting.domain.reconciliation import LateEntry
from services.reporting.store import facts
from services.reporting.store.grant_facts import opened_effects
from services.reporting.store.models import ExpenditureFactRow as Row
from services.reporting.store.reconciliation import closed_half_years
from services.reporting.store.vouchers import is_late
from shared.clock import local_day, parse_instant
from shared.periods import Period


def late_entries(
    session: Session, grant_id: str, offset: int, period: Period
) -> tuple[LateEntry, ...]:
    """Each row once per day it paid on in the period, by running number."""
    closed = closed_half_years(session, grant_id, offset)
    if not closed:
        return ()
    statement = select(Row.expenditure_id, Row.number, Row.effective_on, Row.effects, Row.snapshot)
    mine = statement.where(Row.grant_id == grant_id, Row.effective_on <= max(closed).last_day)
    held = facts.held(mine, Row, offset).order_by(Row.number)
    found = []
    for row in session.execute(held.execution_options(yield_per=500)):
        paid: dict[date, int] = defaultdict(int)
        for one in opened_effects(row.effects):
            if one.kind == "paid" and one.on in period:
                paid[one.on] += one.cents
        if not any(paid.values()):
            continue
        state = json.loads(row.snapshot)
        entered = state.get("payment_recorded_at") or state["recorded_at"]
        if is_late(closed, row.effective_on, entered):
            entered_on = local_day(parse_instant(entered))
            found += [
                LateEntry(row.expenditure_id, row.number, day, entered_on, cents)
                for day, cents in sorted(paid.items())
                if cents
            ]
    return tuple(found)
