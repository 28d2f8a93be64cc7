"""Rows that rows name: orders and their part invoices, parts of a voucher, instalments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from services.budget.domain.expenditure import Kind
from services.budget.store.expenditure import ExpenditureRow


def part_invoices(session: Session, order_ids: Iterable[str]) -> list[ExpenditureRow]:
    """All vouchers that name one of these orders, reversed ones too."""
    return _where(
        session,
        ExpenditureRow.commitment_id.in_(list(order_ids)),
        ExpenditureRow.kind == Kind.VOUCHER.value,
    )


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


def look_alikes(
    session: Session, *, key_id: str | None, gross_cents: int, invoice_number: str | None
) -> list[ExpenditureRow]:
    """Active vouchers that may look alike: same amount with creditor or number, or the latter two.

    The rule decides; here only what an index finds, at most a handful.
    """
    if key_id is None and invoice_number is None:
        return []
    statement = _ids_of_look_alikes(key_id is not None, invoice_number is not None)
    given = {"of_key": key_id, "with_number": invoice_number, "with_gross": gross_cents}
    ids = session.scalars(statement, given).all()
    return _where(session, ExpenditureRow.expenditure_id.in_(ids)) if ids else []


@cache
def _ids_of_look_alikes(with_key: bool, with_number: bool) -> Select[str]:
    """Built once: every entry asks."""
    row = ExpenditureRow
    same_gross = row.gross_cents == bindparam("with_gross")
    same_key = row.key_id == bindparam("of_key")
    same_number = row.invoice_number == bindparam("with_number")
    ways = (
        (and_(same_gross, same_key), with_key),
        (and_(same_gross, same_number), with_number),
        (and_(same_key, same_number), with_key and with_number),
    )
    return (
        select(row.expenditure_id)
        .where(
            or_(*(way for way, possible in ways if possible)),
            row.kind == Kind.VOUCHER.value,
            row.reversed_by.is_(None),
        )
        .limit(_LOOK_ALIKES)
    )


_LOOK_ALIKES = 20


def by_voucher_number(
    session: Session, grant_id: str, numbers: Iterable[str]
) -> Mapping[str, list[ExpenditureRow]]:
    """Rows of a grant by Belegnummer, reversed ones and twins left out."""
    found: dict[str, list[ExpenditureRow]] = {}
    for row in _where(
        session,
        ExpenditureRow.grant_id == grant_id,
        ExpenditureRow.voucher_number.in_(list(numbers)),
        ExpenditureRow.kind.in_((Kind.VOUCHER.value, Kind.CREDIT_NOTE.value)),
        ExpenditureRow.reversed_by.is_(None),
    ):
        found.setdefault(row.voucher_number or "", []).append(row)
    return found


def _where(session: Session, *conditions: Any) -> list[ExpenditureRow]:
    return list(
        session.scalars(select(ExpenditureRow).where(*conditions).order_by(ExpenditureRow.number))
    )
