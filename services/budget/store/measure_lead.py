"""Which measures a person leads."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.budget.store.measure import MeasureRow


def measures_led_by(session: Session, user_id: str) -> list[tuple[str, str]]:
    """(grant id, measure id) of the measures this user leads."""
    rows = session.execute(
        select(MeasureRow.grant_id, MeasureRow.measure_id).where(MeasureRow.lead_user_id == user_id)
    )
    return [(row.grant_id, row.measure_id) for row in rows]
