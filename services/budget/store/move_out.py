"""What a city takes along: standing vouchers and credit notes in the order they were entered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from services.budget.domain.expenditure import Kind
from services.budget.store.expenditure import ExpenditureRow


class Numbered(NamedTuple):
    """What people know a row by."""

    number: int
    voucher_number: str | None


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


def orders_with_rest(session: Session, grant_id: str) -> list[ExpenditureRow]:
    """Orders of which something is left, by running number."""
    return _rows(
        session,
        grant_id,
        ExpenditureRow.kind == Kind.ORDER.value,
        ExpenditureRow.reversed_by.is_(None),
        ExpenditureRow.closed_on.is_(None),
        ExpenditureRow.committed_cents > 0,
    )


def reversals(session: Session, grant_id: str) -> list[ExpenditureRow]:
    """Reversed rows, the movements that went with them, and the twins, by running number."""
    is_twin = ExpenditureRow.kind == Kind.REVERSAL.value
    return _rows(session, grant_id, or_(is_twin, ExpenditureRow.reversed_by.is_not(None)))


def retention_releases(session: Session, grant_id: str) -> list[ExpenditureRow]:
    """Retentions paid out that were not reversed, by running number."""
    return _rows(
        session,
        grant_id,
        ExpenditureRow.kind == Kind.RETENTION_RELEASE.value,
        ExpenditureRow.reversed_by.is_(None),
    )


def numbers_of(session: Session, grant_id: str) -> Mapping[str, Numbered]:
    """Running number and voucher number of every row, by its id."""
    columns = ExpenditureRow.expenditure_id, ExpenditureRow.number, ExpenditureRow.voucher_number
    rows = session.execute(select(*columns).where(ExpenditureRow.grant_id == grant_id))
    return {row_id: Numbered(number, voucher) for row_id, number, voucher in rows}


def _rows(session: Session, grant_id: str, *wanted: ColumnElement[bool]) -> list[ExpenditureRow]:
    query = select(ExpenditureRow).where(ExpenditureRow.grant_id == grant_id, *wanted)
    return list(session.scalars(query.order_by(ExpenditureRow.number)))
