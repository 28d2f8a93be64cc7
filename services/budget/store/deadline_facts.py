"""What deadlines look at in the books: calls, rows without certification, confirmed rates."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.budget.domain.expenditure import CertificationKind, Kind, Status
from services.budget.store.certification import CertificationRow
from services.budget.store.drawdown import DrawdownRow
from services.budget.store.expenditure import ExpenditureRow

_CALLED = ("released", "submitted", "decided", "received")


def called_periods(session: Session, grant_id: str) -> dict[str, date]:
    """Day of release by period of the standing calls."""
    rows = session.execute(
        select(DrawdownRow.period, DrawdownRow.released_on).where(
            DrawdownRow.grant_id == grant_id,
            DrawdownRow.status.in_(_CALLED),
            DrawdownRow.released_on.is_not(None),
        )
    )
    return {period: released_on for period, released_on in rows if released_on is not None}


def uncertified_rows(session: Session, grant_id: str) -> int:
    """How many paid vouchers lack one of the two certifications."""
    given = (
        select(func.count(func.distinct(CertificationRow.kind)))
        .where(CertificationRow.expenditure_id == ExpenditureRow.expenditure_id)
        .scalar_subquery()
    )
    statement = select(func.count()).where(
        ExpenditureRow.grant_id == grant_id,
        ExpenditureRow.kind == Kind.VOUCHER.value,
        ExpenditureRow.reversed_by.is_(None),
        ExpenditureRow.status == Status.RECORDED.value,
        given < len(CertificationKind),
    )
    return session.scalar(statement) or 0
