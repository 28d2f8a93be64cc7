"""Goal and partners of a measure change: what was said before stays, released reports too."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.events.budget import MeasureChanged
from services.budget.domain.measure import Description, check_description
from services.budget.store.grant import load_grant
from services.budget.store.measure import load_measure
from services.budget.store.measure_description import insert_description
from services.budget.store.tables import OUTBOX
from services.budget.usecases.grant_snapshot import measure_snapshot
from services.budget.usecases.measure import MeasureResult, demand_lead
from services.budget.usecases.refusal import demand_active, warnings_or_refuse
from shared.occasion import Occasion


def describe_measure(
    session: Session,
    grant_id: str,
    measure_id: str,
    new: Description,
    reason: str,
    *,
    by: Occasion,
) -> MeasureResult:
    """Says anew what a measure is for and with whom, by its lead or the grant officer.

    Neither changes an amount nor is it a change of scope, which is reported to the funder on its
    own (`measure_change`). Raises NotFound, Forbidden, Conflict while the grant is not active,
    Refused.
    """
    grant = load_grant(session, grant_id, lock=True)
    before = load_measure(session, grant_id, measure_id)
    demand_lead(session, before, by)
    demand_active(grant)
    found = check_description(before.measure, new, reason)
    subject = f"measure/{measure_id}"
    warnings = warnings_or_refuse(found, subject=subject, grant_id=grant_id)
    insert_description(session, grant_id, measure_id, new, reason, by)
    record = load_measure(session, grant_id, measure_id)
    event = MeasureChanged(measure_snapshot(record), reason, related=(f"grant/{grant_id}",))
    OUTBOX.add(session, event, subject=subject, by=by, grant_id=grant_id)
    return MeasureResult(record, warnings)
