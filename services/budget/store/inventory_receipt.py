"""Receipts as the inventory sees them: what an item was paid with, and what lacks an item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.budget.domain.expenditure import Kind, Status
from services.budget.domain.inventory import Receipt
from services.budget.domain.plan import Category
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.inventory import InventoryItemRow
from services.budget.store.inventory_disposal import InventoryDisposalRow
from shared.errors import NotFound, Violation

_ITEM, _DISPOSAL = InventoryItemRow, InventoryDisposalRow


@dataclass(frozen=True)
class Candidate:
    """A released investive receipt; `gross_cents` less `itemised_cents` has no item yet."""

    expenditure_id: str
    number: int
    voucher_number: str
    measure_id: str
    payment_date: date | None
    net_cents: int
    vat_cents: int
    itemised_cents: int

    @property
    def is_itemised(self) -> bool:
        """Whether some item names this receipt: how far it is divided is the clerk's business."""
        return self.itemised_cents > 0


def load_receipt(session: Session, grant_id: str, expenditure_id: str) -> Receipt:
    """The receipt of that id in this grant. Raises NotFound for others and for orders, movements
    and reversals, which buy nothing."""
    row = session.get(ExpenditureRow, expenditure_id)
    if row is None or row.grant_id != grant_id or row.kind != Kind.VOUCHER.value:
        message = "Diesen Beleg gibt es in dieser Zuwendung nicht."
        raise NotFound([Violation("receipt_unknown", "INV-02", message, field="expenditure_id")])
    gross, eligible = _itemised(session, grant_id).get(expenditure_id, (0, 0))
    return Receipt(
        expenditure_id=expenditure_id,
        voucher_number=row.voucher_number or row.invoice_number or "",
        gross_cents=row.gross_cents,
        eligible_cents=row.eligible_cents,
        itemised_cents=gross,
        itemised_eligible_cents=eligible,
        is_reversed=row.reversed_by is not None,
    )


def candidates(session: Session, grant_id: str) -> list[Candidate]:
    """Released (certified) investive receipts that are not reversed, by running number."""
    itemised = _itemised(session, grant_id)
    row = ExpenditureRow
    found = session.scalars(
        select(row)
        .where(row.grant_id == grant_id, row.kind == Kind.VOUCHER.value)
        .where(row.category == Category.INVEST.value, row.reversed_by.is_(None))
        .where(row.status.in_([Status.CLAIMABLE.value, Status.CALLED.value]))
        .order_by(row.number)
    )
    return [
        Candidate(
            expenditure_id=one.expenditure_id,
            number=one.number,
            voucher_number=one.voucher_number or one.invoice_number or "",
            measure_id=one.measure_id,
            payment_date=one.payment_date,
            net_cents=one.gross_cents - one.vat_cents,
            vat_cents=one.vat_cents,
            itemised_cents=itemised.get(one.expenditure_id, (0, 0))[0],
        )
        for one in found
    ]


def _itemised(session: Session, grant_id: str) -> dict[str, tuple[int, int]]:
    """Gross and eligible cents of the items per receipt, without those recorded in error."""
    wrong = (
        select(_DISPOSAL.item_id)
        .where(_DISPOSAL.grant_id == grant_id, _DISPOSAL.kind == "recorded_in_error")
        .where(_DISPOSAL.released_by.is_not(None))
    )
    gross = func.sum(_ITEM.net_cents + _ITEM.vat_cents)
    rows = session.execute(
        select(_ITEM.expenditure_id, gross, func.sum(_ITEM.eligible_cents))
        .where(_ITEM.grant_id == grant_id, _ITEM.version == 1)
        .where(_ITEM.expenditure_id.is_not(None), _ITEM.item_id.not_in(wrong))
        .group_by(_ITEM.expenditure_id)
    )
    return {str(one_id): (int(gross), int(eligible)) for one_id, gross, eligible in rows}
