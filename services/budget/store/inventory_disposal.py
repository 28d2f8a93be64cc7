"""Disposals of inventory: proposed, consented to, released or withdrawn; never deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.inventory_disposal import DisposalKind, NewDisposal
from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.errors import NotFound, Violation
from shared.occasion import Occasion

_STANDING = text("withdrawal_reason IS NULL")


class InventoryDisposalRow(Base):
    """One disposal; a trigger keeps what was proposed, and a released or withdrawn one whole."""

    __tablename__ = "inventory_disposal"
    __table_args__ = (
        CheckConstraint("released_by <> proposed_by", name="four_eyes"),
        CheckConstraint("released_by IS NULL OR withdrawal_reason IS NULL", name="one_end"),
        CheckConstraint("proceeds_cents >= 0", name="proceeds"),
        # an item leaves once
        Index(
            "uq_inventory_disposal_item",
            "item_id",
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        ),
    )

    disposal_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    item_id: Mapped[str] = mapped_column(String(36))
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    disposed_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    proceeds_cents: Mapped[int] = mapped_column(BigInteger)
    consent_reference: Mapped[str] = mapped_column(String(200))
    consent_sha256: Mapped[str | None] = mapped_column(String(64))
    proposed_by: Mapped[str] = mapped_column(String(36))
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    released_by: Mapped[str | None] = mapped_column(String(36))
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    income_id: Mapped[str | None] = mapped_column(String(36))
    withdrawal_reason: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True)
class DisposalRecord:
    """One disposal as stored."""

    disposal_id: str
    item_id: str
    grant_id: str
    disposal: NewDisposal
    proposed_by: str
    released_by: str | None = None
    income_id: str | None = None
    withdrawal_reason: str | None = None

    @property
    def status(self) -> str:
        """`proposed`, `released` or `withdrawn`."""
        if self.released_by:
            return "released"
        return "proposed" if self.withdrawal_reason is None else "withdrawn"

    @property
    def version(self) -> int:
        """Counts its changes (ETag)."""
        return 1 + self.disposal.has_consent + (self.status != "proposed")


def insert_disposal(
    session: Session, disposal_id: str, item: tuple[str, str], new: NewDisposal, by: Occasion
) -> DisposalRecord:
    """Keeps a proposal for `item` (id, grant). Raises IntegrityError where one stands already."""
    row = InventoryDisposalRow(
        disposal_id=disposal_id,
        item_id=item[0],
        grant_id=item[1],
        kind=new.kind.value,
        disposed_on=new.disposed_on,
        reason=new.reason,
        proceeds_cents=new.proceeds_cents,
        consent_reference=new.consent_reference,
        consent_sha256=new.consent_sha256,
        proposed_by=by.actor,
        proposed_at=by.now,
    )
    session.add(row)
    session.flush()
    return _record(row)


def keep_consent(session: Session, disposal_id: str, reference: str, sha256: str) -> DisposalRecord:
    """The funder's consent, as long as nothing is released."""
    row = _row(session, disposal_id)
    row.consent_reference, row.consent_sha256 = reference, sha256
    session.flush()
    return _record(row)


def mark_disposed(
    session: Session, disposal_id: str, income_id: str | None, by: Occasion
) -> DisposalRecord:
    """Released by a second person, which the database checks too."""
    row = _row(session, disposal_id)
    row.released_by, row.released_at, row.income_id = by.actor, by.now, income_id
    session.flush()
    return _record(row)


def mark_disposal_withdrawn(session: Session, disposal_id: str, reason: str) -> DisposalRecord:
    """The item stays; another disposal may be proposed."""
    row = _row(session, disposal_id)
    row.withdrawal_reason = reason
    session.flush()
    return _record(row)


def load_disposal(session: Session, disposal_id: str) -> DisposalRecord:
    """One disposal. Raises NotFound."""
    return _record(_row(session, disposal_id))


def disposals_of(session: Session, grant_id: str) -> list[DisposalRecord]:
    """All disposals of a grant, oldest first."""
    rows = session.scalars(
        select(InventoryDisposalRow)
        .where(InventoryDisposalRow.grant_id == grant_id)
        .order_by(InventoryDisposalRow.proposed_at, InventoryDisposalRow.disposal_id)
    )
    return [_record(row) for row in rows]


def standing_disposal(session: Session, item_id: str) -> DisposalRecord | None:
    """The disposal of an item that is proposed or released."""
    row = session.scalar(
        select(InventoryDisposalRow)
        .where(InventoryDisposalRow.item_id == item_id)
        .where(InventoryDisposalRow.withdrawal_reason.is_(None))
        .execution_options(populate_existing=True)
    )
    return _record(row) if row else None


def grant_of_disposal(session: Session, disposal_id: str) -> str:
    """The grant it belongs to. Raises NotFound."""
    return _row(session, disposal_id).grant_id


def _row(session: Session, disposal_id: str) -> InventoryDisposalRow:
    row = session.get(InventoryDisposalRow, disposal_id, populate_existing=True)
    if row is None:
        message = "Diesen Abgang gibt es nicht."
        raise NotFound([Violation("disposal_unknown", "API", message)])
    return row


def _record(row: InventoryDisposalRow) -> DisposalRecord:
    return DisposalRecord(
        disposal_id=row.disposal_id,
        item_id=row.item_id,
        grant_id=row.grant_id,
        disposal=NewDisposal(
            kind=DisposalKind(row.kind),
            disposed_on=row.disposed_on,
            reason=row.reason,
            proceeds_cents=row.proceeds_cents,
            consent_reference=row.consent_reference,
            consent_sha256=row.consent_sha256,
        ),
        proposed_by=row.proposed_by,
        released_by=row.released_by,
        income_id=row.income_id,
        withdrawal_reason=row.withdrawal_reason,
    )
