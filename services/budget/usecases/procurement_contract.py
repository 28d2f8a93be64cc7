"""The contract of a procurement file: its changes, the delivery, penalties."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from contracts.events.budget import (
    ContractChange,
    ContractChanged,
    DeliveryRecorded,
    PenaltyClaim,
    PenaltyClaimed,
)
from services.budget.domain.expenditure import Movement
from services.budget.domain.penalty import check_claim
from services.budget.domain.procurement_checks import (
    check_change,
    check_delivery,
)
from services.budget.domain.procurement_entry import (
    Changed,
    Claimed,
    Delivered,
)
from services.budget.store.expenditure_links import procurement_of_row
from services.budget.store.procurement import append_entry
from services.budget.usecases.means import Means
from services.budget.usecases.movement import record_credit_note
from services.budget.usecases.procurement_assessment import ProcurementResult, acted
from services.budget.usecases.procurement_target import load_file
from shared.errors import Violation
from shared.occasion import Occasion


def change_contract(
    session: Session, procurement_id: str, new: Changed, *, by: Occasion, means: Means
) -> ProcurementResult:
    """Records a Nachtrag; the file is to be completed and released again. Raises as above."""
    target = load_file(session, procurement_id, by=by, means=means)
    target.warnings_or_refuse(check_change(target.file, new))
    append_entry(session, procurement_id, new, by)
    told = ContractChange(new.net_cents, new.changed_on, new.reason)
    return acted(
        session,
        target.world,
        procurement_id,
        lambda shot, rel: ContractChanged(shot, told, rel),
        by=by,
        means=means,
    )


def record_delivery(
    session: Session, procurement_id: str, new: Delivered, *, by: Occasion, means: Means
) -> ProcurementResult:
    """Records the delivery; from then on the acceptance is wanted. Raises as above."""
    target = load_file(session, procurement_id, by=by, means=means)
    target.warnings_or_refuse(check_delivery(target.file, new, target.world.today))
    append_entry(session, procurement_id, new, by)
    return acted(
        session,
        target.world,
        procurement_id,
        lambda shot, rel: DeliveryRecorded(shot, new.delivered_on, rel),
        by=by,
        means=means,
    )


def claim_penalty(
    session: Session,
    procurement_id: str,
    new: Claimed,
    reference: str,
    *,
    by: Occasion,
    means: Means,
) -> ProcurementResult:
    """Claims a penalty and books it as a credit note of an expenditure of this file: the cost falls
    (PROC-07). Raises NotFound, Conflict, Refused."""
    target = load_file(session, procurement_id, by=by, means=means)
    found = check_claim(target.file, new.amount_cents, target.world.today)
    if procurement_of_row(session, new.expenditure_id) != procurement_id:
        message = "Die Ausgabe gehört nicht zu dieser Vergabeakte."
        found.append(Violation("penalty_elsewhere", "PROC-07", message, field="expenditure_id"))
    warnings = target.warnings_or_refuse(found)
    movement = Movement(new.amount_cents, new.claimed_on, 0, reference)
    note, more = record_credit_note(session, new.expenditure_id, movement, by=by, means=means)
    booked = replace(new, credit_note_id=note.row.expenditure_id)
    append_entry(session, procurement_id, booked, by)
    told = PenaltyClaim(new.amount_cents, new.claimed_on, new.expenditure_id)
    return acted(
        session,
        target.world,
        procurement_id,
        lambda shot, rel: PenaltyClaimed(shot, told, rel),
        (*warnings, *more),
        by=by,
        means=means,
    )
