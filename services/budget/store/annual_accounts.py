"""Resolutions of the council on annual accounts: stated by one person, confirmed by another.

Both are only ever added; a later confirmed statement on the same year takes the earlier's place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.occasion import Occasion


class AnnualAccountsRow(Base):
    """One statement on a budget year; none is ever changed."""

    __tablename__ = "annual_accounts"
    __table_args__ = (
        Index("uq_annual_accounts_statement", "statement_id", "stated_by", unique=True),
    )

    statement_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    budget_year: Mapped[int]
    resolved_on: Mapped[date]
    reference: Mapped[str] = mapped_column(String(200))
    stated_by: Mapped[str] = mapped_column(String(36))
    stated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AnnualAccountsConfirmationRow(Base):
    """The second person; who stated is repeated so that the database can tell them apart."""

    __tablename__ = "annual_accounts_confirmation"
    __table_args__ = (
        ForeignKeyConstraint(
            ["statement_id", "stated_by"],
            ["annual_accounts.statement_id", "annual_accounts.stated_by"],
        ),
        CheckConstraint("confirmed_by <> stated_by", name="four_eyes"),
    )

    statement_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    stated_by: Mapped[str] = mapped_column(String(36))
    confirmed_by: Mapped[str] = mapped_column(String(36))
    confirmed_at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class Resolution:
    """The council's resolution on the annual accounts of a year."""

    budget_year: int
    resolved_on: date
    reference: str


@dataclass(frozen=True)
class StatedResolution:
    """A resolution as one person stated it; it counts once another confirmed it."""

    statement_id: str
    resolution: Resolution
    stated_by: str
    is_confirmed: bool


def insert_resolution(session: Session, statement_id: str, new: Resolution, by: Occasion) -> None:
    """Keeps a statement on a budget year."""
    stated = {"statement_id": statement_id, "stated_by": by.actor, "stated_at": by.now}
    session.add(AnnualAccountsRow(**vars(new), **stated))
    session.flush()


def insert_confirmation(session: Session, stated: StatedResolution, by: Occasion) -> None:
    """Makes a statement count. Raises IntegrityError where another person was quicker."""
    session.add(
        AnnualAccountsConfirmationRow(
            statement_id=stated.statement_id,
            stated_by=stated.stated_by,
            confirmed_by=by.actor,
            confirmed_at=by.now,
        )
    )
    session.flush()


def resolutions(session: Session) -> dict[int, Resolution]:
    """What counts: the newest confirmed statement per budget year, oldest year first."""
    return {
        one.resolution.budget_year: one.resolution
        for one in _statements(session)
        if one.is_confirmed
    }


def waiting_resolutions(session: Session) -> dict[int, StatedResolution]:
    """Per budget year the newest statement, where nobody confirmed it yet."""
    newest = {one.resolution.budget_year: one for one in _statements(session)}
    return {year: one for year, one in newest.items() if not one.is_confirmed}


def _statements(session: Session) -> Iterable[StatedResolution]:
    row, second = AnnualAccountsRow, AnnualAccountsConfirmationRow
    found = session.execute(
        select(row, second.confirmed_by)
        .outerjoin(second, second.statement_id == row.statement_id)
        .order_by(row.budget_year, row.stated_at, row.statement_id)
    )
    for one, confirmed_by in found:
        resolution = Resolution(one.budget_year, one.resolved_on, one.reference)
        yield StatedResolution(one.statement_id, resolution, one.stated_by, bool(confirmed_by))
