"""Audits with their sample, findings and answers: only ever added to; a closed note is final."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    String,
    Text,
    UniqueConstraint,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.audit_case import AuditKind, NewFinding, Weight
from services.budget.domain.expenditure import Kind
from services.budget.domain.sampling import Sample, SampledReceipt
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.errors import NotFound, Violation
from shared.occasion import Occasion


class AuditCaseRow(Base):
    """One audit; a trigger keeps scope and sample, and a closed one whole."""

    __tablename__ = "audit_case"
    __table_args__ = (
        UniqueConstraint("grant_id", "number"),
        CheckConstraint("(closed_by IS NULL) = (note IS NULL)", name="closed"),
    )

    audit_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    scope: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date | None]
    seed: Mapped[str] = mapped_column(String(80))
    limit_cents: Mapped[int] = mapped_column(BigInteger)
    draw_count: Mapped[int]
    population: Mapped[int]
    population_sha256: Mapped[str] = mapped_column(String(64))
    by_limit: Mapped[list[int]] = mapped_column(JSON)
    drawn: Mapped[list[int]] = mapped_column(JSON)
    opened_by: Mapped[str] = mapped_column(String(36))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    note: Mapped[str | None] = mapped_column(Text)
    closed_by: Mapped[str | None] = mapped_column(String(36))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AuditFindingRow(Base):
    """One finding; the city's answer comes once."""

    __tablename__ = "audit_finding"
    __table_args__ = (UniqueConstraint("audit_id", "number"),)

    finding_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    audit_id: Mapped[str] = mapped_column(ForeignKey("audit_case.audit_id"))
    number: Mapped[int]
    weight: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    expenditure_number: Mapped[int | None]
    amount_cents: Mapped[int | None] = mapped_column(BigInteger)
    found_by: Mapped[str] = mapped_column(String(36))
    found_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[str | None] = mapped_column(String(36))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class AuditRecord:
    """One audit as stored; `note` is JSON text once it is closed."""

    audit_id: str
    grant_id: str
    number: int
    kind: AuditKind
    scope: str
    due_on: date | None
    seed: str
    limit_cents: int
    draw_count: int
    population: int
    population_sha256: str
    sample: Sample
    opened_by: str
    opened_at: datetime
    note: str | None = None
    closed_by: str | None = None
    closed_at: datetime | None = None

    @property
    def version(self) -> int:
        """Counts its changes (ETag)."""
        return 1 + bool(self.closed_by)


@dataclass(frozen=True)
class FindingRecord:
    """One finding with the city's answer."""

    finding_id: str
    audit_id: str
    number: int
    finding: NewFinding
    found_by: str
    answer: str | None
    answered_by: str | None


def audited_receipts(session: Session, grant_id: str) -> dict[int, tuple[str, SampledReceipt]]:
    """Receipts a sample is drawn from, by running number with their ids: no orders, movements,
    reversals, and nothing reversed."""
    row = ExpenditureRow
    rows = session.execute(
        select(row.number, row.expenditure_id, row.gross_cents)
        .where(row.grant_id == grant_id, row.kind == Kind.VOUCHER.value)
        .where(row.reversed_by.is_(None))
        .order_by(row.number)
    )
    return {number: (one_id, SampledReceipt(number, cents)) for number, one_id, cents in rows}


def id_of_number(session: Session, grant_id: str, number: int) -> str | None:
    """The expenditure of that running number."""
    row = ExpenditureRow
    return session.scalar(
        select(row.expenditure_id).where(row.grant_id == grant_id, row.number == number)
    )


def next_audit_number(session: Session, grant_id: str) -> int:
    """The number of the next audit; the grant must be locked."""
    newest = select(func.max(AuditCaseRow.number)).where(AuditCaseRow.grant_id == grant_id)
    return (session.scalar(newest) or 0) + 1


def insert_audit(session: Session, record: AuditRecord) -> None:
    """Keeps a new audit."""
    values: dict[str, Any] = {**vars(record), "kind": record.kind.value}
    sample: Sample = values.pop("sample")
    session.add(AuditCaseRow(**values, by_limit=[*sample.by_limit], drawn=[*sample.drawn]))
    session.flush()


def insert_finding(
    session: Session, audit_id: str, finding_id: str, new: NewFinding, by: Occasion
) -> FindingRecord:
    """Keeps a finding under the next number; the grant must be locked."""
    row = AuditFindingRow
    newest = session.scalar(select(func.max(row.number)).where(row.audit_id == audit_id))
    added = AuditFindingRow(
        finding_id=finding_id,
        audit_id=audit_id,
        number=(newest or 0) + 1,
        **{**vars(new), "weight": new.weight.value},
        found_by=by.actor,
        found_at=by.now,
    )
    session.add(added)
    session.flush()
    return _finding(added)


def keep_answer(session: Session, finding_id: str, text: str, by: Occasion) -> FindingRecord:
    """The city's answer."""
    row = session.get_one(AuditFindingRow, finding_id)
    row.answer, row.answered_by, row.answered_at = text, by.actor, by.now
    session.flush()
    return _finding(row)


def mark_note_closed(session: Session, audit_id: str, note: str, by: Occasion) -> AuditRecord:
    """Nothing of the audit changes any more."""
    row = session.get_one(AuditCaseRow, audit_id)
    row.note, row.closed_by, row.closed_at = note, by.actor, by.now
    session.flush()
    return _record(row)


def load_audit(session: Session, audit_id: str) -> AuditRecord:
    """One audit. Raises NotFound."""
    row = session.get(AuditCaseRow, audit_id, populate_existing=True)
    if row is None:
        raise NotFound([Violation("audit_unknown", "API", "Diese Prüfung gibt es nicht.")])
    return _record(row)


def load_finding(session: Session, finding_id: str) -> FindingRecord:
    """One finding. Raises NotFound."""
    row = session.get(AuditFindingRow, finding_id, populate_existing=True)
    if row is None:
        message = "Diese Feststellung gibt es nicht."
        raise NotFound([Violation("audit_finding_unknown", "API", message)])
    return _finding(row)


def audits_of(session: Session, grant_id: str) -> list[AuditRecord]:
    """All audits of a grant, newest first."""
    row = AuditCaseRow
    rows = session.scalars(select(row).where(row.grant_id == grant_id).order_by(row.number.desc()))
    return [_record(one) for one in rows]


def findings_of(session: Session, audit_id: str) -> list[FindingRecord]:
    """All findings of an audit, by number."""
    row = AuditFindingRow
    rows = session.scalars(select(row).where(row.audit_id == audit_id).order_by(row.number))
    return [_finding(one) for one in rows]


def grant_of_audit(session: Session, audit_id: str) -> str:
    """The grant it belongs to. Raises NotFound."""
    return load_audit(session, audit_id).grant_id


def grant_of_finding(session: Session, finding_id: str) -> str:
    """The grant its audit belongs to. Raises NotFound."""
    return grant_of_audit(session, load_finding(session, finding_id).audit_id)


_PLAIN = ("audit_id", "grant_id", "number", "scope", "due_on", "seed", "limit_cents", "draw_count",
          "population", "population_sha256", "opened_by", "opened_at", "note", "closed_by",
          "closed_at")  # fmt: skip


def _record(row: AuditCaseRow) -> AuditRecord:
    return AuditRecord(
        **{name: getattr(row, name) for name in _PLAIN},
        kind=AuditKind(row.kind),
        sample=Sample(tuple(row.by_limit), tuple(row.drawn)),
    )


def _finding(row: AuditFindingRow) -> FindingRecord:
    return FindingRecord(
        finding_id=row.finding_id,
        audit_id=row.audit_id,
        number=row.number,
        finding=NewFinding(Weight(row.weight), row.text, row.expenditure_number, row.amount_cents),
        found_by=row.found_by,
        answer=row.answer,
        answered_by=row.answered_by,
    )
