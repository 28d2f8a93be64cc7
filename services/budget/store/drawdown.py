"""Calls for funds (Mittelabrufe) with the rows they bind, their releases and receipts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.orm import Mapped, mapped_column

from services.budget.store.tables import Base
from shared.database import UtcDateTime

_OPEN = text("status IN ('draft', 'partly_released')")
_STANDING = text("status <> 'withdrawn'")


class DrawdownRow(Base):
    """One call. The two partial indexes are: one open draft at a time, one call per period."""

    __tablename__ = "drawdown"
    __table_args__ = (
        Unique("grant_id", "number"),
        Index(
            "uq_drawdown_open",
            "grant_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(
            "uq_drawdown_period",
            "grant_id",
            "period",
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        ),
        CheckConstraint("amount_cents > 0", name="amount"),
    )

    drawdown_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"))
    number: Mapped[int]
    period: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(10))
    status: Mapped[str] = mapped_column(String(20))
    last_day: Mapped[date]
    cumulative_eligible_cents: Mapped[int] = mapped_column(BigInteger)
    entitlement_cents: Mapped[int] = mapped_column(BigInteger)
    previously_called_cents: Mapped[int] = mapped_column(BigInteger)
    amount_cents: Mapped[int] = mapped_column(BigInteger)
    approved_cents: Mapped[int | None] = mapped_column(BigInteger)
    expenditure_count: Mapped[int]
    basis: Mapped[dict[str, Any]] = mapped_column(JSON)
    rule_pack: Mapped[str] = mapped_column(String(80))
    rule_pack_version: Mapped[str] = mapped_column(String(40))
    created_by: Mapped[str] = mapped_column(String(36))
    created_by_service: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    released_on: Mapped[date | None]
    submitted_on: Mapped[date | None]
    submission_reference: Mapped[str | None] = mapped_column(String(200))
    decided_on: Mapped[date | None]
    decision_reference: Mapped[str | None] = mapped_column(String(200))
    decision_reason: Mapped[str | None] = mapped_column(Text)
    withdrawal_reason: Mapped[str | None] = mapped_column(Text)
    opening: Mapped[bool]
    version: Mapped[int]
    advance: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    need_cents: Mapped[int] = mapped_column(BigInteger, server_default="0")
    held_back_cents: Mapped[int] = mapped_column(BigInteger, server_default="0")
    rounded_off_cents: Mapped[int] = mapped_column(BigInteger, server_default="0")
    uses: Mapped[list[dict[str, Any]]] = mapped_column(JSON, server_default="[]")
    signatories: Mapped[list[str]] = mapped_column(JSON, server_default="[]")


class DrawdownExpenditureRow(Base):
    """One row that a call binds, with what it was worth on the call's last day."""

    __tablename__ = "drawdown_expenditure"

    drawdown_id: Mapped[str] = mapped_column(ForeignKey("drawdown.drawdown_id"), primary_key=True)
    expenditure_id: Mapped[str] = mapped_column(
        ForeignKey("expenditure.expenditure_id"), primary_key=True
    )
    eligible_cents: Mapped[int] = mapped_column(BigInteger, server_default="0")


class DrawdownReleaseRow(Base):
    """One person's release; a trigger compares it with the creator (migration 0002)."""

    __tablename__ = "drawdown_release"

    drawdown_id: Mapped[str] = mapped_column(ForeignKey("drawdown.drawdown_id"), primary_key=True)
    released_by: Mapped[str] = mapped_column(String(36), primary_key=True)
    released_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DrawdownReceiptRow(Base):
    """Money that arrived for a call."""

    __tablename__ = "drawdown_receipt"
    __table_args__ = (CheckConstraint("amount_cents > 0", name="amount"),)

    receipt_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    drawdown_id: Mapped[str] = mapped_column(ForeignKey("drawdown.drawdown_id"), index=True)
    grant_id: Mapped[str] = mapped_column(String(80), index=True)
    received_on: Mapped[date]
    amount_cents: Mapped[int] = mapped_column(BigInteger)
    recorded_by: Mapped[str] = mapped_column(String(36))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
