"""Deletions: proposed, released or withdrawn; and the log of erased files, which stays for ever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from contracts.schema import to_payload
from services.budget.domain.deletion import Deletable
from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.errors import NotFound, Violation
from shared.occasion import Occasion


class DeletionRow(Base):
    """One proposal; a trigger keeps what was proposed, and a settled one whole."""

    __tablename__ = "deletion"
    __table_args__ = (
        CheckConstraint("released_by <> proposed_by", name="four_eyes"),
        CheckConstraint("released_by IS NULL OR withdrawal_reason IS NULL", name="one_end"),
    )

    deletion_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    files: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    proposed_by: Mapped[str] = mapped_column(String(36))
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    released_by: Mapped[str | None] = mapped_column(String(36))
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawal_reason: Mapped[str | None] = mapped_column(Text)


class ErasedFileRow(Base):
    """One erased file: the log that survives the deletion."""

    __tablename__ = "erased_file"

    deletion_id: Mapped[str] = mapped_column(ForeignKey("deletion.deletion_id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)
    kind: Mapped[str] = mapped_column(String(80))
    object: Mapped[str] = mapped_column(String(200))
    kept_until: Mapped[date]
    rule: Mapped[str] = mapped_column(String(20))
    erased_by: Mapped[str] = mapped_column(String(36))
    erased_at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class DeletionRecord:
    """One deletion as stored."""

    deletion_id: str
    grant_id: str
    reason: str
    files: tuple[Deletable, ...]
    proposed_by: str
    proposed_at: datetime
    released_by: str | None
    withdrawal_reason: str | None

    @property
    def status(self) -> str:
        """`proposed`, `released` or `withdrawn`."""
        if self.released_by:
            return "released"
        return "proposed" if self.withdrawal_reason is None else "withdrawn"

    @property
    def version(self) -> int:
        """Counts its changes (ETag)."""
        return 1 + (self.status != "proposed")


def insert_deletion(
    session: Session,
    deletion_id: str,
    grant_id: str,
    files: Sequence[Deletable],
    reason: str,
    by: Occasion,
) -> DeletionRecord:
    """Keeps a proposal."""
    row = DeletionRow(
        deletion_id=deletion_id,
        grant_id=grant_id,
        reason=reason,
        files=[to_payload(one) for one in files],
        proposed_by=by.actor,
        proposed_at=by.now,
    )
    session.add(row)
    session.flush()
    return _record(row)


def mark_erased(session: Session, record: DeletionRecord, by: Occasion) -> DeletionRecord:
    """Released, with an entry of the log per file; the bytes go with the commit."""
    row = _row(session, record.deletion_id)
    row.released_by, row.released_at = by.actor, by.now
    session.flush()
    done = {"deletion_id": record.deletion_id, "erased_by": by.actor, "erased_at": by.now}
    session.add_all(ErasedFileRow(**vars(one), **done) for one in record.files)
    session.flush()
    return _record(row)


def mark_deletion_withdrawn(session: Session, deletion_id: str, reason: str) -> DeletionRecord:
    """Nothing of it is deleted."""
    row = _row(session, deletion_id)
    row.withdrawal_reason = reason
    session.flush()
    return _record(row)


def load_deletion(session: Session, deletion_id: str) -> DeletionRecord:
    """One deletion. Raises NotFound."""
    return _record(_row(session, deletion_id))


def deletions_of(session: Session, grant_id: str) -> list[DeletionRecord]:
    """All deletions of a grant, oldest first."""
    row = DeletionRow
    rows = session.scalars(
        select(row).where(row.grant_id == grant_id).order_by(row.proposed_at, row.deletion_id)
    )
    return [_record(one) for one in rows]


def erased_on(session: Session) -> dict[str, datetime]:
    """Every erased file with the instant of its last erasure."""
    row = ErasedFileRow
    rows = session.execute(select(row.sha256, row.erased_at).order_by(row.erased_at))
    return {sha256: erased_at for sha256, erased_at in rows}


def grant_of_deletion(session: Session, deletion_id: str) -> str:
    """The grant it belongs to. Raises NotFound."""
    return _row(session, deletion_id).grant_id


def _row(session: Session, deletion_id: str) -> DeletionRow:
    row = session.get(DeletionRow, deletion_id, populate_existing=True)
    if row is None:
        raise NotFound([Violation("deletion_unknown", "API", "Diese Löschung gibt es nicht.")])
    return row


def _record(row: DeletionRow) -> DeletionRecord:
    files = ({**one, "kept_until": date.fromisoformat(one["kept_until"])} for one in row.files)
    return DeletionRecord(
        deletion_id=row.deletion_id,
        grant_id=row.grant_id,
        reason=row.reason,
        files=tuple(Deletable(**one) for one in files),
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        released_by=row.released_by,
        withdrawal_reason=row.withdrawal_reason,
    )
