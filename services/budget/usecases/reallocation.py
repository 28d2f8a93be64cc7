"""Moving money between lines or years: proposed by one person, released by another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from contracts.events.budget import (
    PlanShift,
    ReallocationProposed,
    ReallocationReleased,
    ReallocationSnapshot,
    ReallocationWithdrawn,
)
from services.budget.domain.four_eyes import check_release
from services.budget.domain.reallocation import (
    Ground,
    Reallocation,
    check_reallocation,
    plan_after,
)
from services.budget.domain.row_state import reason_violations
from services.budget.store.expenditure_effect import line_use
from services.budget.store.grant import load_grant
from services.budget.store.measure import measure_ids
from services.budget.store.plan_in_force import plan_in_force
from services.budget.store.reallocation import (
    ReallocationRecord,
    insert_reallocation,
    load_reallocation,
    mark_released,
    mark_withdrawn,
    reallocations_of,
)
from services.budget.store.tables import OUTBOX
from services.budget.usecases.means import Means
from services.budget.usecases.notice import open_notice
from services.budget.usecases.person import is_service_account, origin
from services.budget.usecases.plan import draft_plan, release_plan
from services.budget.usecases.refusal import demand_active, warnings_or_refuse
from shared.clock import local_day
from shared.errors import Conflict, Refused, Violation
from shared.money import format_euro
from shared.occasion import Occasion


@dataclass(frozen=True)
class ReallocationResult:
    """The reallocation after the act, with the warnings that came with it."""

    record: ReallocationRecord
    warnings: tuple[Violation, ...] = ()


def propose_reallocation(
    session: Session, grant_id: str, new: Reallocation, *, by: Occasion, means: Means
) -> ReallocationResult:
    """Proposes shifts; a re-phasing opens the notice to the funder (NOTE-06).

    Raises NotFound, Conflict while the grant is not active, Refused.
    """
    grant = load_grant(session, grant_id, lock=True)
    demand_active(grant)
    found = _violations(session, grant_id, new, by, means)
    warnings = warnings_or_refuse(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    record = insert_reallocation(session, by.new_id(), grant_id, new, by)
    _tell(session, record, ReallocationProposed, by=by)
    if new.is_rephasing:
        total = sum(one.amount_cents for one in new.shifts)
        open_notice(
            session,
            grant_id,
            rule="NOTE-06",
            occasion_key=f"reallocation/{record.reallocation_id}",
            reason=f"Nicht verbrauchte Jahresmittel über {format_euro(total)} sollen in spätere "
            "Jahre verschoben werden.",
            effect_cents=total,
            by=by,
            means=means,
        )
    return ReallocationResult(record, warnings)


def release_reallocation(
    session: Session, reallocation_id: str, reference: str | None, *, by: Occasion, means: Means
) -> ReallocationResult:
    """Turns it into a released plan version, by a second person.

    `reference` names the letter of the funder where it came only now. Raises NotFound, Conflict,
    Refused.
    """
    grant_id = load_reallocation(session, reallocation_id).grant_id
    load_grant(session, grant_id, lock=True)
    record = load_reallocation(session, reallocation_id)
    _demand_proposed(record)
    new = replace(record.reallocation, reference=reference or record.reallocation.reference)
    found = _violations(session, grant_id, new, by, means, releasing=True)
    found += check_release(
        origin(session, record.created_by),
        (),
        by.actor,
        is_service_account=is_service_account(session, by.actor),
    )
    subject = f"reallocation/{reallocation_id}"
    warnings = warnings_or_refuse(found, subject=subject, grant_id=grant_id)
    plan = plan_in_force(session, grant_id)
    assert plan is not None  # without a plan the proposal is refused
    creator = Occasion(record.created_by, by.now)
    drafted = draft_plan(session, grant_id, plan_after(new, plan), by=creator)
    release_plan(session, grant_id, drafted.record.version, by=by, means=means)
    released = mark_released(session, reallocation_id, new.reference, drafted.record.version, by)
    _tell(session, released, ReallocationReleased, record.created_by, by=by)
    return ReallocationResult(released, warnings)


def withdraw_reallocation(
    session: Session, reallocation_id: str, reason: str, *, by: Occasion
) -> ReallocationResult:
    """Takes a proposal back, or notes that the funder declined. Raises NotFound, Conflict,
    Refused."""
    grant_id = load_reallocation(session, reallocation_id).grant_id
    load_grant(session, grant_id, lock=True)
    record = load_reallocation(session, reallocation_id)
    _demand_proposed(record)
    found = list(reason_violations(reason, record.reallocation.rule))
    subject = f"reallocation/{reallocation_id}"
    warnings_or_refuse(found, subject=subject, grant_id=grant_id)
    withdrawn = mark_withdrawn(session, reallocation_id, reason)
    _tell(session, withdrawn, ReallocationWithdrawn, reason, by=by)
    return ReallocationResult(withdrawn)


def _violations(
    session: Session,
    grant_id: str,
    new: Reallocation,
    by: Occasion,
    means: Means,
    *,
    releasing: bool = False,
) -> list[Violation]:
    plan = plan_in_force(session, grant_id)
    if plan is None:
        message = "Ohne geltenden Finanzierungsplan lässt sich nichts verschieben."
        found = [Violation("plan_missing", "PLAN-10", message)]
        raise Refused(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    today = local_day(by.now)
    released = [one for one in reallocations_of(session, grant_id) if one.status == "released"]
    ground = Ground(
        plan=plan,
        measures=measure_ids(session, grant_id),
        used=line_use(session, grant_id),
        earlier=[
            (shift.from_line, shift.to_line)
            for one in released
            for shift in one.reallocation.shifts
            if shift.from_line != shift.to_line
        ],
        year=today.year,
    )
    rules = load_grant(session, grant_id).rules(means.packs, today)
    return check_reallocation(new, ground, rules, releasing=releasing)


def _demand_proposed(record: ReallocationRecord) -> None:
    if record.status == "proposed":
        return
    said = "freigegeben" if record.status == "released" else "zurückgezogen"
    message = f"Die Mittelverschiebung {record.number} ist bereits {said}."
    rule = record.reallocation.rule
    raise Conflict([Violation("reallocation_not_open", rule, message)])


def _tell(
    session: Session, record: ReallocationRecord, event: Any, *details: str, by: Occasion
) -> None:
    new = record.reallocation
    snapshot = ReallocationSnapshot(
        reallocation_id=record.reallocation_id,
        grant_id=record.grant_id,
        number=record.number,
        kind="rephasing" if new.is_rephasing else "reallocation",
        reason=new.reason,
        category_reason=new.category_reason,
        reference=new.reference,
        shifts=tuple(
            PlanShift(one.from_line, one.from_year, one.to_line, one.to_year, one.amount_cents)
            for one in new.shifts
        ),
        plan_version=record.plan_version,
    )
    related = [f"grant/{record.grant_id}"]
    if record.plan_version is not None:
        related.append(f"plan/{record.grant_id}.{record.plan_version}")
    OUTBOX.add(
        session,
        event(snapshot, *details, related=tuple(related)),
        subject=f"reallocation/{record.reallocation_id}",
        by=by,
        grant_id=record.grant_id,
    )
