"""What a city takes along: standing vouchers and credit notes in the order they were entered."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.budget.domain.expenditure import Kind
from services.budget.store.expenditure import ExpenditureRow

_TAKEN = (Kind.VOUCHER.value, Kind.CREDIT_NOTE.value)


def standing_rows(
    session: Session, grant_id: str, *, after: int, limit: int
) -> list[ExpenditureRow]:
    """Vouchers and credit notes that were not reversed, from behind the number `after`."""
    return list(
        session.scalars(
            select(ExpenditureRow)
            .where(
                ExpenditureRow.grant_id == grant_id,
                ExpenditureRow.number > after,
                ExpenditureRow.kind.in_(_TAKEN),
                ExpenditureRow.reversed_by.is_(None),
            )
            .order_by(ExpenditureRow.number)
            .limit(limit)
        )
    )


def released_retentions(session: Session, grant_id: str) -> Mapping[str, int]:
    """Cents of retention paid out, by the voucher they were kept back from."""
    rows = session.execute(
        select(ExpenditureRow.family_id, func.sum(ExpenditureRow.movement_cents))
        .where(
            ExpenditureRow.grant_id == grant_id,
            ExpenditureRow.kind == Kind.RETENTION_RELEASE.value,
            ExpenditureRow.reversed_by.is_(None),
        )
        .group_by(ExpenditureRow.family_id)
    )
    return {family_id: int(cents or 0) for family_id, cents in rows}
