"""Money received from others than the funder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.income import Income
from services.budget.domain.plan import SourceKind
from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.occasion import Occasion


class IncomeRow(Base):
    """One receipt in cents."""

    __tablename__ = "income"
    __table_args__ = (CheckConstraint("amount_cents > 0", name="amount"),)

    income_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), index=True)
    source_kind: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(200))
    received_on: Mapped[date]
    amount_cents: Mapped[int] = mapped_column(BigInteger)
    measure_id: Mapped[str | None] = mapped_column(String(80))
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class IncomeRecord:
    """One income with its id."""

    income_id: str
    income: Income


def insert_income(
    session: Session, income_id: str, grant_id: str, new: Income, by: Occasion
) -> None:
    """Keeps an income."""
    session.add(
        IncomeRow(
            income_id=income_id,
            grant_id=grant_id,
            source_kind=new.source_kind.value,
            source=new.source,
            received_on=new.received_on,
            amount_cents=new.amount_cents,
            measure_id=new.measure_id,
            created_by=by.actor,
            created_at=by.now,
        )
    )
    session.flush()


def income_records(session: Session, grant_id: str) -> list[IncomeRecord]:
    """All incomes of a grant in the order of receipt."""
    rows = session.scalars(
        select(IncomeRow)
        .where(IncomeRow.grant_id == grant_id)
        .order_by(IncomeRow.received_on, IncomeRow.income_id)
    )
    return [IncomeRecord(row.income_id, _income(row)) for row in rows]


def incomes_of(session: Session, grant_id: str) -> tuple[Income, ...]:
    """All incomes of a grant as the rules see them."""
    return tuple(one.income for one in income_records(session, grant_id))


def _income(row: IncomeRow) -> Income:
    return Income(
        source_kind=SourceKind(row.source_kind),
        source=row.source,
        received_on=row.received_on,
        amount_cents=row.amount_cents,
        measure_id=row.measure_id,
    )
