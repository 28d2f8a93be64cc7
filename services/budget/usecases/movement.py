"""Credit notes, retention releases, and giving up the rest of an order."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from contracts.events.budget import CreditNoteRecorded, OrderClosed, RetentionReleased
from services.budget.domain.expenditure import Kind, Movement
from services.budget.domain.movement import (
    check_closing,
    check_credit_note,
    check_retention_release,
)
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.expenditure_family import COLUMN_FIELDS, next_number
from services.budget.store.expenditure_texts import open_texts
from services.budget.store.recorder import note_recorder
from services.budget.usecases.assessment import NOT_ASSESSED, Assessed
from services.budget.usecases.expenditure import seal_row
from services.budget.usecases.expenditure_snapshot import MakeEvent
from services.budget.usecases.expenditure_target import Target, load_target
from services.budget.usecases.means import Means
from services.budget.usecases.reassessment import settle
from shared.clock import local_day
from shared.errors import Violation
from shared.occasion import Occasion


def record_credit_note(
    session: Session,
    expenditure_id: str,
    new: Movement,
    *,
    by: Occasion,
    means: Means,
    opening: bool = False,
) -> tuple[Assessed, tuple[Violation, ...]]:
    """Stores a credit note as a row of its own and writes `CreditNoteRecorded`.

    `opening` marks one that came with a takeover. Returns that row and the warnings.
    Raises Refused, Conflict, NotFound.
    """
    target = load_target(session, expenditure_id, by=by, means=means)
    family = target.stored_family.family
    found = check_credit_note(family, new, by.actor, target.world.today)
    return _move(
        session, target, Kind.CREDIT_NOTE, new, found, CreditNoteRecorded, by, means, opening
    )


def record_retention_release(
    session: Session, expenditure_id: str, new: Movement, *, by: Occasion, means: Means
) -> tuple[Assessed, tuple[Violation, ...]]:
    """Stores the payment of a part of the retention and writes `RetentionReleased`."""
    target = load_target(session, expenditure_id, by=by, means=means)
    family = target.stored_family.family
    found = check_retention_release(family, new, by.actor, target.world.today)
    return _move(session, target, Kind.RETENTION_RELEASE, new, found, RetentionReleased, by, means)


def close_order(
    session: Session, expenditure_id: str, reason: str, *, by: Occasion, means: Means
) -> Assessed:
    """Frees the rest of an order and writes `OrderClosed`."""
    target = load_target(session, expenditure_id, by=by, means=means)
    target.warnings_or_refuse(check_closing(target.domain, reason))
    target.row.closed_on = target.world.today
    target.row.version += 1
    make: MakeEvent = lambda snapshot, related: OrderClosed(snapshot, reason, related)  # noqa: E731
    announced = {expenditure_id: make}
    found = settle(session, target.world, announced, cause="order_closed", by=by, means=means)
    return found[expenditure_id]


def copy_of(row: ExpenditureRow, number: int, by: Occasion, **own: Any) -> ExpenditureRow:
    """A row of the same family with the facts of `row`; texts are to be sealed, then assessed."""
    values: dict[str, Any] = {name: getattr(row, name) for name in COLUMN_FIELDS}
    values |= {
        "expenditure_id": by.new_id(),
        "grant_id": row.grant_id,
        "number": number,
        "family_id": row.family_id,
        "original_id": row.expenditure_id,
        "category": row.category,
        "key_id": row.key_id,
        "opening": False,
        "recorded_by": by.actor,
        "uploaded_by": by.actor,
        "recorded_on": local_day(by.now),
        "recorded_at": by.now,
        "version": 1,
        "wider_findings": [],
        "status": "committed",
        "eligible_cents": 0,
        "paid_cents": 0,
        "committed_cents": 0,
        "expected_eligible_cents": 0,
        "assessment": NOT_ASSESSED,
    }
    return ExpenditureRow(**{**values, **own})


def insert_copy(
    session: Session, original: ExpenditureRow, copy: ExpenditureRow, means: Means
) -> None:
    """Keeps the copy with the texts of its original; erased ones stay the bytes they are."""
    copy.sealed_texts = original.sealed_texts
    seal_row(session, means, copy, open_texts(session, means.keyring, original))
    session.add(copy)
    session.flush()


def _move(
    session: Session,
    target: Target,
    kind: Kind,
    new: Movement,
    found: list[Violation],
    event: Any,
    by: Occasion,
    means: Means,
    opening: bool = False,
) -> tuple[Assessed, tuple[Violation, ...]]:
    warnings = target.warnings_or_refuse(found)
    # A credit note is a voucher of its own; a release is paid on the voucher of its original.
    own_number = {"voucher_number": new.reference} if kind is Kind.CREDIT_NOTE else {}
    row = copy_of(
        target.row,
        next_number(session, target.row.grant_id),
        by,
        **own_number,
        opening=opening,
        kind=kind.value,
        movement_cents=new.amount_cents,
        movement_vat_cents=new.vat_cents,
        movement_on=new.on,
        movement_reference=new.reference,
    )
    insert_copy(session, target.row, row, means)
    # What certifies the original later certifies the movement: its recorder may not do that.
    note_recorder(session, [target.row.expenditure_id], by.actor)
    rows = settle(
        session,
        target.world,
        {row.expenditure_id: lambda snapshot, related: event(snapshot, related)},
        cause=f"{kind.value}_recorded",
        by=by,
        means=means,
    )
    return rows[row.expenditure_id], warnings
