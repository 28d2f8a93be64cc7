"""The inventory: every version of every item; nothing is changed in place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.inventory import ItemChange, NewItem
from services.budget.domain.parameters.inventory import AssetClass
from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.errors import NotFound, Violation
from shared.occasion import Occasion


class InventoryItemRow(Base):
    """One version of an item; the newest counts, a trigger keeps all as they were written."""

    __tablename__ = "inventory_item"
    __table_args__ = (
        UniqueConstraint("grant_id", "number", "version"),
        CheckConstraint("net_cents > 0 AND vat_cents >= 0", name="value"),
        CheckConstraint(
            "eligible_cents >= 0 AND grant_share_cents BETWEEN 0 AND eligible_cents", name="share"
        ),
        Index("ix_inventory_item_expenditure_id", "expenditure_id"),
    )

    item_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    measure_id: Mapped[str] = mapped_column(String(80))
    asset_class: Mapped[str] = mapped_column(String(20))
    serial_number: Mapped[str] = mapped_column(String(120))
    place: Mapped[str] = mapped_column(String(200))
    responsible_unit: Mapped[str] = mapped_column(String(200))
    acquired_on: Mapped[date]
    net_cents: Mapped[int] = mapped_column(BigInteger)
    vat_cents: Mapped[int] = mapped_column(BigInteger)
    eligible_cents: Mapped[int] = mapped_column(BigInteger)
    grant_share_cents: Mapped[int] = mapped_column(BigInteger)
    threshold_cents: Mapped[int] = mapped_column(BigInteger)
    expenditure_id: Mapped[str | None] = mapped_column(String(36))
    voucher_number: Mapped[str] = mapped_column(String(120))
    useful_life_years: Mapped[int | None]
    binding_until: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text)
    written_by: Mapped[str] = mapped_column(String(36))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class Valuation:
    """What the rules of the day of acquisition made of an item (cents)."""

    grant_share_cents: int
    threshold_cents: int
    voucher_number: str = ""


@dataclass(frozen=True)
class ItemRecord:
    """An item as it stands; `number` runs per grant, `version` counts what was written of it."""

    item_id: str
    grant_id: str
    version: int
    number: int
    item: NewItem
    valuation: Valuation
    reason: str
    written_by: str
    written_at: datetime

    @property
    def eligible_cents(self) -> int:
        """The eligible part of the gross value."""
        return self.item.eligible_cents or 0


def insert_item(
    session: Session, item_id: str, grant_id: str, new: NewItem, value: Valuation, by: Occasion
) -> ItemRecord:
    """Keeps a new item under the next number; the grant must be locked."""
    row = InventoryItemRow
    newest = session.scalar(select(func.max(row.number)).where(row.grant_id == grant_id))
    return _insert(
        session,
        ItemRecord(
            item_id=item_id,
            grant_id=grant_id,
            version=1,
            number=(newest or 0) + 1,
            item=new,
            valuation=value,
            reason="",
            written_by=by.actor,
            written_at=by.now,
        ),
    )


def append_version(
    session: Session, record: ItemRecord, new: NewItem, change: ItemChange, by: Occasion
) -> ItemRecord:
    """Keeps the item after a change as its next version. Raises IntegrityError where another
    change was faster."""
    return _insert(
        session,
        ItemRecord(
            item_id=record.item_id,
            grant_id=record.grant_id,
            version=record.version + 1,
            number=record.number,
            item=new,
            valuation=record.valuation,
            reason=change.reason,
            written_by=by.actor,
            written_at=by.now,
        ),
    )


def load_item(session: Session, item_id: str) -> ItemRecord:
    """The newest version. Raises NotFound."""
    return versions_of(session, item_id)[-1]


def versions_of(session: Session, item_id: str) -> list[ItemRecord]:
    """Every version of an item, oldest first. Raises NotFound."""
    rows = session.scalars(
        select(InventoryItemRow)
        .where(InventoryItemRow.item_id == item_id)
        .order_by(InventoryItemRow.version)
    ).all()
    if not rows:
        message = "Diesen Gegenstand gibt es im Inventar nicht."
        raise NotFound([Violation("inventory_item_unknown", "API", message)])
    return [_record(row) for row in rows]


def items_of(session: Session, grant_id: str) -> list[ItemRecord]:
    """The newest version of every item of a grant, by number."""
    rows = session.scalars(
        select(InventoryItemRow)
        .where(InventoryItemRow.grant_id == grant_id)
        .order_by(InventoryItemRow.number, InventoryItemRow.version)
    )
    return [_record(row) for row in {row.item_id: row for row in rows}.values()]


def grant_of_item(session: Session, item_id: str) -> str:
    """The grant it belongs to. Raises NotFound."""
    return load_item(session, item_id).grant_id


_OF_ITEM = ("name", "measure_id", "serial_number", "place", "responsible_unit", "acquired_on",
            "net_cents", "vat_cents", "eligible_cents", "expenditure_id", "useful_life_years",
            "binding_until")  # fmt: skip


def _insert(session: Session, record: ItemRecord) -> ItemRecord:
    kept = {name: getattr(record.item, name) for name in _OF_ITEM}
    head = {
        name: value for name, value in vars(record).items() if name not in ("item", "valuation")
    }
    asset_class = record.item.asset_class.value
    session.add(InventoryItemRow(**head, **kept, **vars(record.valuation), asset_class=asset_class))
    session.flush()
    return record


def _record(row: InventoryItemRow) -> ItemRecord:
    item = NewItem(
        **{name: getattr(row, name) for name in _OF_ITEM}, asset_class=AssetClass(row.asset_class)
    )
    return ItemRecord(
        item_id=row.item_id,
        grant_id=row.grant_id,
        version=row.version,
        number=row.number,
        item=item,
        valuation=Valuation(row.grant_share_cents, row.threshold_cents, row.voucher_number),
        reason=row.reason,
        written_by=row.written_by,
        written_at=row.written_at,
    )
