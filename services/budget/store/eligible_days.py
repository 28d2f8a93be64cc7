"""On which days the eligible cost of a grant grew or shrank, added up by the database."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.budget.domain.effects import EffectKind
from services.budget.store.expenditure_effect import EffectRow


def eligible_by_day(
    session: Session, grant_id: str, as_of: date, *, measures: Collection[str] | None = None
) -> list[tuple[date, int]]:
    """Day and cumulative eligible cents up to its end, for each day that changed it; of some
    measures only where they are named."""
    of_measures = () if measures is None else (EffectRow.measure_id.in_(measures),)
    rows = session.execute(
        select(EffectRow.day, func.sum(EffectRow.cents))
        .where(
            EffectRow.grant_id == grant_id,
            EffectRow.kind == EffectKind.ELIGIBLE.value,
            EffectRow.day <= as_of,
            *of_measures,
        )
        .group_by(EffectRow.day)
        .order_by(EffectRow.day)
    )
    total, found = 0, []
    for day, cents in rows:
        total += int(cents)
        found.append((day, total))
    return found
