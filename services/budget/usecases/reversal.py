"""Storno: the negative twin, at once; the original stays and is marked (MUN-09)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.events.budget import ExpenditureReassessed, ExpenditureReversed
from services.budget.domain.expenditure import Kind
from services.budget.domain.reversal import check_reversal, taken_along
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.expenditure_family import domain_row, next_number
from services.budget.store.expenditure_links import part_invoices
from services.budget.usecases.assessment import Assessed
from services.budget.usecases.expenditure_snapshot import MakeEvent
from services.budget.usecases.expenditure_target import Target, load_target
from services.budget.usecases.means import Means
from services.budget.usecases.movement import copy_of, insert_copy
from services.budget.usecases.penalty_reversal import reopen_claims
from services.budget.usecases.reassessment import settle
from shared.occasion import Occasion

CAUSE = "expenditure_reversed"


def reverse_expenditure(
    session: Session, expenditure_id: str, reason: str, *, by: Occasion, means: Means
) -> Assessed:
    """Books the twin, frees the duplicate key and writes `ExpenditureReversed`.

    The original and the movements it takes along follow as reassessed: they carry the mark.
    Returns the twin. Raises Refused, Conflict, NotFound.
    """
    target = load_target(session, expenditure_id, by=by, means=means)
    active = [
        domain_row(row)
        for row in part_invoices(session, [expenditure_id])
        if row.reversed_by is None
    ]
    found = check_reversal(target.domain, reason, active_part_invoices=active)
    target.warnings_or_refuse(found)
    twin = _twin(session, target, reason, by)
    insert_copy(session, target.row, twin, means)
    announced: dict[str, MakeEvent] = {
        twin.expenditure_id: lambda shot, related: ExpenditureReversed(
            shot, expenditure_id, reason, related
        )
    }
    family = target.stored_family
    gone = (target.domain, *taken_along(family.family, target.domain))
    for one in gone:
        row = family.members[one.expenditure_id].row
        row.reversed_by = twin.expenditure_id
        row.version += 1
        announced[one.expenditure_id] = lambda shot, related: ExpenditureReassessed(
            shot, CAUSE, related
        )
    rows = settle(session, target.world, announced, cause=CAUSE, by=by, means=means)
    reversed_ids = [one.expenditure_id for one in gone]
    reopen_claims(session, target.world, reversed_ids, by=by, means=means)
    return rows[twin.expenditure_id]


def _twin(session: Session, target: Target, reason: str, by: Occasion) -> ExpenditureRow:
    row = target.row
    return copy_of(
        row,
        next_number(session, row.grant_id),
        by,
        kind=Kind.REVERSAL.value,
        movement_cents=row.movement_cents,
        movement_vat_cents=row.movement_vat_cents,
        movement_on=row.movement_on,
        movement_reference=row.movement_reference,
        opening=row.opening,
        reversal_reason=reason.strip(),
    )
