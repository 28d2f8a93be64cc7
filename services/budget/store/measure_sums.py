"""What a measure has used as of a day: the light's criteria look at it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.budget.domain.effects import EffectKind
from services.budget.store.expenditure_effect import EffectRow


def sums_of_measure(
    session: Session, grant_id: str, measure_id: str, as_of: date
) -> tuple[int, int]:
    """Eligible and expected eligible cents of a measure as of a day."""
    rows = session.execute(
        select(EffectRow.kind, func.sum(EffectRow.cents))
        .where(
            EffectRow.grant_id == grant_id,
            EffectRow.measure_id == measure_id,
            EffectRow.day <= as_of,
            EffectRow.kind.in_((EffectKind.ELIGIBLE.value, EffectKind.EXPECTED_ELIGIBLE.value)),
        )
        .group_by(EffectRow.kind)
    )
    sums = {kind: int(cents) for kind, cents in rows}
    return (
        sums.get(EffectKind.ELIGIBLE.value, 0),
        sums.get(EffectKind.EXPECTED_ELIGIBLE.value, 0),
    )
