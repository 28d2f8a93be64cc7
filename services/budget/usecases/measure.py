"""Measures and their status per quarter: the system proposes the light, a person decides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from contracts.events.budget import MeasureRecorded, MeasureStatusSet
from contracts.roles import Role
from services.budget.domain.measure import (
    Light,
    Milestone,
    NewMeasure,
    NewStatus,
    check_measure,
    check_status,
)
from services.budget.domain.traffic_light import (
    LightProposal,
    LineUse,
    MeasureFacts,
    propose_light,
)
from services.budget.store.grant import GrantRecord, load_grant, touch_grant
from services.budget.store.measure import (
    MeasureRecord,
    StatusRecord,
    insert_measure,
    insert_status,
    load_measure,
    measure_ids,
)
from services.budget.store.measure_sums import sums_of_measure
from services.budget.store.plan_in_force import reported_plan
from services.budget.store.tables import DIRECTORY, OUTBOX
from services.budget.store.user import user_by_name
from services.budget.usecases.grant_snapshot import measure_snapshot, status_snapshot
from services.budget.usecases.means import Means
from services.budget.usecases.notice_triggers import tell_of_red_light
from services.budget.usecases.refusal import demand_active, warnings_or_refuse
from shared.clock import local_day
from shared.errors import Forbidden, Violation
from shared.occasion import Occasion
from shared.periods import Period, PeriodError


@dataclass(frozen=True)
class MeasureResult:
    """The measure after the act, with the warnings that came with it."""

    record: MeasureRecord
    warnings: tuple[Violation, ...] = ()


@dataclass(frozen=True)
class StatusResult:
    """The status as kept, with the warnings that came with it."""

    record: StatusRecord
    warnings: tuple[Violation, ...] = ()


def record_measure(
    session: Session, grant_id: str, new: NewMeasure, *, by: Occasion
) -> MeasureResult:
    """Enters a measure; `lead` is a log-in name, a user id or the name of a unit.

    Raises NotFound, Conflict while the grant is not active, Refused (PRG-05).
    """
    grant = load_grant(session, grant_id, lock=True)
    demand_active(grant)
    found = check_measure(new, grant.terms(local_day(by.now)), measure_ids(session, grant_id))
    lead = user_by_name(session, new.lead) if new.lead.strip() else None
    if lead is None:
        message = (
            "Zur Leitung der Maßnahme gibt es kein Benutzerkonto; ihren Stand pflegt bis dahin "
            "die Fördermittelsachbearbeitung."
        )
        found.append(Violation("lead_without_account", "PRG-05", message, "warning", "lead"))
    subject = f"measure/{new.measure_id}"
    warnings = warnings_or_refuse(found, subject=subject, grant_id=grant_id)
    insert_measure(session, grant_id, new, lead.user_id if lead else None, by)
    touch_grant(session, grant_id)
    record = load_measure(session, grant_id, new.measure_id)
    OUTBOX.add(
        session,
        MeasureRecorded(measure_snapshot(record), related=(f"grant/{grant_id}",)),
        subject=subject,
        by=by,
        grant_id=grant_id,
    )
    return MeasureResult(record, warnings)


def set_status(
    session: Session,
    grant_id: str,
    measure_id: str,
    new: NewStatus,
    *,
    by: Occasion,
    means: Means,
    milestones_text: str = "",
) -> StatusResult:
    """Says how a measure stands in a quarter; a later statement on the same quarter replaces it.

    The grant officer may for every measure, the project lead for the own ones. Raises NotFound,
    Forbidden, Conflict while the grant is not active, Refused.
    """
    grant = load_grant(session, grant_id, lock=True)
    record = load_measure(session, grant_id, measure_id)
    demand_lead(session, record, by)
    demand_active(grant)
    today = local_day(by.now)
    proposal = proposed_light(session, grant, record, new.period, new.milestones, today, means)
    found = check_status(new, proposal.light if proposal else Light.GREEN)
    warnings = warnings_or_refuse(found, subject=f"measure/{measure_id}", grant_id=grant_id)
    assert proposal is not None  # check_status refuses every period without one
    status = StatusRecord(
        measure_id=measure_id,
        status=replace(new, period=str(Period.parse(new.period))),
        milestones_text=milestones_text,
        proposed_light=proposal.light,
        criteria=tuple(one.message for one in proposal.criteria),
        decided_by=by.actor,
        decided_at=by.now,
    )
    insert_status(session, grant_id, status)
    event = MeasureStatusSet(
        measure_id, grant_id, status_snapshot(status), related=(f"grant/{grant_id}",)
    )
    OUTBOX.add(session, event, subject=f"measure/{measure_id}", by=by, grant_id=grant_id)
    if new.light is Light.RED:
        tell_of_red_light(
            session,
            grant_id,
            (measure_id, record.measure.title),
            status.status.period,
            new.reason,
            by=by,
            means=means,
        )
    return StatusResult(status, warnings)


def proposed_light(
    session: Session,
    grant: GrantRecord,
    record: MeasureRecord,
    period: str,
    milestones: tuple[Milestone, ...],
    today: date,
    means: Means,
) -> LightProposal | None:
    """What the system proposes for a quarter as known today; None for a period that is none."""
    try:
        last_day = Period.parse(period).last_day
    except PeriodError:
        return None
    as_of = min(last_day, today)
    plan = reported_plan(session, record.grant_id, as_of)
    lines = [
        one for one in (plan.plan.lines if plan else ()) if one.measure_id == record.measure_id
    ]
    sums = sums_of_measure(session, record.grant_id, record.measure_id, as_of)
    facts = MeasureFacts(
        period_start=record.measure.period_start,
        period_end=record.measure.period_end,
        planned_cents=sum(one.planned_cents for one in lines),
        eligible_cents=sums.eligible_cents,
        expected_eligible_cents=sums.expected_eligible_cents,
        milestones=milestones,
        lines=tuple(
            LineUse(one.budget_line, one.planned_cents, sums.used.get(one.budget_line, 0))
            for one in lines
        ),
    )
    return propose_light(facts, as_of, grant.rules(means.packs, as_of))


def demand_lead(session: Session, record: MeasureRecord, by: Occasion) -> None:
    """A project lead may speak for the own measures only."""
    if by.actor == record.lead_user_id:
        return
    who = DIRECTORY.by_id(session, by.actor, local_day(by.now))
    if who is None or not who.holds([Role.GRANT_OFFICER], record.grant_id):
        message = (
            f"Den Stand der Maßnahme „{record.measure_id}“ pflegt ihre Leitung oder die "
            "Fördermittelsachbearbeitung."
        )
        raise Forbidden([Violation("role_missing", "MUN-01", message)])
