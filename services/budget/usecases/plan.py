"""Plan versions: drafted by one person, released by another, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from contracts.events.budget import PlanDrafted, PlanLinesListed, PlanPartlyReleased, PlanReleased
from services.budget.domain.four_eyes import ReleaseState, check_release, state_after
from services.budget.domain.plan import NewPlanVersion, check_plan
from services.budget.domain.plan_category import category_findings
from services.budget.store.grant import GrantRecord, load_grant, touch_grant
from services.budget.store.measure import measure_ids
from services.budget.store.plan import (
    PlanRecord,
    insert_plan,
    load_plan,
    mark_release,
    newest_released,
)
from services.budget.store.plan_in_force import plan_in_force
from services.budget.store.tables import OUTBOX
from services.budget.usecases import grant_snapshot as snapshot
from services.budget.usecases.means import Means
from services.budget.usecases.notice_triggers import tell_of_funding
from services.budget.usecases.person import is_service_account, origin
from services.budget.usecases.reassessment import reassess_grant
from services.budget.usecases.refusal import demand_active, warnings_or_refuse
from shared.clock import local_day
from shared.errors import Conflict, Violation
from shared.occasion import Occasion

LINES_PER_EVENT: Final = 40
"""A line is at most about 1,300 bytes, an event at most 60,000 (semantics 7)."""


@dataclass(frozen=True)
class PlanResult:
    """The version after the act, with the warnings that came with it."""

    record: PlanRecord
    warnings: tuple[Violation, ...] = ()


def draft_plan(
    session: Session, grant_id: str, new: NewPlanVersion, *, by: Occasion, opening: bool = False
) -> PlanResult:
    """Enters a plan version. Raises NotFound, Conflict while the grant is not active, Refused
    (PLAN-01, PLAN-10, PRG-05, PRG-09)."""
    grant = load_grant(session, grant_id, lock=True)
    demand_active(grant)
    warnings = _checked(session, grant, new, by, f"grant/{grant_id}")
    version = insert_plan(
        session,
        grant_id,
        new,
        by,
        by_service=is_service_account(session, by.actor),
        opening=opening,
    )
    _announce_draft(session, grant_id, version, new, by, opening)
    return PlanResult(load_plan(session, grant_id, version), warnings)


def release_plan(
    session: Session, grant_id: str, version: int, *, by: Occasion, means: Means
) -> PlanResult:
    """Puts a draft in force, by another person than its creator (MUN-03).

    Where the service account drafted it, the first of two persons leaves it `partly_released`.
    Raises NotFound, Conflict when it or a later version is released already, Refused.
    """
    grant = load_grant(session, grant_id, lock=True)
    record = load_plan(session, grant_id, version)
    _demand_open(session, record)
    subject = _subject(grant_id, version)
    creator = origin(session, record.created_by)
    found = check_release(
        creator,
        record.releases,
        by.actor,
        is_service_account=is_service_account(session, by.actor),
    )
    found += check_plan(
        record.plan_version.plan,
        measures=measure_ids(session, grant_id),
        funding_rate_bp=grant.terms(local_day(by.now)).funding_rate_bp,
    )
    before = plan_in_force(session, grant_id)
    found += category_findings(before.lines if before else None, record.plan_version.plan)
    found = grant.relief(means.packs, local_day(by.now)).softened(subject, found)
    warnings = warnings_or_refuse(found, subject=subject, grant_id=grant_id)
    complete = state_after(creator, (*record.releases, by.actor)) is ReleaseState.RELEASED
    mark_release(session, record, by, complete=complete)
    _announce_release(session, record, by, complete=complete)
    if complete:
        touch_grant(session, grant_id)
        reassess_grant(session, grant_id, "plan", by=by, means=means)
        tell_of_funding(
            session,
            grant_id,
            version,
            before.plan if before else None,
            record.plan_version.plan,
            by=by,
            means=means,
        )
    return PlanResult(load_plan(session, grant_id, version), warnings)


def _checked(
    session: Session, grant: GrantRecord, new: NewPlanVersion, by: Occasion, subject: str
) -> tuple[Violation, ...]:
    found = check_plan(
        new,
        measures=measure_ids(session, grant.grant_id),
        funding_rate_bp=grant.terms(local_day(by.now)).funding_rate_bp,
    )
    before = plan_in_force(session, grant.grant_id)
    found += category_findings(before.lines if before else None, new)
    return warnings_or_refuse(found, subject=subject, grant_id=grant.grant_id)


def _demand_open(session: Session, record: PlanRecord) -> None:
    if record.status == "released":
        message = f"Die Planfassung {record.version} ist bereits freigegeben."
        raise Conflict([Violation("plan_already_released", "PLAN-10", message)])
    newest = newest_released(session, record.grant_id)
    if newest is not None and newest > record.version:
        message = (
            f"Inzwischen ist die Planfassung {newest} freigegeben; die ältere Fassung "
            f"{record.version} kann nicht mehr in Kraft treten."
        )
        raise Conflict([Violation("newer_plan_released", "PLAN-10", message)])


def _announce_draft(
    session: Session, grant_id: str, version: int, new: NewPlanVersion, by: Occasion, opening: bool
) -> None:
    subject = _subject(grant_id, version)
    chunks = [
        new.lines[start : start + LINES_PER_EVENT]
        for start in range(0, len(new.lines), LINES_PER_EVENT)
    ]
    for part, lines in enumerate(chunks, start=1):
        listed = PlanLinesListed(
            grant_id=grant_id,
            version=version,
            part=part,
            parts=len(chunks),
            lines=tuple(snapshot.plan_line(one) for one in lines),
            related=(f"grant/{grant_id}",),
        )
        OUTBOX.add(session, listed, subject=subject, by=by, grant_id=grant_id)
    drafted = PlanDrafted(
        grant_id=grant_id,
        version=version,
        basis=new.basis.value,
        reference=new.reference,
        reason=new.reason,
        planned_cents=new.planned_cents,
        funding=snapshot.funding(new),
        opening=opening,
        category_reason=new.category_reason,
        related=(f"grant/{grant_id}",),
    )
    OUTBOX.add(session, drafted, subject=subject, by=by, grant_id=grant_id)


def _announce_release(
    session: Session, record: PlanRecord, by: Occasion, *, complete: bool
) -> None:
    subject = _subject(record.grant_id, record.version)
    related = (f"grant/{record.grant_id}",)
    if not complete:
        partly = PlanPartlyReleased(record.grant_id, record.version, related=related)
        OUTBOX.add(session, partly, subject=subject, by=by, grant_id=record.grant_id)
        return
    plan = record.plan_version.plan
    released = PlanReleased(
        grant_id=record.grant_id,
        version=record.version,
        basis=plan.basis.value,
        reference=plan.reference,
        reason=plan.reason,
        planned_cents=plan.planned_cents,
        funding=snapshot.funding(plan),
        drafted_by=record.created_by,
        opening=record.opening,
        category_reason=plan.category_reason,
        related=related,
    )
    OUTBOX.add(session, released, subject=subject, by=by, grant_id=record.grant_id)


def _subject(grant_id: str, version: int) -> str:
    return f"plan/{grant_id}.{version}"
