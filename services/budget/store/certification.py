"""Certifications that stand. The database itself refuses recorder and same person twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Select,
    String,
    UniqueConstraint,
    delete,
    insert,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.expenditure import Certification, CertificationKind
from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.occasion import Occasion


class CertificationRow(Base):
    """One standing certification.

    `person_slot` is the person where the pack wants two of them, else person and kind: its
    uniqueness per expenditure is the rule of the two persons. A trigger compares `certified_by`
    with the recorders (migration 0003).
    """

    __tablename__ = "certification"
    __table_args__ = (
        UniqueConstraint("expenditure_id", "person_slot"),
        CheckConstraint("kind IN ('factual', 'arithmetical')", name="kind"),
    )

    expenditure_id: Mapped[str] = mapped_column(
        ForeignKey("expenditure.expenditure_id"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    certified_by: Mapped[str] = mapped_column(String(36))
    certified_on: Mapped[date]
    certified_at: Mapped[datetime] = mapped_column(UtcDateTime)
    external: Mapped[bool]
    person_slot: Mapped[str] = mapped_column(String(60))
    deputy_for: Mapped[str | None] = mapped_column(String(36))
    office: Mapped[str] = mapped_column(String(80), server_default="")


def certification_values(
    expenditure_id: str, given: Certification, by: Occasion, *, persons: int
) -> dict[str, object]:
    """The columns of one certification; `persons` is the pack's `certification_persons`.

    Taken-over ones may lack the second person: that is a finding, no refusal.
    """
    one_may_do_both = persons < 2 or given.external
    return {
        "expenditure_id": expenditure_id,
        "kind": given.kind.value,
        "certified_by": given.by,
        "certified_on": given.on,
        "certified_at": by.now,
        "external": given.external,
        "person_slot": f"{given.by}/{given.kind.value}" if one_may_do_both else given.by,
        "deputy_for": given.deputy_for,
        "office": given.office,
    }


def insert_certifications(session: Session, rows: list[dict[str, object]]) -> None:
    """Keeps certifications."""
    if rows:
        session.execute(insert(CertificationRow), rows)


def delete_certification(session: Session, expenditure_id: str, kind: CertificationKind) -> None:
    """Takes one back; the event remembers it."""
    session.execute(
        delete(CertificationRow).where(
            CertificationRow.expenditure_id == expenditure_id, CertificationRow.kind == kind.value
        )
    )


def certification_rows(
    session: Session, expenditure_ids: Sequence[str] | Select[str]
) -> Mapping[str, list[CertificationRow]]:
    """Standing certifications by expenditure."""
    found: dict[str, list[CertificationRow]] = {}
    statement = (
        select(CertificationRow)
        .where(CertificationRow.expenditure_id.in_(expenditure_ids))
        .order_by(CertificationRow.certified_at, CertificationRow.kind)
        .execution_options(populate_existing=True)
    )
    for row in session.scalars(statement):
        found.setdefault(row.expenditure_id, []).append(row)
    return found


def as_certification(row: CertificationRow) -> Certification:
    """A stored certification as the rules see it."""
    return Certification(
        CertificationKind(row.kind),
        row.certified_by,
        row.certified_on,
        row.external,
        row.deputy_for,
        row.office,
    )
