"""Waivers (Ausnahmegenehmigungen): proposed, approved, revoked; never deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.waiver import NewWaiver, Target, Waiver, WaiverState
from services.budget.store.tables import Base
from shared.clock import local_day
from shared.database import UtcDateTime
from shared.errors import NotFound, Violation
from shared.occasion import Occasion


class WaiverRow(Base):
    """One waiver; a trigger keeps what was proposed and that an approval is given once."""

    __tablename__ = "waiver"
    __table_args__ = (
        CheckConstraint("approved_by <> created_by", name="four_eyes"),
        CheckConstraint("rule NOT IN ('MUN-01', 'MUN-02', 'MUN-03')", name="rule"),
        # Two for the same finding could be approved by two people at once.
        Index(
            "uq_waiver_target",
            "grant_id",
            "subject",
            "rule",
            "code",
            "field",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    waiver_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), index=True)
    number: Mapped[int]
    subject: Mapped[str] = mapped_column(String(200))
    rule: Mapped[str] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(80))
    field: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(Text)
    expires_on: Mapped[date]
    file_sha256: Mapped[str] = mapped_column(String(64))
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    approved_by: Mapped[str | None] = mapped_column(String(36))
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_by: Mapped[str | None] = mapped_column(String(36))
    revocation_reason: Mapped[str | None] = mapped_column(Text)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Revoked, or noticed as expired: from then on the finding may be waived anew."""


@dataclass(frozen=True)
class WaiverRecord:
    """One waiver as stored; `number` runs per grant."""

    waiver_id: str
    grant_id: str
    number: int
    new: NewWaiver
    created_by: str
    approved_by: str | None
    approved_at: datetime | None
    revoked_by: str | None
    revocation_reason: str | None
    closed_at: datetime | None

    def state(self, on: date) -> WaiverState:
        """Where it stands on a day."""
        if self.revoked_by is not None:
            return WaiverState.REVOKED
        if self.new.expires_on < on:
            return WaiverState.EXPIRED
        return WaiverState.APPROVED if self.approved_by else WaiverState.PROPOSED

    @property
    def version(self) -> int:
        """Counts its changes (ETag)."""
        return 1 + bool(self.approved_by) + bool(self.closed_at)


def insert_waiver(
    session: Session, waiver_id: str, grant_id: str, new: NewWaiver, by: Occasion
) -> None:
    """Keeps a proposal. Raises IntegrityError where the finding has an open one."""
    used = session.scalars(select(WaiverRow.number).where(WaiverRow.grant_id == grant_id)).all()
    target = new.target
    session.add(
        WaiverRow(
            waiver_id=waiver_id,
            grant_id=grant_id,
            number=max(used, default=0) + 1,
            subject=target.subject,
            rule=target.rule,
            code=target.code,
            field=target.field,
            reason=new.reason,
            expires_on=new.expires_on,
            file_sha256=new.file_sha256,
            created_by=by.actor,
            created_at=by.now,
        )
    )
    session.flush()


def mark_approved(session: Session, waiver_id: str, by: Occasion) -> None:
    """It counts from today on."""
    row = session.get_one(WaiverRow, waiver_id)
    row.approved_by, row.approved_at = by.actor, by.now
    session.flush()


def mark_revoked(session: Session, waiver_id: str, reason: str, by: Occasion) -> None:
    """It counts no longer."""
    row = session.get_one(WaiverRow, waiver_id)
    row.revoked_by, row.revocation_reason, row.closed_at = by.actor, reason, by.now
    session.flush()


def close_expired(session: Session, grant_id: str, on: date, by: Occasion) -> list[WaiverRecord]:
    """Notes that waivers lapsed before a day; returns those noted now."""
    rows = session.scalars(
        select(WaiverRow)
        .where(
            WaiverRow.grant_id == grant_id,
            WaiverRow.closed_at.is_(None),
            WaiverRow.expires_on < on,
        )
        .order_by(WaiverRow.number)
    ).all()
    for row in rows:
        row.closed_at = by.now
    session.flush()
    return [_record(row) for row in rows]


def load_waiver(session: Session, waiver_id: str) -> WaiverRecord:
    """One waiver. Raises NotFound."""
    row = session.get(WaiverRow, waiver_id, populate_existing=True)
    if row is None:
        message = "Diese Ausnahmegenehmigung gibt es nicht."
        raise NotFound([Violation("waiver_unknown", "API", message)])
    return _record(row)


def waivers_of(session: Session, grant_id: str) -> list[WaiverRecord]:
    """All waivers of a grant, newest first."""
    rows = session.scalars(
        select(WaiverRow).where(WaiverRow.grant_id == grant_id).order_by(WaiverRow.number.desc())
    )
    return [_record(row) for row in rows]


def waivers_at(session: Session, grant_id: str, subject: str) -> list[WaiverRecord]:
    """The waivers of one object, newest first."""
    return [one for one in waivers_of(session, grant_id) if one.new.target.subject == subject]


def approved_waivers(session: Session, grant_id: str) -> tuple[Waiver, ...]:
    """The approved ones as the rules see them, ended ones included."""
    rows = session.scalars(
        select(WaiverRow)
        .where(WaiverRow.grant_id == grant_id, WaiverRow.approved_at.is_not(None))
        .order_by(WaiverRow.number)
    )
    return tuple(_waiver(row) for row in rows)


def grant_of_waiver(session: Session, waiver_id: str) -> str:
    """The grant whose roles decide. Raises NotFound."""
    return load_waiver(session, waiver_id).grant_id


def _target(row: WaiverRow) -> Target:
    return Target(row.subject, row.rule, row.code, row.field)


def _waiver(row: WaiverRow) -> Waiver:
    if row.approved_at is None:
        raise ValueError("not approved")
    revoked = local_day(row.closed_at) if row.revoked_by and row.closed_at else None
    return Waiver(row.waiver_id, _target(row), local_day(row.approved_at), row.expires_on, revoked)


def _record(row: WaiverRow) -> WaiverRecord:
    return WaiverRecord(
        waiver_id=row.waiver_id,
        grant_id=row.grant_id,
        number=row.number,
        new=NewWaiver(_target(row), row.reason, row.expires_on, row.file_sha256),
        created_by=row.created_by,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        revoked_by=row.revoked_by,
        revocation_reason=row.revocation_reason,
        closed_at=row.closed_at,
    )
