"""Procurement files are completed by one person, released or given back by another."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.events.budget import (
    ProcurementCompleted,
    ProcurementReleased,
    ProcurementReturned,
)
from services.budget.domain.four_eyes import check_release
from services.budget.domain.procurement_entry import (
    Completed,
    Released,
    Returned,
)
from services.budget.domain.row_state import reason_violations
from services.budget.store.procurement import append_entry
from services.budget.usecases.means import Means
from services.budget.usecases.person import is_service_account, origin
from services.budget.usecases.procurement_assessment import ProcurementResult, acted, found_at
from services.budget.usecases.procurement_target import FileTarget, load_file
from shared.errors import Violation
from shared.occasion import Occasion


def complete_procurement(
    session: Session, procurement_id: str, *, by: Occasion, means: Means
) -> ProcurementResult:
    """Declares a file complete: nothing may be missing (PROC-01). Raises NotFound, Conflict,
    Refused with every gap."""
    target = load_file(session, procurement_id, by=by, means=means)
    target.demand("open")
    warnings = target.warnings_or_refuse(_present(session, target, means))
    append_entry(session, procurement_id, Completed(), by)
    return acted(
        session,
        target.world,
        procurement_id,
        ProcurementCompleted,
        warnings,
        by=by,
        means=means,
    )


def release_procurement(
    session: Session, procurement_id: str, *, by: Occasion, means: Means
) -> ProcurementResult:
    """Releases a completed file, by a person who neither completed nor last revised it (MUN-03).

    Raises NotFound, Conflict, Refused.
    """
    target = load_file(session, procurement_id, by=by, means=means)
    target.demand("completed")
    completed_by = target.file.completed_by or ""
    no_person = is_service_account(session, by.actor)
    found = _present(session, target, means)
    for first in dict.fromkeys((completed_by, target.file.revised_by)):
        released = check_release(origin(session, first), (), by.actor, is_service_account=no_person)
        found += [one for one in released if one not in found]
    warnings = target.warnings_or_refuse(found)
    append_entry(session, procurement_id, Released(), by, counterpart=completed_by)
    return acted(
        session,
        target.world,
        procurement_id,
        lambda shot, related: ProcurementReleased(shot, completed_by, related),
        warnings,
        by=by,
        means=means,
    )


def return_procurement(
    session: Session, procurement_id: str, reason: str, *, by: Occasion, means: Means
) -> ProcurementResult:
    """Gives a completed or released file back; its expenditures wait again. Raises NotFound,
    Conflict, Refused."""
    target = load_file(session, procurement_id, by=by, means=means)
    target.demand("completed", "released")
    target.warnings_or_refuse(list(reason_violations(reason, "PROC-01")))
    append_entry(session, procurement_id, Returned(reason), by)
    return acted(
        session,
        target.world,
        procurement_id,
        lambda shot, related: ProcurementReturned(shot, reason, related),
        by=by,
        means=means,
    )


def _present(session: Session, target: FileTarget, means: Means) -> list[Violation]:
    """What is found at the file today, running penalties included."""
    return found_at(session, target.record, target.world, means)[1]
