"""Filed decisions, approvals and permissions of a grant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.evidence import Evidence, EvidenceKind
from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.occasion import Occasion


class EvidenceRow(Base):
    """One filed decision; never changed, a wrong one is followed by another."""

    __tablename__ = "evidence"

    evidence_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    decided_on: Mapped[date]
    reference: Mapped[str] = mapped_column(String(200))
    valid_from: Mapped[date | None]
    measures: Mapped[list[str]] = mapped_column(JSON)
    file_sha256: Mapped[str | None] = mapped_column(String(64))
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class EvidenceRecord:
    """One piece of evidence with its file."""

    evidence_id: str
    evidence: Evidence
    file_sha256: str | None


def insert_evidence(
    session: Session,
    evidence_id: str,
    grant_id: str,
    new: Evidence,
    file_sha256: str | None,
    by: Occasion,
) -> None:
    """Files a piece of evidence."""
    session.add(
        EvidenceRow(
            evidence_id=evidence_id,
            grant_id=grant_id,
            kind=new.kind.value,
            decided_on=new.decided_on,
            reference=new.reference,
            valid_from=new.valid_from,
            measures=list(new.measures),
            file_sha256=file_sha256,
            created_by=by.actor,
            created_at=by.now,
        )
    )
    session.flush()


def evidence_records(session: Session, grant_id: str) -> list[EvidenceRecord]:
    """All evidence of a grant, oldest first."""
    rows = session.scalars(
        select(EvidenceRow)
        .where(EvidenceRow.grant_id == grant_id)
        .order_by(EvidenceRow.created_at, EvidenceRow.evidence_id)
    )
    return [EvidenceRecord(row.evidence_id, _evidence(row), row.file_sha256) for row in rows]


def evidence_of(session: Session, grant_id: str) -> tuple[Evidence, ...]:
    """All evidence of a grant as the rules see it."""
    return tuple(one.evidence for one in evidence_records(session, grant_id))


def _evidence(row: EvidenceRow) -> Evidence:
    return Evidence(
        kind=EvidenceKind(row.kind),
        decided_on=row.decided_on,
        reference=row.reference,
        valid_from=row.valid_from,
        measures=tuple(row.measures),
    )
