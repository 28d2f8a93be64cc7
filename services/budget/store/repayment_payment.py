"""Payments on claims for repayment: only ever added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.repayment_payment import NewRepaymentPayment
from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.occasion import Occasion


class RepaymentPaymentRow(Base):
    """One payment; a trigger keeps it as it is."""

    __tablename__ = "repayment_payment"
    __table_args__ = (CheckConstraint("amount_cents > 0", name="positive"),)

    payment_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), index=True)
    determination_id: Mapped[str] = mapped_column(ForeignKey("determination.determination_id"))
    paid_on: Mapped[date]
    amount_cents: Mapped[int] = mapped_column(BigInteger)
    file_sha256: Mapped[str] = mapped_column(String(64))
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class RepaymentPayment:
    """One payment as stored."""

    payment_id: str
    determination_id: str
    paid_on: date
    amount_cents: int
    file_sha256: str


def insert_repayment_payment(
    session: Session,
    grant_id: str,
    determination_id: str,
    new: NewRepaymentPayment,
    by: Occasion,
) -> str:
    """Keeps a payment with its document and returns its id."""
    payment_id = by.new_id()
    session.add(
        RepaymentPaymentRow(
            payment_id=payment_id,
            grant_id=grant_id,
            determination_id=determination_id,
            paid_on=new.paid_on,
            amount_cents=new.amount_cents,
            file_sha256=new.file_sha256,
            created_by=by.actor,
            created_at=by.now,
        )
    )
    session.flush()
    return payment_id


def repayment_payments(session: Session, grant_id: str) -> list[RepaymentPayment]:
    """All payments of a grant by their day."""
    row = RepaymentPaymentRow
    rows = session.scalars(
        select(row).where(row.grant_id == grant_id).order_by(row.paid_on, row.created_at)
    )
    return [
        RepaymentPayment(
            one.payment_id, one.determination_id, one.paid_on, one.amount_cents, one.file_sha256
        )
        for one in rows
    ]
