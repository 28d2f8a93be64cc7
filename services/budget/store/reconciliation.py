"""Reconciliations of a quarter, and what was paid where in it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from contracts.schema import to_payload
from services.budget.domain.effects import EffectKind
from services.budget.domain.half_year import Closings, half_year_closings
from services.budget.domain.reconciliation import Comparison, Paid, Place
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.expenditure_effect import EffectRow
from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.errors import NotFound, Violation
from shared.occasion import Occasion
from shared.periods import Period


class ReconciliationRow(Base):
    """One comparison; a trigger keeps a closed one as it is."""

    __tablename__ = "reconciliation"
    __table_args__ = (CheckConstraint("closed_by <> created_by", name="four_eyes"),)

    reconciliation_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), index=True)
    quarter: Mapped[str] = mapped_column(String(7))
    file_sha256: Mapped[str] = mapped_column(String(64))
    comparisons: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_by: Mapped[str | None] = mapped_column(String(36))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class ReconciliationRecord:
    """One comparison as stored."""

    reconciliation_id: str
    grant_id: str
    quarter: str
    file_sha256: str
    comparisons: tuple[Comparison, ...]
    created_by: str
    created_at: datetime
    closed_by: str | None = None
    closed_at: datetime | None = None

    @property
    def differing(self) -> tuple[Comparison, ...]:
        """The places whose sums differ."""
        return tuple(one for one in self.comparisons if one.difference_cents)


def paid_rows(session: Session, grant_id: str, period: Period) -> list[Paid]:
    """What each row paid in a period; movements and twins count on their own day."""
    row, effect = ExpenditureRow, EffectRow
    sums = (
        select(effect.expenditure_id, effect.budget_year, func.sum(effect.cents).label("cents"))
        .where(
            effect.grant_id == grant_id,
            effect.kind == EffectKind.PAID.value,
            effect.day.between(period.first_day, period.last_day),
        )
        .group_by(effect.expenditure_id, effect.budget_year)
        .subquery()
    )
    found = session.execute(
        select(sums.c.cents, sums.c.budget_year, row.account, row.assignments).join(
            row, row.expenditure_id == sums.c.expenditure_id
        )
    )
    return [
        Paid(int(cents), year, account, assignments or ())
        for cents, year, account, assignments in found
    ]


def insert_reconciliation(session: Session, record: ReconciliationRecord) -> None:
    """Keeps a new comparison."""
    values = {name: value for name, value in vars(record).items() if name != "comparisons"}
    session.add(ReconciliationRow(**values, comparisons=to_payload(record.comparisons)))
    session.flush()


def keep_reasons(
    session: Session, reconciliation_id: str, comparisons: tuple[Comparison, ...]
) -> ReconciliationRecord:
    """The same sums with reasons."""
    row = _row(session, reconciliation_id)
    row.comparisons = to_payload(comparisons)
    session.flush()
    return _record(row)


def mark_reconciliation_closed(
    session: Session, reconciliation_id: str, by: Occasion
) -> ReconciliationRecord:
    """Nothing changes it any more; the second person is checked by the database too."""
    row = _row(session, reconciliation_id)
    row.closed_by, row.closed_at = by.actor, by.now
    session.flush()
    return _record(row)


def load_reconciliation(session: Session, reconciliation_id: str) -> ReconciliationRecord:
    """One comparison. Raises NotFound."""
    return _record(_row(session, reconciliation_id))


def reconciliations_of(session: Session, grant_id: str) -> list[ReconciliationRecord]:
    """All comparisons of a grant, newest first."""
    rows = session.scalars(
        select(ReconciliationRow)
        .where(ReconciliationRow.grant_id == grant_id)
        .order_by(ReconciliationRow.created_at.desc(), ReconciliationRow.reconciliation_id)
    )
    return [_record(row) for row in rows]


def closings_of(session: Session, grant_ids: Collection[str]) -> dict[str, Closings]:
    """The closed half-years of each grant; a grant without any is left out."""
    row = ReconciliationRow
    found: dict[str, list[tuple[Period, datetime]]] = {}
    closed = select(row.grant_id, row.quarter, row.closed_at).where(
        row.grant_id.in_(grant_ids), row.closed_at.is_not(None)
    )
    for grant_id, quarter, closed_at in session.execute(closed):
        if closed_at is not None:  # the query says so already; the type of the column does not
            found.setdefault(grant_id, []).append((Period.parse(quarter), closed_at))
    return {grant_id: half_year_closings(quarters) for grant_id, quarters in found.items()}


def grant_of_reconciliation(session: Session, reconciliation_id: str) -> str:
    """The grant it belongs to. Raises NotFound."""
    return _row(session, reconciliation_id).grant_id


def _row(session: Session, reconciliation_id: str) -> ReconciliationRow:
    row = session.get(ReconciliationRow, reconciliation_id, populate_existing=True)
    if row is None:
        message = "Diesen Abgleich gibt es nicht."
        raise NotFound([Violation("reconciliation_unknown", "API", message)])
    return row


def _record(row: ReconciliationRow) -> ReconciliationRecord:
    return ReconciliationRecord(
        reconciliation_id=row.reconciliation_id,
        grant_id=row.grant_id,
        quarter=row.quarter,
        file_sha256=row.file_sha256,
        comparisons=tuple(
            Comparison(**{**one, "place": Place(**one["place"])}) for one in row.comparisons
        ),
        created_by=row.created_by,
        created_at=row.created_at,
        closed_by=row.closed_by,
        closed_at=row.closed_at,
    )
