"""Contracts of a creditor in all grants of the city, for the watch against splitting (PROC-05)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from services.budget.domain.expenditure import Kind
from services.budget.domain.plan import Category
from services.budget.domain.splitting import Contract, contract_of
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.expenditure_texts import open_texts
from services.budget.store.procurement_creditor import entered_names
from services.budget.store.procurement_reading import procurements_of_creditor
from shared.keyring import Keyring

_PAGE = 50
_READ = select(
    ExpenditureRow.expenditure_id,
    ExpenditureRow.grant_id,
    ExpenditureRow.number,
    ExpenditureRow.key_id,
    ExpenditureRow.sealed_texts,
    ExpenditureRow.text_fields,
    ExpenditureRow.measure_id,
    ExpenditureRow.contract_date,
    ExpenditureRow.gross_cents,
    ExpenditureRow.vat_cents,
)
"""What a contract is made of: the assessment and everything else of a row stays where it is."""


def contracts_on_file(
    session: Session, keyring: Keyring, key_id: str, grant_id: str, *, but: str | None = None
) -> list[Contract]:
    """Those of the procurement files that name this key, in every grant, by grant and number;
    `but` leaves one file out."""
    known = procurements_of_creditor(session, key_id)
    records = [one for one in known if one.procurement_id != but]
    names = entered_names(session, keyring, records)
    found = (
        contract_of(
            one.file,
            one.number,
            names.get(one.procurement_id, ""),
            is_elsewhere=one.grant_id != grant_id,
        )
        for one in records
    )
    return [one for one in found if one is not None]


def net_without_file(
    session: Session, key_id: str, after: date, until: date, *, but: str | None = None
) -> int:
    """Net cents of all orders and invoices under this key that name no file and no order, dated
    after `after` up to and including `until`, in any grant and under any legal form: no more than
    this can belong together. `but` leaves one out."""
    net = func.sum(ExpenditureRow.gross_cents - ExpenditureRow.vat_cents)
    return int(session.scalar(select(net).where(*_without_file(key_id, after, until, but))) or 0)


def contracts_without_file(
    session: Session,
    keyring: Keyring,
    key_id: str,
    grant_id: str,
    after: date,
    until: date,
    *,
    but: str | None = None,
    but_import: str | None = None,
) -> Iterator[list[Contract]]:
    """The same ones, the largest first, in pages: names and purposes are sealed and each page is
    opened only when it is asked for. `but_import` leaves out what one list brought."""
    # only ids at first: the index sorts them, the rows are wide
    net = ExpenditureRow.gross_cents - ExpenditureRow.vat_cents
    ordered = (
        select(ExpenditureRow.expenditure_id)
        .where(*_without_file(key_id, after, until, but), *_not_of(but_import))
        .order_by(net.desc(), ExpenditureRow.expenditure_id)
    )
    start = 0
    while ids := session.scalars(ordered.offset(start).limit(_PAGE)).all():
        rows = session.execute(_READ.where(ExpenditureRow.expenditure_id.in_(ids))).all()
        found = [_contract(session, keyring, row, grant_id) for row in rows]
        yield sorted(found, key=lambda one: (-one.net_cents, one.number))
        start += _PAGE


def _contract(session: Session, keyring: Keyring, row: Any, grant_id: str) -> Contract:
    texts = open_texts(session, keyring, row)
    return Contract(
        number=row.number,
        company=texts.get("creditor", ""),
        key_id=row.key_id,
        measure_id=row.measure_id,
        subject=texts.get("purpose", ""),
        on=row.contract_date,
        net_cents=row.gross_cents - row.vat_cents,
        has_file=False,
        is_elsewhere=row.grant_id != grant_id,
    )


def _not_of(import_id: str | None) -> list[ColumnElement[bool]]:
    row = ExpenditureRow.import_id
    return [] if import_id is None else [row.is_(None) | (row != import_id)]


def _without_file(
    key_id: str, after: date, until: date, but: str | None
) -> list[ColumnElement[bool]]:
    row = ExpenditureRow
    found = [
        row.key_id == key_id,
        row.contract_date > after,
        row.contract_date <= until,
        row.procurement_id.is_(None),
        row.commitment_id.is_(None),
        row.reversed_by.is_(None),
        row.kind.in_((Kind.VOUCHER.value, Kind.ORDER.value)),
        row.category != Category.PERSONAL.value,
    ]
    return found if but is None else [*found, row.expenditure_id != but]
