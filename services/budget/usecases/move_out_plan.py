"""Plan, funding, calls and receipts of a grant as a takeover reads them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.budget.domain.drawdown import CallStatus
from services.budget.domain.opening_row import CallRow, FundingRow, PlanLineRow, ReceiptRow
from services.budget.domain.plan import PlanVersion
from services.budget.store.drawdown import DrawdownReceiptRow, DrawdownRow
from services.budget.store.drawdown_reading import drawdowns_of


def plan_lines(plan: PlanVersion, first_year: int) -> Iterator[PlanLineRow]:
    """One record a line and year; what is planned for no year stands in the first one."""
    for line in plan.plan.lines:
        years = dict(line.years)
        years[first_year] = years.get(first_year, 0) + line.planned_cents - sum(years.values())
        for year, cents in sorted(years.items()):
            if cents:
                yield PlanLineRow(
                    0, line.budget_line, line.measure_id, line.category.value, year, cents
                )


def funding_of(plan: PlanVersion) -> Iterator[FundingRow]:
    """The sources that cover the plan."""
    for one in plan.plan.funding:
        yield FundingRow(0, one.source_kind.value, one.source, one.amount_cents)


def standing_calls(session: Session, grant_id: str) -> list[DrawdownRow]:
    """Calls that were released and not taken back."""
    return [one for one in drawdowns_of(session, grant_id) if CallStatus(one.status).counts]


def call_of_row(row: DrawdownRow) -> CallRow:
    """A call as its line."""
    return CallRow(
        0,
        row.period,
        row.kind,
        row.submitted_on,
        row.amount_cents,
        row.approved_cents,
        row.submission_reference,
    )


def receipts_of(session: Session, calls: list[DrawdownRow]) -> Iterator[ReceiptRow]:
    """Money that arrived, in the order of the days."""
    periods = {one.drawdown_id: one.period for one in calls}
    rows = session.scalars(
        select(DrawdownReceiptRow)
        .where(DrawdownReceiptRow.drawdown_id.in_(periods))
        .order_by(DrawdownReceiptRow.received_on, DrawdownReceiptRow.receipt_id)
    )
    for row in rows:
        yield ReceiptRow(0, periods[row.drawdown_id], row.received_on, row.amount_cents, None)
