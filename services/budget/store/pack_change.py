"""Changes of rule packs: proposed, released or withdrawn; the content never changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.pack_change import PackChange, with_changes
from services.budget.domain.parameters import as_setting
from services.budget.domain.rulepack import Parameter, RulePacks
from services.budget.domain.transition import Transition
from services.budget.store.tables import Base
from shared.clock import local_day
from shared.database import UtcDateTime
from shared.errors import NotFound, Violation
from shared.occasion import Occasion

Status = Literal["proposed", "released", "withdrawn"]


class PackReleaseCounter(Base):
    """One row: how many changes were released. Part of every grant's stamp, so that every process
    sees a release in its next transaction."""

    __tablename__ = "pack_release_counter"

    counter_id: Mapped[int] = mapped_column(primary_key=True)
    releases: Mapped[int]


class PackChangeRow(Base):
    """One proposed change; a trigger keeps its content and its end."""

    __tablename__ = "pack_change"
    __table_args__ = (
        CheckConstraint("released_by <> created_by", name="four_eyes"),
        CheckConstraint("(status = 'released') = (released_by IS NOT NULL)", name="released"),
        CheckConstraint("status IN ('proposed', 'released', 'withdrawn')", name="status"),
        # One open proposal per pack: two would be previewed against different law.
        Index(
            "uq_pack_change_open",
            "pack_id",
            unique=True,
            sqlite_where=text("status = 'proposed'"),
            postgresql_where=text("status = 'proposed'"),
        ),
    )

    change_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    pack_id: Mapped[str] = mapped_column(String(80), index=True)
    number: Mapped[int | None] = mapped_column(unique=True)
    valid_from: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    status: Mapped[str] = mapped_column(String(10))
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    released_by: Mapped[str | None] = mapped_column(String(36))
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by: Mapped[str | None] = mapped_column(String(36))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawal_reason: Mapped[str | None] = mapped_column(Text)


class GrantReassessmentRow(Base):
    """How far a grant was assessed: up to which day and with which releases (resumable).

    `delivered` is the digest of the packs that came with the program, None where an older program
    did not keep it.
    """

    __tablename__ = "grant_reassessment"

    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), primary_key=True)
    assessed_on: Mapped[date]
    releases: Mapped[int]
    delivered: Mapped[str | None] = mapped_column(String(64))


@dataclass(frozen=True)
class PackChangeRecord:
    """One change as stored."""

    change_id: str
    change: PackChange
    reason: str
    status: Status
    created_by: str
    created_at: datetime
    released_by: str | None
    released_at: datetime | None
    withdrawn_by: str | None
    withdrawn_at: datetime | None
    withdrawal_reason: str | None

    @property
    def version(self) -> int:
        """Counts its changes (ETag)."""
        return 1 if self.status == "proposed" else 2


def insert_change(
    session: Session, change_id: str, change: PackChange, reason: str, by: Occasion
) -> None:
    """Keeps a proposal. Raises IntegrityError where the pack has an open one."""
    session.add(
        PackChangeRow(
            change_id=change_id,
            pack_id=change.pack_id,
            valid_from=change.valid_from,
            reason=reason,
            content=_content(change),
            status="proposed",
            created_by=by.actor,
            created_at=by.now,
        )
    )
    session.flush()


def next_release(session: Session) -> int:
    """Counts one more release, under the lock of the counter."""
    counter = session.scalars(select(PackReleaseCounter).with_for_update()).one()
    counter.releases += 1
    session.flush()
    return counter.releases


def releases_so_far(session: Session) -> int:
    """How many changes were released."""
    return session.scalars(select(PackReleaseCounter.releases)).one()


def mark_released(session: Session, change_id: str, number: int, by: Occasion) -> None:
    """The change counts from now on."""
    session.execute(
        update(PackChangeRow)
        .where(PackChangeRow.change_id == change_id)
        .values(status="released", number=number, released_by=by.actor, released_at=by.now)
    )


def mark_withdrawn(session: Session, change_id: str, reason: str, by: Occasion) -> None:
    """The proposal is off the table."""
    session.execute(
        update(PackChangeRow)
        .where(PackChangeRow.change_id == change_id)
        .values(
            status="withdrawn",
            withdrawn_by=by.actor,
            withdrawn_at=by.now,
            withdrawal_reason=reason,
        )
    )


def load_change(session: Session, change_id: str, *, lock: bool = False) -> PackChangeRecord:
    """One change. Raises NotFound."""
    statement = select(PackChangeRow).where(PackChangeRow.change_id == change_id)
    if lock:
        statement = statement.with_for_update()
    row = session.scalar(statement.execution_options(populate_existing=True))
    if row is None:
        message = "Diese Änderung eines Regelpakets gibt es nicht."
        raise NotFound([Violation("pack_change_unknown", "API", message)])
    return _record(row)


def changes_of(session: Session, pack_id: str | None = None) -> list[PackChangeRecord]:
    """All changes, of one pack or of all, newest first."""
    statement = select(PackChangeRow).order_by(
        PackChangeRow.created_at.desc(), PackChangeRow.change_id
    )
    if pack_id is not None:
        statement = statement.where(PackChangeRow.pack_id == pack_id)
    return [_record(row) for row in session.scalars(statement)]


def released_changes(session: Session) -> tuple[PackChange, ...]:
    """Every released change, in the order of release."""
    rows = session.scalars(
        select(PackChangeRow)
        .where(PackChangeRow.status == "released")
        .order_by(PackChangeRow.number)
    )
    return tuple(_record(row).change for row in rows)


def packs_in_force(session: Session, packs: RulePacks) -> RulePacks:
    """The delivered packs with every released change."""
    return with_changes(packs, released_changes(session))


def _record(row: PackChangeRow) -> PackChangeRecord:
    change = PackChange(
        pack_id=row.pack_id,
        valid_from=row.valid_from,
        parameters=tuple(_parameter(one) for one in row.content["parameters"]),
        transitions=tuple(_transition(one) for one in row.content["transitions"]),
        number=row.number or 0,
        released_on=local_day(row.released_at) if row.released_at else None,
    )
    return PackChangeRecord(
        change_id=row.change_id,
        change=change,
        reason=row.reason,
        status=row.status,  # type: ignore[arg-type]  # the database knows these three words only
        created_by=row.created_by,
        created_at=row.created_at,
        released_by=row.released_by,
        released_at=row.released_at,
        withdrawn_by=row.withdrawn_by,
        withdrawn_at=row.withdrawn_at,
        withdrawal_reason=row.withdrawal_reason,
    )


def _content(change: PackChange) -> dict[str, Any]:
    return {
        "parameters": [
            {
                "key": one.key,
                "value": one.value,
                "rules": list(one.rules),
                "citation": one.citation,
                "confidence": one.confidence,
                "overridable": one.overridable,
                "own": bool(one.own),
                "valid_from": one.valid_from.isoformat() if one.valid_from else None,
                "valid_to": one.valid_to.isoformat() if one.valid_to else None,
            }
            for one in change.parameters
        ],
        "transitions": [
            {
                "rule": one.rule,
                "warn_until": one.warn_until.isoformat(),
                "citation": one.citation,
            }
            for one in change.transitions
        ],
    }


def _parameter(stored: dict[str, Any]) -> Parameter:
    days = {
        name: date.fromisoformat(stored[name]) if stored[name] else None
        for name in ("valid_from", "valid_to")
    }
    return Parameter(
        **{**stored, "value": as_setting(stored["value"]), "rules": tuple(stored["rules"]), **days}
    )


def _transition(stored: dict[str, Any]) -> Transition:
    return Transition(stored["rule"], date.fromisoformat(stored["warn_until"]), stored["citation"])
