"""What was agreed about a deadline, and how it was met: extensions and completions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.deadline import Extension
from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.errors import NotFound, Violation
from shared.occasion import Occasion

_STANDING = text("withdrawn_by IS NULL")


class DeadlineExtensionRow(Base):
    """A later day the funder agreed to; it counts once a second person confirmed it."""

    __tablename__ = "deadline_extension"
    __table_args__ = (CheckConstraint("confirmed_by <> created_by", name="four_eyes"),)

    extension_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), index=True)
    duty: Mapped[str] = mapped_column(String(80))
    due_on: Mapped[date]
    decided_on: Mapped[date]
    reference: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(String(1000))
    file_sha256: Mapped[str | None] = mapped_column(String(64))
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[str | None] = mapped_column(String(36))
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class DeadlineCompletionRow(Base):
    """A duty marked done by hand; taken back, it stays with the reason."""

    __tablename__ = "deadline_completion"
    __table_args__ = (
        Index(
            "uq_deadline_completion_standing",
            "grant_id",
            "duty",
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        ),
    )

    completion_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"))
    duty: Mapped[str] = mapped_column(String(80))
    done_on: Mapped[date]
    reference: Mapped[str] = mapped_column(String(200))
    file_sha256: Mapped[str | None] = mapped_column(String(64))
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_by: Mapped[str | None] = mapped_column(String(36))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawal_reason: Mapped[str | None] = mapped_column(String(400))


@dataclass(frozen=True)
class ExtensionRecord:
    """One extension as stored."""

    extension_id: str
    grant_id: str
    extension: Extension
    file_sha256: str | None
    created_by: str
    confirmed_by: str | None

    @property
    def status(self) -> str:
        """`proposed` or `confirmed`."""
        return "confirmed" if self.confirmed_by else "proposed"


@dataclass(frozen=True)
class Completion:
    """How a duty was met."""

    duty: str
    done_on: date
    reference: str
    file_sha256: str | None
    created_by: str


def insert_extension(
    session: Session,
    extension_id: str,
    grant_id: str,
    new: Extension,
    file_sha256: str | None,
    by: Occasion,
) -> None:
    """Keeps a proposed extension."""
    session.add(
        DeadlineExtensionRow(
            extension_id=extension_id,
            grant_id=grant_id,
            duty=new.duty,
            due_on=new.due_on,
            decided_on=new.decided_on,
            reference=new.reference,
            reason=new.reason,
            file_sha256=file_sha256,
            created_by=by.actor,
            created_at=by.now,
        )
    )
    session.flush()


def load_extension(session: Session, extension_id: str) -> ExtensionRecord:
    """One extension. Raises NotFound. Lock its grant first where you mean to change it."""
    row = session.get(DeadlineExtensionRow, extension_id, populate_existing=True)
    if row is None:
        message = "Diese Verlängerung gibt es nicht."
        raise NotFound([Violation("extension_unknown", "API", message)])
    return _record(row)


def extension_records(session: Session, grant_id: str) -> list[ExtensionRecord]:
    """All extensions of a grant, oldest first."""
    rows = session.scalars(
        select(DeadlineExtensionRow)
        .where(DeadlineExtensionRow.grant_id == grant_id)
        .order_by(DeadlineExtensionRow.created_at, DeadlineExtensionRow.extension_id)
        .execution_options(populate_existing=True)
    )
    return [_record(row) for row in rows]


def confirm_extension_row(session: Session, extension_id: str, by: Occasion) -> None:
    """Marks an extension confirmed; the second person is checked by the database too."""
    session.execute(
        update(DeadlineExtensionRow)
        .where(
            DeadlineExtensionRow.extension_id == extension_id,
            DeadlineExtensionRow.confirmed_by.is_(None),
        )
        .values(confirmed_by=by.actor, confirmed_at=by.now)
    )


def insert_completion(
    session: Session,
    grant_id: str,
    duty: str,
    done_on: date,
    evidence: tuple[str, str | None],
    by: Occasion,
) -> None:
    """Keeps that a duty was met; `evidence` is its reference and its file."""
    session.add(
        DeadlineCompletionRow(
            completion_id=by.new_id(),
            grant_id=grant_id,
            duty=duty,
            done_on=done_on,
            reference=evidence[0],
            file_sha256=evidence[1],
            created_by=by.actor,
            created_at=by.now,
        )
    )
    session.flush()


def withdraw_completion_row(
    session: Session, grant_id: str, duty: str, reason: str, by: Occasion
) -> None:
    """Takes a completion back; it stays in the table."""
    session.execute(
        update(DeadlineCompletionRow)
        .where(
            DeadlineCompletionRow.grant_id == grant_id,
            DeadlineCompletionRow.duty == duty,
            DeadlineCompletionRow.withdrawn_by.is_(None),
        )
        .values(withdrawn_by=by.actor, withdrawn_at=by.now, withdrawal_reason=reason)
    )


def completions_of(session: Session, grant_id: str) -> dict[str, Completion]:
    """Standing completions by duty."""
    rows = session.scalars(
        select(DeadlineCompletionRow).where(
            DeadlineCompletionRow.grant_id == grant_id,
            DeadlineCompletionRow.withdrawn_by.is_(None),
        )
    )
    return {
        row.duty: Completion(row.duty, row.done_on, row.reference, row.file_sha256, row.created_by)
        for row in rows
    }


def _record(row: DeadlineExtensionRow) -> ExtensionRecord:
    return ExtensionRecord(
        extension_id=row.extension_id,
        grant_id=row.grant_id,
        extension=Extension(row.duty, row.due_on, row.decided_on, row.reference, row.reason),
        file_sha256=row.file_sha256,
        created_by=row.created_by,
        confirmed_by=row.confirmed_by,
    )
