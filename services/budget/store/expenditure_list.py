"""Lists of expenditures: filters, keyset paging by running number, work lists."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from services.budget.domain.expenditure import CertificationKind, Kind
from services.budget.store.certification import CertificationRow
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.recorder import RecorderRow

REVERSED = "reversed"


@dataclass(frozen=True)
class Filters:
    """What a list may be narrowed by; `key_ids` are creditors that match a typed name.

    `status` may also be `reversed`, the mark beside the states.
    """

    status: str | None = None
    budget_line: str | None = None
    measure_id: str | None = None
    key_ids: Collection[str] | None = None
    paid_from: date | None = None
    paid_to: date | None = None
    min_cents: int | None = None
    max_cents: int | None = None
    q: str | None = None
    q_key_ids: Collection[str] = ()
    import_id: str | None = None


def list_rows(
    session: Session, grant_id: str, filters: Filters, *, after: int | None, limit: int
) -> list[ExpenditureRow]:
    """Rows of a grant, newest number first, from behind the number `after`."""
    statement = (
        select(ExpenditureRow)
        .where(ExpenditureRow.grant_id == grant_id, *_conditions(filters))
        .order_by(ExpenditureRow.number.desc())
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(ExpenditureRow.number < after)
    return list(session.scalars(statement))


def count_rows(session: Session, grant_id: str, filters: Filters) -> int:
    """How many rows match."""
    statement = select(func.count()).where(
        ExpenditureRow.grant_id == grant_id, *_conditions(filters)
    )
    return session.scalar(statement) or 0


def waiting_for_certification(
    session: Session,
    kind: CertificationKind,
    person: str,
    *,
    grants: Collection[str] | None,
    measures: Collection[tuple[str, str]] | None = None,
    limit: int,
) -> list[ExpenditureRow]:
    """Vouchers that lack this certification and that `person` may give it to, oldest first.

    `grants` None means all; `measures` narrows to (grant, measure) pairs, for project leads.
    """
    given = CertificationRow.expenditure_id == ExpenditureRow.expenditure_id
    conditions: list[ColumnElement[bool]] = [
        ExpenditureRow.kind == Kind.VOUCHER.value,
        ExpenditureRow.reversed_by.is_(None),
        ExpenditureRow.drawdown_id.is_(None),
        ExpenditureRow.returned_at.is_(None),
        ExpenditureRow.status.in_(("committed", "recorded")),
        ExpenditureRow.recorded_by != person,
        ExpenditureRow.uploaded_by != person,
        ~exists().where(
            RecorderRow.expenditure_id == ExpenditureRow.expenditure_id,
            RecorderRow.user_id == person,
        ),
        ~exists().where(given, CertificationRow.kind == kind.value),
        ~exists().where(given, CertificationRow.certified_by == person),
    ]
    if grants is not None:
        conditions.append(ExpenditureRow.grant_id.in_(list(grants)))
    if measures is not None:
        pairs = [
            and_(ExpenditureRow.grant_id == grant, ExpenditureRow.measure_id == measure)
            for grant, measure in measures
        ]
        conditions.append(or_(False, *pairs))
    statement = (
        select(ExpenditureRow)
        .where(*conditions)
        .order_by(ExpenditureRow.recorded_at, ExpenditureRow.number)
        .limit(limit)
    )
    return list(session.scalars(statement))


def returned_rows(
    session: Session, *, grants: Collection[str] | None, limit: int
) -> list[ExpenditureRow]:
    """Rows that a certifier sent back, oldest first."""
    statement = (
        select(ExpenditureRow)
        .where(ExpenditureRow.returned_at.is_not(None), ExpenditureRow.reversed_by.is_(None))
        .order_by(ExpenditureRow.returned_at)
        .limit(limit)
    )
    if grants is not None:
        statement = statement.where(ExpenditureRow.grant_id.in_(list(grants)))
    return list(session.scalars(statement))


def last_entry(session: Session, grant_id: str, person: str) -> ExpenditureRow | None:
    """What this person entered last in this grant."""
    return session.scalars(
        select(ExpenditureRow)
        .where(
            ExpenditureRow.grant_id == grant_id,
            ExpenditureRow.recorded_by == person,
            ExpenditureRow.kind.in_((Kind.VOUCHER.value, Kind.ORDER.value)),
        )
        .order_by(ExpenditureRow.number.desc())
        .limit(1)
    ).first()


def open_orders(session: Session, grant_id: str, limit: int) -> list[ExpenditureRow]:
    """Orders with something left of them, newest first."""
    return list(
        session.scalars(
            select(ExpenditureRow)
            .where(
                ExpenditureRow.grant_id == grant_id,
                ExpenditureRow.kind == Kind.ORDER.value,
                ExpenditureRow.reversed_by.is_(None),
                ExpenditureRow.closed_on.is_(None),
                ExpenditureRow.committed_cents > 0,
            )
            .order_by(ExpenditureRow.number.desc())
            .limit(limit)
        )
    )


def all_orders(session: Session, grant_id: str) -> dict[int, ExpenditureRow]:
    """Active orders by running number: an export names them by it."""
    rows = session.scalars(
        select(ExpenditureRow).where(
            ExpenditureRow.grant_id == grant_id,
            ExpenditureRow.kind == Kind.ORDER.value,
            ExpenditureRow.reversed_by.is_(None),
        )
    )
    return {row.number: row for row in rows}


def creditors_of_grant(session: Session, grant_id: str, limit: int) -> Sequence[str]:
    """Keys of the creditors of a grant, the latest used first."""
    newest = func.max(ExpenditureRow.number)
    return session.scalars(
        select(ExpenditureRow.key_id)
        .where(ExpenditureRow.grant_id == grant_id)
        .group_by(ExpenditureRow.key_id)
        .order_by(newest.desc())
        .limit(limit)
    ).all()


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    row = ExpenditureRow
    amount = func.coalesce(row.movement_cents, row.gross_cents)
    paid_on = func.coalesce(row.movement_on, row.payment_date)
    wanted: tuple[tuple[Any, Any], ...] = (
        (filters.budget_line, lambda value: row.budget_line == value),
        (filters.measure_id, lambda value: row.measure_id == value),
        (filters.key_ids, lambda value: row.key_id.in_(list(value))),
        (filters.paid_from, lambda value: paid_on >= value),
        (filters.paid_to, lambda value: paid_on <= value),
        (filters.min_cents, lambda value: amount >= value),
        (filters.max_cents, lambda value: amount <= value),
        (filters.import_id, lambda value: row.import_id == value),
        (filters.status, _status),
    )
    found = [make(value) for value, make in wanted if value is not None]
    if filters.q:
        found.append(_search(filters.q, filters.q_key_ids))
    return found


def _status(status: str) -> ColumnElement[bool]:
    if status == REVERSED:
        return ExpenditureRow.reversed_by.is_not(None)
    return ExpenditureRow.status == status


def _search(text: str, key_ids: Collection[str]) -> ColumnElement[bool]:
    row = ExpenditureRow
    columns = (row.voucher_number, row.invoice_number, row.budget_line, row.measure_id)
    ways: list[ColumnElement[bool]] = [
        column.icontains(text, autoescape=True) for column in columns
    ]
    ways.append(row.expenditure_id == text)
    if key_ids:
        ways.append(row.key_id.in_(list(key_ids)))
    if text.isdecimal() and len(text) <= 9:
        ways.append(row.number == int(text))
    return or_(*ways)
