"""Procurement files: one row each, and entries that are only ever added."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from contracts.schema import to_payload
from services.budget.domain.procurement_entry import Entry, Revised
from services.budget.store.assessment_codec import finding_to_json
from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.errors import Violation
from shared.occasion import Occasion


class ProcurementRow(Base):
    """One file. `findings` are what was found when it, or what it depends on, last changed,
    `key_id` is that of the creditor its newest facts name."""

    __tablename__ = "procurement"
    __table_args__ = (UniqueConstraint("grant_id", "number"),)

    procurement_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"))
    number: Mapped[int]
    key_id: Mapped[str | None] = mapped_column(String(36), index=True)
    findings: Mapped[list[list[Any]]] = mapped_column(JSON)


class ProcurementEntryRow(Base):
    """One entry; a trigger keeps it for ever. `counterpart` is who completed what this releases."""

    __tablename__ = "procurement_entry"
    __table_args__ = (
        CheckConstraint("counterpart <> created_by", name="four_eyes"),
        CheckConstraint("(kind = 'released') = (counterpart IS NOT NULL)", name="release"),
    )

    procurement_id: Mapped[str] = mapped_column(
        ForeignKey("procurement.procurement_id"), primary_key=True
    )
    sequence: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    counterpart: Mapped[str | None] = mapped_column(String(36))
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


def insert_procurement(session: Session, procurement_id: str, grant_id: str) -> None:
    """A file without entries yet, under the next number; the grant must be locked."""
    newest = session.scalar(
        select(func.max(ProcurementRow.number)).where(ProcurementRow.grant_id == grant_id)
    )
    session.add(
        ProcurementRow(
            procurement_id=procurement_id,
            grant_id=grant_id,
            number=(newest or 0) + 1,
            findings=[],
        )
    )
    session.flush()


def append_entry(
    session: Session,
    procurement_id: str,
    entry: Entry,
    by: Occasion,
    *,
    counterpart: str | None = None,
) -> None:
    """Adds an entry at the end, and notes whom it names. Raises IntegrityError where somebody was
    quicker."""
    newest = session.scalar(
        select(func.max(ProcurementEntryRow.sequence)).where(
            ProcurementEntryRow.procurement_id == procurement_id
        )
    )
    session.add(
        ProcurementEntryRow(
            procurement_id=procurement_id,
            sequence=(newest or 0) + 1,
            kind=entry.KIND,
            facts=to_payload(entry),
            counterpart=counterpart,
            created_by=by.actor,
            created_at=by.now,
        )
    )
    if isinstance(entry, Revised):
        row = session.get_one(ProcurementRow, procurement_id)
        row.key_id = entry.key_id or None
    session.flush()


def keep_findings(session: Session, procurement_id: str, found: Sequence[Violation]) -> None:
    """Notes what is found at a file now."""
    row = session.get_one(ProcurementRow, procurement_id)
    row.findings = [finding_to_json(one) for one in found]
    session.flush()
