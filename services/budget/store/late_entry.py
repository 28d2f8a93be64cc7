"""What was entered for a half-year after it was closed (MUN-14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.budget.domain.effects import EffectKind
from services.budget.domain.half_year import Closings, closed_before_entry
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.expenditure_effect import EffectRow
from services.budget.store.reconciliation import closings_of
from shared.periods import Period, quarter_of


@dataclass(frozen=True)
class LateEntry:
    """A row paid in a closed half-year and entered, or its payment, after the closing; `cents` is
    what it paid in the quarter."""

    expenditure_id: str
    number: int
    paid_on: date
    entered_at: datetime
    cents: int


def late_entries_of(session: Session, grant_id: str) -> dict[Period, list[LateEntry]]:
    """The same by the closings of the grant itself."""
    return late_entries(session, grant_id, closings_of(session, [grant_id]).get(grant_id, {}))


def late_entries(
    session: Session, grant_id: str, closings: Closings
) -> dict[Period, list[LateEntry]]:
    """By quarter, in order of their numbers; a quarter without any is left out."""
    if not closings:
        return {}
    row, effect = ExpenditureRow, EffectRow
    entered = func.coalesce(row.payment_recorded_at, row.recorded_at)
    found = session.execute(
        select(
            row.expenditure_id,
            row.number,
            row.effective_on,
            row.payment_recorded_at,
            row.recorded_at,
            effect.day,
            func.sum(effect.cents),
        )
        .join(effect, effect.expenditure_id == row.expenditure_id)
        .where(
            row.grant_id == grant_id,
            effect.kind == EffectKind.PAID.value,
            row.effective_on <= max(closings).last_day,
            entered > min(closings.values()),
        )
        .group_by(row.expenditure_id, effect.day)
        .order_by(row.number, effect.day)
    )
    late: dict[Period, list[LateEntry]] = {}
    for expenditure_id, number, on, payment_at, recorded_at, day, cents in found:
        entered_at = payment_at or recorded_at
        if cents and closed_before_entry(on, entered_at, closings):
            one = LateEntry(expenditure_id, number, day, entered_at, int(cents))
            late.setdefault(quarter_of(day), []).append(one)
    return late
