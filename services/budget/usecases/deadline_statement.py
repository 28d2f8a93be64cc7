"""Telling the stream how the deadlines of a grant stand, whenever one stands differently."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from contracts.events.budget import DeadlinesListed, DeadlineSnapshot
from services.budget.domain.deadline import Deadline, told
from services.budget.domain.parameters.deadline import DeadlineParameters
from services.budget.store.grant import GrantRecord
from services.budget.store.statement import is_news
from services.budget.store.tables import OUTBOX
from services.budget.usecases.deadline_reading import deadlines_of
from services.budget.usecases.means import Means
from services.budget.usecases.portions import portions
from services.budget.usecases.told_values import values_by_code
from shared.clock import local_day
from shared.occasion import Occasion

_IN_ONE_EVENT = 60
"""Deadlines in one event: far below its 60,000 bytes."""


def state_deadlines(session: Session, grant: GrantRecord, *, by: Occasion, means: Means) -> bool:
    """Writes `DeadlinesListed` where something changed since the last time; says whether."""
    today = local_day(by.now)
    parameters = grant.rules(means.packs, today).deadline
    leads = tuple(sorted(parameters.deadline_lead_days, reverse=True))
    due = deadlines_of(session, grant, today, means=means)
    found = tuple(_snapshot(grant.grant_id, one, today, parameters) for one in due)
    values = values_by_code((one.duty.partition("-")[0], one.values) for one in due)
    content = {
        "lead_days": leads,
        "deadlines": [repr(one) for one in found],
        "values": repr(values),
    }
    if not is_news(session, grant.grant_id, "deadlines", content, by.now):
        return False
    parts = portions(found, _IN_ONE_EVENT)
    for number, part in enumerate(parts, start=1):
        kinds = {one.duty.partition("-")[0] for one in part}
        own = tuple(one for one in values if kinds.intersection(one.codes))
        event = DeadlinesListed(grant.grant_id, today, leads, number, len(parts), part, values=own)
        OUTBOX.add(
            session, event, subject=f"grant/{grant.grant_id}", by=by, grant_id=grant.grant_id
        )
    return True


def _snapshot(
    grant_id: str, one: Deadline, today: date, parameters: DeadlineParameters
) -> DeadlineSnapshot:
    return DeadlineSnapshot(
        deadline_id=f"{grant_id}/{one.duty}",
        duty=one.duty,
        title=one.title,
        rule=one.rule,
        basis=one.basis,
        due_on=one.due_on,
        target_on=one.target_on,
        responsible=one.responsible,
        status=one.status(today).value,
        done_on=one.done_on,
        alarm=one.alarm,
        first_due_on=one.first_due_on,
        told=told(one, today, parameters),
    )
