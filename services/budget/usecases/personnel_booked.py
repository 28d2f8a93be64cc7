"""What the stream is told of a booking of personnel cost: sums over enough posts only (PERS-06)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy.orm import Session

from contracts.events.budget import PersonnelCostBooked
from services.budget.domain.personnel import PersonnelCost
from services.budget.domain.personnel_checks import sum_is_shown
from services.budget.store.creditor import CreditorIndex
from services.budget.store.personnel import CalculationRow, hour_imports_of, hours_of
from shared.periods import add_months


def booked_event(
    session: Session,
    row: CalculationRow,
    costs: Mapping[str, PersonnelCost],
    *,
    least: int,
    index: CreditorIndex,
) -> PersonnelCostBooked:
    """The event; `least` is the fewest posts whose sums may be told, `index` makes their marks."""
    last_day = add_months(row.last_month, 1) - timedelta(days=1)
    is_shown = sum_is_shown(len(costs), least, sees_all=False)
    gross = sum(one.steps[0].amount_cents for one in costs.values())
    hours: int | None = None
    imports: tuple[str, ...] = ()
    if row.method == "hours":
        worked = hours_of(session, row.grant_id, row.first_month, last_day)
        hours = sum(worked.get(one, 0) for one in row.post_ids)
        span = (row.first_month, last_day)
        imports = hour_imports_of(session, row.grant_id, row.post_ids, span)
    return PersonnelCostBooked(
        calculation_id=row.calculation_id,
        grant_id=row.grant_id,
        expenditure_id=row.expenditure_id,
        method=row.method,
        posts=len(row.post_ids),
        first_month=f"{row.first_month:%Y-%m}",
        last_month=f"{row.last_month:%Y-%m}",
        shows_sums=is_shown,
        gross_cents=gross if is_shown else None,
        over_tariff_cents=sum(one.over_tariff_cents for one in costs.values())
        if is_shown
        else None,
        hundredths=hours if is_shown else None,
        hour_import_ids=imports,
        persons=tuple(sorted(index.post_mark(row.grant_id, one) for one in costs)),
        least_persons=least,
        related=(f"expenditure/{row.expenditure_id}", f"grant/{row.grant_id}"),
    )
