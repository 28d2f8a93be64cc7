"""Recording money of others: it changes the entitlement, never a single expenditure."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.events.budget import IncomeRecorded
from services.budget.domain.income import Income, check_income
from services.budget.store.grant import load_grant, touch_grant
from services.budget.store.income import IncomeRecord, insert_income
from services.budget.store.measure import measure_ids
from services.budget.store.tables import OUTBOX
from services.budget.usecases.means import Means
from services.budget.usecases.notice_triggers import tell_of_income
from services.budget.usecases.refusal import demand_active, warnings_or_refuse
from shared.clock import local_day
from shared.occasion import Occasion


def record_income(
    session: Session, grant_id: str, new: Income, *, by: Occasion, means: Means
) -> IncomeRecord:
    """Enters an income; money of others opens a notice to the funder (NOTE-01).

    Raises NotFound, Conflict while the grant is not active, Refused
    (ELG-10, PRG-09)."""
    demand_active(load_grant(session, grant_id, lock=True))
    measures = measure_ids(session, grant_id)
    found = check_income(new, measures=measures, today=local_day(by.now))
    warnings_or_refuse(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    income_id = by.new_id()
    insert_income(session, income_id, grant_id, new, by)
    touch_grant(session, grant_id)
    event = IncomeRecorded(
        income_id=income_id,
        grant_id=grant_id,
        source_kind=new.source_kind.value,
        source=new.source,
        received_on=new.received_on,
        amount_cents=new.amount_cents,
        measure_id=new.measure_id,
        related=(f"measure/{new.measure_id}",) if new.measure_id else (),
    )
    OUTBOX.add(session, event, subject=f"grant/{grant_id}", by=by, grant_id=grant_id)
    tell_of_income(session, grant_id, income_id, new, by=by, means=means)
    return IncomeRecord(income_id, new)
