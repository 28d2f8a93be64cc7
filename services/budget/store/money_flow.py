"""How money moved over the months: effects of a grant, added up by the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session

from services.budget.domain.effects import EffectKind
from services.budget.store.expenditure_effect import EffectRow


@dataclass(frozen=True)
class MonthFlow:
    """What one month added to each kind of sum, in cents."""

    year: int
    month: int
    cents: Mapping[EffectKind, int]


def money_flow(session: Session, grant_id: str) -> list[MonthFlow]:
    """The months in which anything changed, in order."""
    year, month = extract("year", EffectRow.day), extract("month", EffectRow.day)
    statement = (
        select(year, month, EffectRow.kind, func.sum(EffectRow.cents))
        .where(EffectRow.grant_id == grant_id)
        .group_by(year, month, EffectRow.kind)
        .order_by(year, month)
    )
    months: dict[tuple[int, int], dict[EffectKind, int]] = {}
    for in_year, in_month, kind, cents in session.execute(statement):
        sums = months.setdefault((int(in_year), int(in_month)), {})
        sums[EffectKind(kind)] = int(cents)
    return [MonthFlow(*key, cents) for key, cents in months.items()]
