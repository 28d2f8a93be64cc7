"""Plan versions with their lines and funding sources: written once, released once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    String,
    Text,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.plan import (
    Basis,
    Category,
    FundingSource,
    NewPlanVersion,
    PlanLine,
    PlanVersion,
    SourceKind,
)
from services.budget.store.tables import Base
from shared.clock import local_day
from shared.database import UtcDateTime
from shared.errors import NotFound, Violation
from shared.occasion import Occasion


class PlanVersionRow(Base):
    """One version; two releases stand behind it where the service account created it."""

    __tablename__ = "plan_version"
    __table_args__ = (
        CheckConstraint("released_by <> created_by", name="four_eyes"),
        CheckConstraint("first_released_by <> created_by", name="four_eyes_first"),
        CheckConstraint("first_released_by <> released_by", name="two_persons"),
    )

    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    basis: Mapped[str] = mapped_column(String(20))
    reference: Mapped[str | None] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text)
    category_reason: Mapped[str] = mapped_column(Text, server_default="")
    planned_cents: Mapped[int] = mapped_column(BigInteger)
    opening: Mapped[bool]
    created_by: Mapped[str] = mapped_column(String(36))
    created_by_service: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    first_released_by: Mapped[str | None] = mapped_column(String(36))
    released_by: Mapped[str | None] = mapped_column(String(36))
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PlanLineRow(Base):
    """One Einzelansatz of one version."""

    __tablename__ = "plan_line"
    __table_args__ = (
        ForeignKeyConstraint(
            ["grant_id", "version"], ["plan_version.grant_id", "plan_version.version"]
        ),
        CheckConstraint("planned_cents >= 0", name="amount"),
    )

    grant_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    budget_line: Mapped[str] = mapped_column(String(200), primary_key=True)
    position: Mapped[int]
    measure_id: Mapped[str] = mapped_column(String(80))
    category: Mapped[str] = mapped_column(String(10))
    planned_cents: Mapped[int] = mapped_column(BigInteger)
    years: Mapped[dict[str, int]] = mapped_column(JSON)


class FundingSourceRow(Base):
    """One source of one version."""

    __tablename__ = "funding_source"
    __table_args__ = (
        ForeignKeyConstraint(
            ["grant_id", "version"], ["plan_version.grant_id", "plan_version.version"]
        ),
        CheckConstraint("amount_cents >= 0", name="amount"),
    )

    grant_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    source_kind: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(200))
    amount_cents: Mapped[int] = mapped_column(BigInteger)


@dataclass(frozen=True)
class PlanRecord:
    """One version as stored; `releases` are the persons who released it so far."""

    grant_id: str
    plan_version: PlanVersion
    opening: bool
    created_by: str
    created_by_service: bool
    releases: tuple[str, ...]

    @property
    def version(self) -> int:
        return self.plan_version.version

    @property
    def status(self) -> str:
        """`draft`, `partly_released` or `released`."""
        if self.plan_version.released_on is not None:
            return "released"
        return "partly_released" if self.releases else "draft"

    @property
    def revision(self) -> int:
        """Counts its changes (ETag): drafted, each release."""
        return 1 + len(self.releases)


def insert_plan(
    session: Session,
    grant_id: str,
    new: NewPlanVersion,
    by: Occasion,
    *,
    by_service: bool,
    opening: bool = False,
) -> int:
    """Keeps a draft as the next version and returns its number; the grant must be locked."""
    newest = session.scalar(
        select(func.max(PlanVersionRow.version)).where(PlanVersionRow.grant_id == grant_id)
    )
    version = (newest or 0) + 1
    key: dict[str, str | int] = {"grant_id": grant_id, "version": version}
    session.execute(
        insert(PlanVersionRow).values(
            **key,
            basis=new.basis.value,
            reference=new.reference,
            reason=new.reason,
            category_reason=new.category_reason,
            planned_cents=new.planned_cents,
            opening=opening,
            created_by=by.actor,
            created_by_service=by_service,
            created_at=by.now,
        )
    )
    _insert_lines(session, key, new)
    return version


def _insert_lines(session: Session, key: dict[str, str | int], new: NewPlanVersion) -> None:
    lines = [
        {
            **key,
            "budget_line": line.budget_line,
            "position": position,
            "measure_id": line.measure_id,
            "category": line.category.value,
            "planned_cents": line.planned_cents,
            "years": {str(year): cents for year, cents in sorted(line.years.items())},
        }
        for position, line in enumerate(new.lines)
    ]
    funding = [
        {
            **key,
            "position": position,
            "source_kind": one.source_kind.value,
            "source": one.source,
            "amount_cents": one.amount_cents,
        }
        for position, one in enumerate(new.funding)
    ]
    if lines:
        session.execute(insert(PlanLineRow), lines)
    if funding:
        session.execute(insert(FundingSourceRow), funding)


def load_plan(session: Session, grant_id: str, version: int) -> PlanRecord:
    """One version. Raises NotFound. Lock the grant first where you mean to release it."""
    row = session.get(PlanVersionRow, (grant_id, version), populate_existing=True)
    if row is None:
        message = f"Die Planfassung {version} gibt es in dieser Zuwendung nicht."
        raise NotFound([Violation("plan_version_unknown", "PLAN-10", message)])
    return _record(session, row)


def plans_of(session: Session, grant_id: str) -> list[PlanRecord]:
    """All versions of a grant, drafts included, oldest first."""
    rows = session.scalars(
        select(PlanVersionRow)
        .where(PlanVersionRow.grant_id == grant_id)
        .order_by(PlanVersionRow.version)
        .execution_options(populate_existing=True)
    )
    return [_record(session, row) for row in rows]


def newest_released(session: Session, grant_id: str) -> int | None:
    """The highest version that is released."""
    return session.scalar(
        select(func.max(PlanVersionRow.version)).where(
            PlanVersionRow.grant_id == grant_id, PlanVersionRow.released_by.is_not(None)
        )
    )


def mark_release(session: Session, record: PlanRecord, by: Occasion, *, complete: bool) -> None:
    """Writes a release; `complete` once enough persons stand behind the version."""
    values = (
        {"released_by": by.actor, "released_at": by.now}
        if complete
        else {"first_released_by": by.actor}
    )
    session.execute(
        update(PlanVersionRow)
        .where(
            PlanVersionRow.grant_id == record.grant_id,
            PlanVersionRow.version == record.version,
            PlanVersionRow.released_by.is_(None),
        )
        .values(**values)
    )


def _record(session: Session, row: PlanVersionRow) -> PlanRecord:
    plan = NewPlanVersion(
        basis=Basis(row.basis),
        reason=row.reason,
        lines=_lines(session, row.grant_id, row.version),
        funding=_funding(session, row.grant_id, row.version),
        reference=row.reference,
        category_reason=row.category_reason,
    )
    released_on = local_day(row.released_at) if row.released_at else None
    return PlanRecord(
        grant_id=row.grant_id,
        plan_version=PlanVersion(row.version, plan, released_on),
        opening=row.opening,
        created_by=row.created_by,
        created_by_service=row.created_by_service,
        releases=tuple(one for one in (row.first_released_by, row.released_by) if one),
    )


def line_of(session: Session, grant_id: str, version: int, budget_line: str) -> PlanLine | None:
    """One line of a version, None where it has no such line."""
    row = session.get(PlanLineRow, (grant_id, version, budget_line))
    return _line(row) if row else None


def _lines(session: Session, grant_id: str, version: int) -> tuple[PlanLine, ...]:
    rows = session.scalars(
        select(PlanLineRow)
        .where(PlanLineRow.grant_id == grant_id, PlanLineRow.version == version)
        .order_by(PlanLineRow.position)
    )
    return tuple(_line(row) for row in rows)


def _line(row: PlanLineRow) -> PlanLine:
    return PlanLine(
        budget_line=row.budget_line,
        measure_id=row.measure_id,
        category=Category(row.category),
        planned_cents=row.planned_cents,
        years={int(year): cents for year, cents in row.years.items()},
    )


def _funding(session: Session, grant_id: str, version: int) -> tuple[FundingSource, ...]:
    rows = session.scalars(
        select(FundingSourceRow)
        .where(FundingSourceRow.grant_id == grant_id, FundingSourceRow.version == version)
        .order_by(FundingSourceRow.position)
    )
    return tuple(
        FundingSource(SourceKind(row.source_kind), row.source, row.amount_cents) for row in rows
    )
