"""Amending notices (Änderungsbescheide), proposed and confirmed.

Each has a running number within its grant: two that came in one moment, or count from one day, are
laid over each other in the order in which they were entered, not in that of random ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.grant import Amendment
from services.budget.domain.parameters import as_setting
from services.budget.store.tables import Base
from shared.clock import local_day
from shared.database import UtcDateTime
from shared.errors import NotFound, Violation
from shared.occasion import Occasion

_DATES = frozenset({"period_end", "payments_until"})


class AmendmentRow(Base):
    """One amending notice; terms change only from its confirmation on."""

    __tablename__ = "amendment"
    __table_args__ = (
        CheckConstraint("confirmed_by <> created_by", name="four_eyes"),
        Index("ix_amendment_number", "grant_id", "number", unique=True),
    )

    amendment_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), index=True)
    number: Mapped[int] = mapped_column(server_default="0")
    reference: Mapped[str] = mapped_column(String(200))
    decided_on: Mapped[date]
    valid_from: Mapped[date]
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)
    file_sha256: Mapped[str | None] = mapped_column(String(64))
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[str | None] = mapped_column(String(36))
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class AmendmentRecord:
    """One amendment as stored; `amendment.known_on` is None while it is only proposed."""

    amendment_id: str
    grant_id: str
    amendment: Amendment
    file_sha256: str | None
    created_by: str
    confirmed_by: str | None

    @property
    def status(self) -> str:
        """`proposed` or `confirmed`."""
        return "confirmed" if self.confirmed_by else "proposed"

    @property
    def version(self) -> int:
        """Counts its changes (ETag): proposed, confirmed."""
        return 2 if self.confirmed_by else 1


def insert_amendment(
    session: Session,
    amendment_id: str,
    grant_id: str,
    new: Amendment,
    file_sha256: str | None,
    by: Occasion,
) -> None:
    """Keeps a proposed amendment. Lock its grant first: its number follows the last one."""
    last = select(func.max(AmendmentRow.number)).where(AmendmentRow.grant_id == grant_id)
    session.add(
        AmendmentRow(
            amendment_id=amendment_id,
            grant_id=grant_id,
            number=(session.scalar(last) or 0) + 1,
            reference=new.reference,
            decided_on=new.decided_on,
            valid_from=new.valid_from,
            changes={key: _plain(value) for key, value in new.changes.items()},
            file_sha256=file_sha256,
            created_by=by.actor,
            created_at=by.now,
        )
    )
    session.flush()


def load_amendment(session: Session, amendment_id: str) -> AmendmentRecord:
    """One amendment. Raises NotFound. Lock its grant first where you mean to change it."""
    row = session.scalar(
        select(AmendmentRow)
        .where(AmendmentRow.amendment_id == amendment_id)
        .execution_options(populate_existing=True)
    )
    if row is None:
        message = "Diesen Änderungsbescheid gibt es nicht."
        raise NotFound([Violation("amendment_unknown", "API", message)])
    return _record(row)


def amendment_records(session: Session, grant_id: str) -> list[AmendmentRecord]:
    """All amendments of a grant, in the order of entry."""
    return [_record(row) for row in _rows(session, grant_id)]


def amendments_of(session: Session, grant_id: str) -> tuple[Amendment, ...]:
    """All amendments of a grant as the rules see them, in the order of entry."""
    return tuple(_record(row).amendment for row in _rows(session, grant_id))


def confirm_amendment_row(session: Session, amendment_id: str, by: Occasion) -> None:
    """Marks the amendment confirmed; the second person is checked by the database too."""
    session.execute(
        update(AmendmentRow)
        .where(AmendmentRow.amendment_id == amendment_id, AmendmentRow.confirmed_by.is_(None))
        .values(confirmed_by=by.actor, confirmed_at=by.now)
    )


def _rows(session: Session, grant_id: str) -> list[AmendmentRow]:
    statement = (
        select(AmendmentRow)
        .where(AmendmentRow.grant_id == grant_id)
        .order_by(AmendmentRow.number)
        .execution_options(populate_existing=True)
    )
    return list(session.scalars(statement))


def _record(row: AmendmentRow) -> AmendmentRecord:
    amendment = Amendment(
        reference=row.reference,
        decided_on=row.decided_on,
        valid_from=row.valid_from,
        changes={key: _typed(key, value) for key, value in row.changes.items()},
        known_on=local_day(row.confirmed_at) if row.confirmed_at else None,
        has_file=row.file_sha256 is not None,
    )
    return AmendmentRecord(
        amendment_id=row.amendment_id,
        grant_id=row.grant_id,
        amendment=amendment,
        file_sha256=row.file_sha256,
        created_by=row.created_by,
        confirmed_by=row.confirmed_by,
    )


def _plain(value: Any) -> Any:
    """A change as JSON: days as ISO text, tuples as lists."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    return value


def _typed(key: str, value: Any) -> Any:
    if key in _DATES:
        return date.fromisoformat(value)
    if key == "rule_settings":
        return {name: as_setting(one) for name, one in value.items()}
    return value
