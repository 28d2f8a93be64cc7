"""Closing a measure, and opening it again."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.events.budget import MeasureClosed, MeasureReopened
from services.budget.domain.indicator import NewIndicator
from services.budget.domain.measure_closing import NewClosing, check_closing
from services.budget.domain.row_state import reason_violations
from services.budget.domain.software import NewSoftware
from services.budget.store.measure import load_measure
from services.budget.store.measure_closing import closed_measures, insert_closing
from services.budget.store.register import Facts, entries_of
from services.budget.store.tables import OUTBOX
from services.budget.usecases.assessment_world import load_active_world
from services.budget.usecases.means import Means
from services.budget.usecases.measure import demand_lead
from services.budget.usecases.refusal import warnings_or_refuse
from shared.errors import Conflict, Violation
from shared.occasion import Occasion


def close_measure(
    session: Session,
    grant_id: str,
    measure_id: str,
    new: NewClosing,
    *,
    by: Occasion,
    means: Means,
) -> tuple[Violation, ...]:
    """Closes a measure, by its lead or the grant officer; returns the warnings.

    Raises NotFound, Forbidden, Conflict where it is closed, Refused (OSS-01).
    """
    world = load_active_world(session, grant_id, means, by)
    record = load_measure(session, grant_id, measure_id)
    demand_lead(session, record, by)
    _demand(closed=False, now=measure_id in closed_measures(session, grant_id))
    software = _facts(session, grant_id, measure_id, "software")
    indicators = _facts(session, grant_id, measure_id, "indicator")
    found = check_closing(
        new,
        [one for one in software if isinstance(one, NewSoftware)],
        [one for one in indicators if isinstance(one, NewIndicator)],
        world.rules,
        period_start=record.measure.period_start,
        today=world.today,
    )
    subject = f"measure/{measure_id}"
    softened = world.relief.softened(subject, found)
    warnings = warnings_or_refuse(softened, subject=subject, grant_id=grant_id)
    insert_closing(session, grant_id, measure_id, new.closed_on, new.result, by)
    event = MeasureClosed(
        measure_id,
        grant_id,
        new.closed_on,
        new.result,
        related=(f"grant/{grant_id}",),
        without_software=new.without_software,
    )
    OUTBOX.add(session, event, subject=subject, by=by, grant_id=grant_id)
    return warnings


def reopen_measure(
    session: Session, grant_id: str, measure_id: str, reason: str, *, by: Occasion, means: Means
) -> None:
    """Opens a closed measure again. Raises NotFound, Forbidden, Conflict, Refused."""
    load_active_world(session, grant_id, means, by)
    demand_lead(session, load_measure(session, grant_id, measure_id), by)
    _demand(closed=True, now=measure_id in closed_measures(session, grant_id))
    subject = f"measure/{measure_id}"
    found = list(reason_violations(reason, "PRG-05"))
    warnings_or_refuse(found, subject=subject, grant_id=grant_id)
    insert_closing(session, grant_id, measure_id, None, reason, by)
    event = MeasureReopened(measure_id, grant_id, reason, related=(f"grant/{grant_id}",))
    OUTBOX.add(session, event, subject=subject, by=by, grant_id=grant_id)


def _demand(*, closed: bool, now: bool) -> None:
    if closed is now:
        return
    said = "schon abgeschlossen" if now else "nicht abgeschlossen"
    message = f"Die Maßnahme ist {said}."
    raise Conflict([Violation("measure_state", "PRG-05", message)])


def _facts(session: Session, grant_id: str, measure_id: str, register: str) -> list[Facts]:
    found = entries_of(session, grant_id, register)
    return [one.facts for one in found if one.facts.measure_id == measure_id]
