"""Recording the payment of a stored invoice."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from contracts.events.budget import ExpenditurePaid
from services.budget.domain.payment import check_payment
from services.budget.store.expenditure_texts import open_texts
from services.budget.store.recorder import note_recorder
from services.budget.usecases.assessment import Assessed
from services.budget.usecases.expenditure import seal_row
from services.budget.usecases.expenditure_target import Target, load_target
from services.budget.usecases.means import Means
from services.budget.usecases.reassessment import settle
from shared.errors import Violation
from shared.occasion import Occasion


def record_payment(
    session: Session,
    expenditure_id: str,
    payment_date: date,
    payment_reference: str | None,
    discount_cents: int | None = None,
    voucher_number: str | None = None,
    *,
    by: Occasion,
    means: Means,
    import_id: str | None = None,
) -> tuple[Assessed, tuple[Violation, ...]]:
    """Writes the payment and `ExpenditurePaid`; `discount_cents` None keeps the entered one.

    `voucher_number` is noted where the row has none yet.
    Returns the row and the warnings. Raises Refused, Conflict, NotFound.
    """
    target = load_target(session, expenditure_id, by=by, means=means)
    today = target.world.today
    warnings = target.warnings_or_refuse(
        check_payment(target.domain, payment_date, discount_cents, by.actor, today, voucher_number)
    )
    note_recorder(session, [expenditure_id], by.actor)
    target.row.payment_date = payment_date
    target.row.payment_recorded_at = target.row.payment_entered_at = by.now
    if voucher_number is not None:
        target.row.voucher_number = voucher_number.strip()
    if discount_cents is not None:
        target.row.discount_cents = discount_cents
    target.row.version += 1
    if payment_reference is not None:
        _note_reference(session, target, payment_reference, means)
    found = settle(
        session,
        target.world,
        {expenditure_id: lambda shot, related: ExpenditurePaid(shot, import_id, related)},
        cause="expenditure_paid",
        by=by,
        means=means,
    )
    return found[expenditure_id], warnings


def _note_reference(session: Session, target: Target, reference: str, means: Means) -> None:
    texts = open_texts(session, means.keyring, target.row)
    seal_row(session, means, target.row, {**texts, "payment_reference": reference})
