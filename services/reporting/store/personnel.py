"""Posts, payroll months, hour sheets and bookings of personnel cost as the events tell them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from contracts.events.budget import PersonnelCostBooked, PostRecorded
from contracts.schema import from_payload
from services.reporting.domain.facts import PayFact
from services.reporting.domain.personnel_proof import BookingFact, PostFact
from services.reporting.store import facts
from services.reporting.store.models import ExpenditureFactRow

POST, PAYROLL, SHEET, BOOKED = "post", "payroll", "hour_sheet", "personnel_cost"


def posts(session: Session, grant_id: str, offset: int) -> Iterator[PostFact]:
    """Every post with the months its payroll is on file for."""
    months: dict[str, set[str]] = defaultdict(set)
    for _, body in facts.as_of(session, grant_id, offset, PAYROLL):
        months[body["post_id"]].update(body["months"])
    for _, body in facts.as_of(session, grant_id, offset, POST):
        post = from_payload(PostRecorded, body)
        yield PostFact(post, tuple(sorted(months[post.post_id])))


def bookings(session: Session, grant_id: str, offset: int) -> Iterator[BookingFact]:
    """Every booking with its hour sheets and the rows that reverse it."""
    sheets = {
        body["import_id"]: body["sha256"]
        for _, body in facts.as_of(session, grant_id, offset, SHEET)
    }
    twins = _reversals(session, grant_id, offset)
    for _, body in facts.as_of(session, grant_id, offset, BOOKED):
        booked = from_payload(PersonnelCostBooked, body)
        against = twins[booked.expenditure_id]
        yield BookingFact(
            booked,
            frozenset({booked.expenditure_id, *against}),
            tuple(sheets[one] for one in booked.hour_import_ids if one in sheets),
            is_reversed=bool(against),
        )


def pay_facts(session: Session, grant_id: str, offset: int) -> dict[str, PayFact]:
    """Whose pay each booked row is, and each row that reverses one, by the id of the row."""
    booked = [
        from_payload(PersonnelCostBooked, body)
        for _, body in facts.as_of(session, grant_id, offset, BOOKED)
    ]
    twins = _reversals(session, grant_id, offset) if booked else {}
    return {
        row_id: PayFact(frozenset(one.persons), one.shows_sums, one.least_persons)
        for one in booked
        for row_id in (one.expenditure_id, *twins.get(one.expenditure_id, ()))
    }


def _reversals(session: Session, grant_id: str, offset: int) -> dict[str, set[str]]:
    table = ExpenditureFactRow
    statement = select(table.expenditure_id, table.reversal_of).where(
        table.grant_id == grant_id, table.reversal_of.is_not(None)
    )
    found: dict[str, set[str]] = defaultdict(set)
    for row in session.execute(facts.held(statement, table, offset)):
        found[row.reversal_of].add(row.expenditure_id)
    return found
