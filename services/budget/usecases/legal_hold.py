"""Holds: while an audit, objection or lawsuit is open, nothing of the grant is deleted (RET-06)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.events.budget.retention import LegalHoldLifted, LegalHoldSet
from services.budget.domain.four_eyes import check_release
from services.budget.domain.row_state import reason_violations
from services.budget.store.grant import load_grant
from services.budget.store.retention import HoldRecord, insert_hold, load_hold, mark_lifted
from services.budget.store.tables import OUTBOX
from services.budget.usecases.person import is_service_account, origin
from services.budget.usecases.refusal import warnings_or_refuse
from shared.errors import Conflict, Violation
from shared.occasion import Occasion


def set_hold(session: Session, grant_id: str, reason: str, *, by: Occasion) -> HoldRecord:
    """Keeps everything of the grant until somebody else lifts it. Raises NotFound, Refused."""
    load_grant(session, grant_id, lock=True)
    found = list(reason_violations(reason, "RET-06"))
    warnings_or_refuse(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    hold_id = by.new_id()
    insert_hold(session, hold_id, grant_id, reason, by)
    event = LegalHoldSet(hold_id, grant_id, reason)
    OUTBOX.add(session, event, subject=f"grant/{grant_id}", by=by, grant_id=grant_id)
    return load_hold(session, hold_id)


def lift_hold(session: Session, hold_id: str, reason: str, *, by: Occasion) -> HoldRecord:
    """Ends a hold, by another person than set it. Raises NotFound, Conflict, Refused."""
    grant_id = load_hold(session, hold_id).grant_id
    load_grant(session, grant_id, lock=True)
    record = load_hold(session, hold_id)
    if record.lifted_by:
        raise Conflict([Violation("hold_lifted", "RET-06", "Diese Sperre ist schon aufgehoben.")])
    found = list(reason_violations(reason, "RET-06"))
    found += check_release(
        origin(session, record.set_by),
        (),
        by.actor,
        is_service_account=is_service_account(session, by.actor),
    )
    warnings_or_refuse(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    mark_lifted(session, hold_id, reason, by)
    event = LegalHoldLifted(hold_id, grant_id, reason, record.set_by)
    OUTBOX.add(session, event, subject=f"grant/{grant_id}", by=by, grant_id=grant_id)
    return load_hold(session, hold_id)
