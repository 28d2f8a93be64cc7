"""Rows that rows name: orders and their part invoices, parts of a voucher, instalments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from services.budget.domain.expenditure import Kind
from services.budget.store.expenditure import ExpenditureRow

_READ_AHEAD = 1000


def part_invoices(session: Session, order_ids: Iterable[str]) -> list[ExpenditureRow]:
    """All vouchers that name one of these orders, reversed ones too."""
    return _where(
        session,
        ExpenditureRow.commitment_id.in_(list(order_ids)),
        ExpenditureRow.kind == Kind.VOUCHER.value,
    )


def rows_of_procurements(
    session: Session, grant_id: str, procurement_ids: Sequence[str]
) -> list[ExpenditureRow]:
    """The rows that name one of these files, and the part invoices of such orders, each once."""
    if not procurement_ids:
        return []
    named = _where(
        session,
        ExpenditureRow.grant_id == grant_id,
        ExpenditureRow.procurement_id.in_(list(procurement_ids)),
    )
    orders = [row.expenditure_id for row in named if row.kind == Kind.ORDER.value]
    parts = part_invoices(session, orders) if orders else []
    return list({row.expenditure_id: row for row in [*named, *parts]}.values())


def procurement_of_row(session: Session, expenditure_id: str) -> str | None:
    """The procurement file a row belongs to: its own, or that of its order."""
    row = session.get(ExpenditureRow, expenditure_id)
    if row is None or row.procurement_id or row.commitment_id is None:
        return row.procurement_id if row else None
    order = session.get(ExpenditureRow, row.commitment_id)
    return order.procurement_id if order else None


def split_parts(session: Session, head_ids: Iterable[str]) -> list[ExpenditureRow]:
    """The first parts of split vouchers and the parts that name them, reversed ones too."""
    ids = list(head_ids)
    return _where(
        session,
        or_(ExpenditureRow.split_of.in_(ids), ExpenditureRow.expenditure_id.in_(ids)),
        ExpenditureRow.kind == Kind.VOUCHER.value,
    )


def instalments(session: Session, grant_id: str, first_id: str) -> list[ExpenditureRow]:
    """Active rows of a standing invoice, the first included."""
    return _where(
        session,
        ExpenditureRow.grant_id == grant_id,
        or_(ExpenditureRow.instalment_of == first_id, ExpenditureRow.expenditure_id == first_id),
        ExpenditureRow.kind == Kind.VOUCHER.value,
        ExpenditureRow.reversed_by.is_(None),
    )


def replacements(session: Session, replaced_ids: Iterable[str]) -> list[ExpenditureRow]:
    """Rows that replace one of these."""
    return _where(
        session,
        ExpenditureRow.replaces.in_(list(replaced_ids)),
        ExpenditureRow.kind == Kind.VOUCHER.value,
    )


# Only ids at first: nearly always there is nothing, and the row is wide.
_ID_OF_DUPLICATE = select(ExpenditureRow.expenditure_id).where(
    ExpenditureRow.duplicate_key == bindparam("mark"), ExpenditureRow.reversed_by.is_(None)
)


def by_duplicate_key(session: Session, mark: str) -> ExpenditureRow | None:
    """The active row that carries this key, in any grant."""
    found = session.scalar(_ID_OF_DUPLICATE, {"mark": mark})
    return None if found is None else session.get(ExpenditureRow, found)


def rows_named(session: Session, expenditure_ids: Sequence[str]) -> list[ExpenditureRow]:
    """Rows by id; nearly always there is nothing to read."""
    if not expenditure_ids:
        return []
    return _where(session, ExpenditureRow.expenditure_id.in_(expenditure_ids))


def voucher_numbers(session: Session, grant_id: str) -> set[str]:
    """Every Belegnummer in use in a grant: those of reversed rows and of twins left out."""
    found = session.scalars(
        select(ExpenditureRow.voucher_number)
        .where(*_numbered(grant_id))
        .execution_options(yield_per=_READ_AHEAD)
    )
    return {number for number in found if number}


def by_voucher_number(
    session: Session, grant_id: str, numbers: Sequence[str]
) -> Mapping[str, list[ExpenditureRow]]:
    """Rows of a grant by Belegnummer, reversed ones and twins left out."""
    found: dict[str, list[ExpenditureRow]] = {}
    if not numbers:
        return found
    among = ExpenditureRow.voucher_number.in_(numbers)
    for row in _where(session, among, *_numbered(grant_id)):
        found.setdefault(row.voucher_number or "", []).append(row)
    return found


def _numbered(grant_id: str) -> tuple[Any, ...]:
    return (
        ExpenditureRow.grant_id == grant_id,
        ExpenditureRow.voucher_number.is_not(None),
        ExpenditureRow.kind.in_((Kind.VOUCHER.value, Kind.CREDIT_NOTE.value)),
        ExpenditureRow.reversed_by.is_(None),
    )


def _where(session: Session, *conditions: Any) -> list[ExpenditureRow]:
    return list(
        session.scalars(select(ExpenditureRow).where(*conditions).order_by(ExpenditureRow.number))
    )
