"""A claim for repayment is marked as paid, in one payment or several."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.events.budget import RepaymentPaid
from services.budget.domain.determination import DeterminationKind
from services.budget.domain.repayment_payment import (
    RULE,
    NewRepaymentPayment,
    check_repayment_payment,
)
from services.budget.store.determination import DeterminationRecord, load_determination
from services.budget.store.grant import load_grant, touch_grant
from services.budget.store.repayment_payment import (
    insert_repayment_payment,
    repayment_payments,
)
from services.budget.store.tables import OUTBOX
from services.budget.usecases.means import Means
from services.budget.usecases.refusal import file_violations, warnings_or_refuse
from shared.clock import local_day
from shared.errors import Conflict, Violation
from shared.occasion import Occasion


def record_repayment(
    session: Session,
    determination_id: str,
    new: NewRepaymentPayment,
    *,
    by: Occasion,
    means: Means,
) -> int:
    """Keeps a payment on a confirmed claim; returns the cents of the claim still open.

    Raises NotFound, Conflict where the claim is not confirmed or no repayment, Refused.
    """
    grant_id = load_determination(session, determination_id).grant_id
    load_grant(session, grant_id, lock=True)
    record = load_determination(session, determination_id)
    _demand_claim(record)
    left = open_cents(session, record)
    found = [
        *check_repayment_payment(
            new,
            open_cents=left,
            decided_on=record.determination.decided_on,
            today=local_day(by.now),
        ),
        *file_violations(means.files, new.file_sha256),
    ]
    subject = f"determination/{determination_id}"
    warnings_or_refuse(found, subject=subject, grant_id=grant_id)
    payment_id = insert_repayment_payment(session, grant_id, determination_id, new, by)
    touch_grant(session, grant_id)
    event = RepaymentPaid(
        payment_id=payment_id,
        determination_id=determination_id,
        paid_on=new.paid_on,
        amount_cents=new.amount_cents,
        left_cents=left - new.amount_cents,
        file_sha256=new.file_sha256 or "",
        related=(f"grant/{grant_id}",),
    )
    OUTBOX.add(session, event, subject=subject, by=by, grant_id=grant_id)
    return event.left_cents


def open_cents(session: Session, record: DeterminationRecord) -> int:
    """What of the claim's principal, as it was when it was entered, is not paid back yet."""
    paid = sum(
        one.amount_cents
        for one in repayment_payments(session, record.grant_id)
        if one.determination_id == record.determination_id
    )
    return record.figures.get("principal_cents", 0) - paid


def _demand_claim(record: DeterminationRecord) -> None:
    is_claim = record.determination.kind is DeterminationKind.REPAYMENT
    if is_claim and record.status == "confirmed":
        return
    message = "Gezahlt wird nur auf eine bestätigte Festlegung einer Erstattung."
    raise Conflict([Violation("not_a_confirmed_claim", RULE, message)])
