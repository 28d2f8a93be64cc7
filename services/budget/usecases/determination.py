"""Determinations of the funder: entered by one person, confirmed by another, then they count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from contracts.events.budget import (
    DeterminationConfirmed,
    DeterminationProposed,
    DeterminationSnapshot,
    DeterminationWithdrawn,
)
from services.budget.domain.determination import (
    Determination,
    DeterminationKind,
    Standing,
    check_determination,
)
from services.budget.domain.four_eyes import check_release
from services.budget.domain.reduction import check_reduction
from services.budget.domain.repayment import check_repayment
from services.budget.domain.row_state import reason_violations
from services.budget.store.determination import (
    DeterminationRecord,
    confirm_row,
    insert_determination,
    load_determination,
    withdraw_row,
)
from services.budget.store.grant import GrantRecord, load_grant, touch_grant
from services.budget.store.plan_in_force import plan_in_force
from services.budget.store.tables import OUTBOX
from services.budget.usecases.determination_figures import figures_of, reduction_today
from services.budget.usecases.means import Means
from services.budget.usecases.person import is_service_account, origin
from services.budget.usecases.reassessment import reassess_grant
from services.budget.usecases.refusal import demand_active, file_violations, warnings_or_refuse
from services.budget.usecases.repayment import claims_today
from shared.clock import local_day
from shared.errors import Conflict, Violation
from shared.money import format_euro
from shared.occasion import Occasion


@dataclass(frozen=True)
class DeterminationResult:
    """The determination after the act, with the warnings that came with it."""

    record: DeterminationRecord
    warnings: tuple[Violation, ...] = ()


def propose_determination(
    session: Session,
    grant_id: str,
    new: Determination,
    *,
    by: Occasion,
    means: Means,
    file_sha256: str | None = None,
) -> DeterminationResult:
    """Enters a determination; nothing changes before its confirmation.

    Raises NotFound, Conflict while the grant is not active, Refused.
    """
    grant = load_grant(session, grant_id, lock=True)
    demand_active(grant)
    today = local_day(by.now)
    found = _violations(session, grant, new, today, means)
    found += file_violations(means.files, file_sha256)
    warnings = warnings_or_refuse(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    record = DeterminationRecord(
        determination_id=by.new_id(),
        grant_id=grant_id,
        determination=new,
        figures=figures_of(session, grant, new, today, means),
        file_sha256=file_sha256,
        created_by=by.actor,
        confirmed_by=None,
        withdrawal_reason=None,
    )
    insert_determination(session, record, by)
    _tell(session, record, DeterminationProposed, by=by)
    return DeterminationResult(record, warnings)


def confirm_determination(
    session: Session, determination_id: str, *, by: Occasion, means: Means
) -> DeterminationResult:
    """Makes it count, by a second person. Raises NotFound, Conflict, Refused."""
    grant_id = load_determination(session, determination_id).grant_id
    grant = load_grant(session, grant_id, lock=True)
    record = load_determination(session, determination_id)
    _demand_proposed(record)
    found = _violations(session, grant, record.determination, local_day(by.now), means)
    found += check_release(
        origin(session, record.created_by),
        (),
        by.actor,
        is_service_account=is_service_account(session, by.actor),
    )
    subject = f"determination/{determination_id}"
    warnings = warnings_or_refuse(found, subject=subject, grant_id=grant_id)
    _demand_same_figures(session, grant, record, local_day(by.now), means)
    confirmed = confirm_row(session, determination_id, by)
    touch_grant(session, grant_id)
    _tell(session, confirmed, DeterminationConfirmed, confirmed.created_by, by=by)
    if confirmed.determination.kind is DeterminationKind.AUTHORITY_OVERRUN:
        # The only kind a rule about single expenditures looks at (PLAN-03).
        reassess_grant(session, grant_id, "determination", by=by, means=means)
    return DeterminationResult(confirmed, warnings)


def withdraw_determination(
    session: Session, determination_id: str, reason: str, *, by: Occasion
) -> DeterminationResult:
    """Takes back what nobody confirmed yet. Raises NotFound, Conflict, Refused."""
    grant_id = load_determination(session, determination_id).grant_id
    load_grant(session, grant_id, lock=True)
    record = load_determination(session, determination_id)
    _demand_proposed(record)
    found = list(reason_violations(reason, record.determination.kind.rule))
    subject = f"determination/{determination_id}"
    warnings_or_refuse(found, subject=subject, grant_id=grant_id)
    withdrawn = withdraw_row(session, determination_id, reason)
    _tell(session, withdrawn, DeterminationWithdrawn, reason, by=by)
    return DeterminationResult(withdrawn)


def _violations(
    session: Session, grant: GrantRecord, new: Determination, today: date, means: Means
) -> list[Violation]:
    plan = plan_in_force(session, grant.grant_id)
    found = check_determination(new, Standing(today, tuple(plan.lines) if plan else ()))
    if new.kind is DeterminationKind.REDUCTION:
        final = new.final_eligible_cents
        found += check_reduction(reduction_today(session, grant, final, today, means=means))
    if new.kind is DeterminationKind.REPAYMENT:
        found += check_repayment(claims_today(session, grant, today, means=means))
    return found


def _demand_same_figures(
    session: Session, grant: GrantRecord, record: DeterminationRecord, today: date, means: Means
) -> None:
    """What is confirmed is the grant the first person saw: an amendment may have come between."""
    if record.determination.kind is not DeterminationKind.REDUCTION:
        return
    was = record.figures["grant_after_cents"]
    now = figures_of(session, grant, record.determination, today, means)["grant_after_cents"]
    if now != was:
        message = (
            f"Danach betrüge die Zuwendung heute {format_euro(now)}, beim Vorschlag waren es "
            f"{format_euro(was)}. Bitte den Vorschlag zurückziehen und neu erfassen."
        )
        raise Conflict([Violation("figures_changed", "PLAN-05", message)])


def _demand_proposed(record: DeterminationRecord) -> None:
    if record.status == "proposed":
        return
    said = "bestätigt" if record.status == "confirmed" else "zurückgezogen"
    message = f"Die Festlegung ist bereits {said}."
    raise Conflict([Violation("determination_not_open", record.determination.kind.rule, message)])


def _tell(
    session: Session, record: DeterminationRecord, event: Any, *details: str, by: Occasion
) -> None:
    OUTBOX.add(
        session,
        event(determination_snapshot(record), *details, related=(f"grant/{record.grant_id}",)),
        subject=f"determination/{record.determination_id}",
        by=by,
        grant_id=record.grant_id,
    )


def determination_snapshot(record: DeterminationRecord) -> DeterminationSnapshot:
    """The determination as events carry it."""
    one = record.determination
    return DeterminationSnapshot(
        determination_id=record.determination_id,
        grant_id=record.grant_id,
        kind=one.kind.value,
        decided_on=one.decided_on,
        valid_from=one.valid_from,
        reference=one.reference,
        reason=one.reason,
        budget_line=one.budget_line,
        final_eligible_cents=one.final_eligible_cents,
        figures=dict(record.figures),
        file_sha256=record.file_sha256,
    )
