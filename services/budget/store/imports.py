"""Imports of the finance system's list: what was uploaded and what became of each line."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.budget.store.tables import Base
from shared.database import UtcDateTime


class ImportRecordRow(Base):
    """One uploaded list; its bytes lie in the file store."""

    __tablename__ = "import_list"

    import_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), index=True)
    profile: Mapped[str] = mapped_column(String(80))
    sha256: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(String(200))
    vouchers_sha256: Mapped[str | None] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(20))
    accepted: Mapped[int]
    accepted_cents: Mapped[int | None] = mapped_column(BigInteger)
    payments_cents: Mapped[int | None] = mapped_column(BigInteger)
    """Gross sums over the whole list; unknown of imports from before they were kept."""
    known: Mapped[int]
    payments: Mapped[int]
    duplicates: Mapped[int]
    changed: Mapped[int]
    rejected: Mapped[int]
    uploaded_by: Mapped[str] = mapped_column(String(36))
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    committed_by: Mapped[str | None] = mapped_column(String(36))
    committed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ImportLineRow(Base):
    """What a preview says of one line: its number in the file and the verdict, nothing of its
    content; gone once the list is taken over."""

    __tablename__ = "import_line"
    __table_args__ = (Index("ix_import_line_verdict", "import_id", "verdict", "row"),)

    import_id: Mapped[str] = mapped_column(ForeignKey("import_list.import_id"), primary_key=True)
    row: Mapped[int] = mapped_column(primary_key=True)
    verdict: Mapped[str] = mapped_column(String(10))


class ImportFaultRow(Base):
    """One entry of the Klärungsliste: a rejected, changed or duplicate line with its reason."""

    __tablename__ = "import_fault"
    __table_args__ = (Index("ix_import_fault_state", "import_id", "state", "position"),)

    import_id: Mapped[str] = mapped_column(ForeignKey("import_list.import_id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(10))
    row: Mapped[int]
    column: Mapped[str] = mapped_column(String(80))
    code: Mapped[str] = mapped_column(String(60))
    rule: Mapped[str] = mapped_column(String(20))
    message: Mapped[str] = mapped_column(Text)
    value: Mapped[str] = mapped_column(Text)
    deciding: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """The values of the rule pack that decided, as the codec of assessments writes them."""
