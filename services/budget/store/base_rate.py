"""The table of base rates: per half-year versions, of which the last confirmed one counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import CheckConstraint, String, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.base_rate import BaseRate
from services.budget.store.tables import Base
from shared.clock import local_day
from shared.database import UtcDateTime
from shared.occasion import Occasion


class BaseRateRow(Base):
    """One proposal; it counts once a second person confirmed it. Confirmed rows stay for ever."""

    __tablename__ = "base_rate"
    __table_args__ = (
        CheckConstraint("confirmed_by <> created_by", name="four_eyes"),
        CheckConstraint("rate_bp BETWEEN -500 AND 10000", name="rate"),
    )

    valid_from: Mapped[date] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    rate_bp: Mapped[int]
    source: Mapped[str] = mapped_column(String(400))
    correction_reason: Mapped[str] = mapped_column(String(400))
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[str | None] = mapped_column(String(36))
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class BaseRateRecord:
    """One version of the rate of a half-year.

    `revision` names this state (ETag); a proposal taken back leaves its `version` to the next one.
    """

    rate: BaseRate
    version: int
    correction_reason: str
    created_by: str
    confirmed_by: str | None
    confirmed_on: date | None
    revision: int

    @property
    def status(self) -> str:
        """`proposed` or `confirmed`."""
        return "confirmed" if self.confirmed_by else "proposed"


def insert_base_rate(
    session: Session, new: BaseRate, correction_reason: str, by: Occasion
) -> BaseRateRecord:
    """Keeps a proposal as the next version of its half-year.

    Raises IntegrityError where another was kept at the same moment.
    """
    last = session.scalar(
        select(func.max(BaseRateRow.version)).where(BaseRateRow.valid_from == new.valid_from)
    )
    row = BaseRateRow(
        valid_from=new.valid_from,
        version=(last or 0) + 1,
        rate_bp=new.rate_bp,
        source=new.source,
        correction_reason=correction_reason,
        created_by=by.actor,
        created_at=by.now,
    )
    session.add(row)
    session.flush()
    return _record(row)


def versions_of(session: Session, valid_from: date, lock: bool = False) -> list[BaseRateRecord]:
    """All versions of one half-year, oldest first; `lock` holds them until the end."""
    statement = (
        select(BaseRateRow)
        .where(BaseRateRow.valid_from == valid_from)
        .order_by(BaseRateRow.version)
        .execution_options(populate_existing=True)
    )
    if lock:
        statement = statement.with_for_update()
    return [_record(row) for row in session.scalars(statement)]


def confirm_base_rate_row(session: Session, one: BaseRateRecord, by: Occasion) -> None:
    """Marks a proposal confirmed; the second person is checked by the database too."""
    session.execute(
        update(BaseRateRow)
        .where(
            BaseRateRow.valid_from == one.rate.valid_from,
            BaseRateRow.version == one.version,
            BaseRateRow.confirmed_by.is_(None),
        )
        .values(confirmed_by=by.actor, confirmed_at=by.now)
    )


def delete_proposal(session: Session, one: BaseRateRecord) -> None:
    """Takes a proposal back; a confirmed rate never goes (a trigger says so too)."""
    session.execute(
        delete(BaseRateRow).where(
            BaseRateRow.valid_from == one.rate.valid_from,
            BaseRateRow.version == one.version,
            BaseRateRow.confirmed_by.is_(None),
        )
    )


def all_base_rates(session: Session) -> list[BaseRateRecord]:
    """Every version, newest half-year first, its newest version in front."""
    rows = session.scalars(
        select(BaseRateRow).order_by(BaseRateRow.valid_from.desc(), BaseRateRow.version.desc())
    )
    return [_record(row) for row in rows]


def confirmed_rates(session: Session) -> tuple[BaseRate, ...]:
    """The rates that count: per half-year the last confirmed version, oldest half-year first."""
    rows = session.scalars(
        select(BaseRateRow)
        .where(BaseRateRow.confirmed_by.is_not(None))
        .order_by(BaseRateRow.valid_from, BaseRateRow.version)
    )
    newest = {row.valid_from: _record(row).rate for row in rows}
    return tuple(newest.values())


def _record(row: BaseRateRow) -> BaseRateRecord:
    return BaseRateRecord(
        rate=BaseRate(row.valid_from, row.rate_bp, row.source),
        version=row.version,
        correction_reason=row.correction_reason,
        created_by=row.created_by,
        confirmed_by=row.confirmed_by,
        confirmed_on=local_day(row.confirmed_at) if row.confirmed_at else None,
        revision=_revision(row),
    )


def _revision(row: BaseRateRow) -> int:
    """28 bits over everything a second person compares and who did what when."""
    told = (row.version, row.rate_bp, row.source, row.correction_reason, row.created_by)
    when = (row.created_at.isoformat(), row.confirmed_by)
    return int(sha256(repr((*told, *when)).encode()).hexdigest()[:7], 16)
