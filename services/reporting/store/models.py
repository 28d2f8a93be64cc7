"""Facts as versions with their stream offset, checkpoints, reports and their stored bytes.

A version of a fact holds from its own offset until `superseded_offset`; so any past position can
be read again exactly (semantics 9).
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from services.reporting.store.tables import Base
from shared.database import UtcDateTime

BIG_ID = BigInteger().with_variant(Integer, "sqlite")


class SeenEventRow(Base):
    """The inbox: an event that came twice is applied once.

    `body` are its bytes as they came, the leaf of the audit log: a report proves what it used.
    """

    __tablename__ = "seen_event"

    event_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    offset: Mapped[int] = mapped_column(BigInteger)
    body: Mapped[bytes] = mapped_column(LargeBinary, server_default=text("''"))


class FactRow(Base):
    """One version of a grant, measure, plan, call, income …; `body` is the event's payload."""

    __tablename__ = "fact"
    __table_args__ = (UniqueConstraint("kind", "subject", "offset"),)

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(200))
    grant_id: Mapped[str] = mapped_column(String(80), index=True)
    offset: Mapped[int] = mapped_column(BigInteger)
    superseded_offset: Mapped[int | None] = mapped_column(BigInteger)
    event_id: Mapped[str] = mapped_column(String(36))
    time: Mapped[str] = mapped_column(String(30))
    actor: Mapped[str] = mapped_column(String(80))
    body: Mapped[str] = mapped_column(Text)


class ExpenditureFactRow(Base):
    """One version of an expenditure row, with what the sums need in columns of its own.

    `effects` is the JSON list of dated amounts, `snapshot` the whole state as it came; its sealed
    texts are bound to `event_id`. `event_type` and `reason` say why there is a new version.
    """

    __tablename__ = "expenditure_fact"
    __table_args__ = (UniqueConstraint("expenditure_id", "offset"),)

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True)
    expenditure_id: Mapped[str] = mapped_column(String(36))
    grant_id: Mapped[str] = mapped_column(String(80))
    offset: Mapped[int] = mapped_column(BigInteger)
    superseded_offset: Mapped[int | None] = mapped_column(BigInteger)
    event_id: Mapped[str] = mapped_column(String(36))
    event_type: Mapped[str] = mapped_column(String(80))
    time: Mapped[str] = mapped_column(String(30))
    actor: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str | None] = mapped_column(Text)
    number: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20))
    budget_line: Mapped[str] = mapped_column(String(120))
    measure_id: Mapped[str] = mapped_column(String(80))
    category: Mapped[str] = mapped_column(String(20))
    budget_year: Mapped[int | None] = mapped_column(Integer)
    effective_on: Mapped[date | None] = mapped_column(Date)
    drawdown_id: Mapped[str | None] = mapped_column(String(36))
    reversal_of: Mapped[str | None] = mapped_column(String(36))
    reversed_by: Mapped[str | None] = mapped_column(String(36))
    movement_of: Mapped[str | None] = mapped_column(String(36))
    opening: Mapped[bool] = mapped_column(Boolean)
    effects: Mapped[str] = mapped_column(Text)
    snapshot: Mapped[str] = mapped_column(Text)


Index(
    "ix_expenditure_fact_grant",
    ExpenditureFactRow.grant_id,
    ExpenditureFactRow.superseded_offset,
    ExpenditureFactRow.offset,
)
Index(
    "ix_expenditure_fact_line",
    ExpenditureFactRow.grant_id,
    ExpenditureFactRow.budget_line,
    ExpenditureFactRow.effective_on,
    ExpenditureFactRow.number,
)
Index("ix_fact_grant_kind", FactRow.grant_id, FactRow.kind, FactRow.superseded_offset)


class CheckpointRow(Base):
    """A signed state of the audit log, as received."""

    __tablename__ = "checkpoint"

    tree_size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    root: Mapped[str] = mapped_column(String(64))
    next_offset: Mapped[int] = mapped_column(BigInteger, index=True)
    note: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(String(30))
    last_time: Mapped[str | None] = mapped_column(String(30))


class ReportRow(Base):
    """One version of a report. Its canonical JSON, which the content hash covers, lies in pieces;
    `document` holds it for reports from before there were pieces, else it is empty.

    `scheduled`: the service account made it, so two persons release it. `note` is the remark of
    the frame; `first_office` and `office` name the offices of those who released. `seal_…`: whose
    seal the released PDF bears and the SHA-256 of its certificate, or why it bears none.
    """

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("grant_id", "type", "period", "version"),
        CheckConstraint("first_released_by <> created_by", name="four_eyes_first"),
        CheckConstraint(
            "released_by <> created_by AND released_by <> first_released_by",
            name="four_eyes_second",
        ),
        CheckConstraint(
            "NOT scheduled OR released_by IS NULL OR first_released_by IS NOT NULL",
            name="two_release_scheduled",
        ),
        CheckConstraint(
            "status IN ('draft', 'partly_released', 'released', 'superseded')", name="status"
        ),
    )

    report_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(String(80))
    type: Mapped[str] = mapped_column(String(40))
    period: Mapped[str] = mapped_column(String(10))
    version: Mapped[int] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(String(20))
    cut_off_position: Mapped[int] = mapped_column(BigInteger)
    cut_off_at: Mapped[str] = mapped_column(String(30))
    cut_off_offset: Mapped[int] = mapped_column(BigInteger)
    checkpoint_root: Mapped[str] = mapped_column(String(64))
    rule_pack: Mapped[str] = mapped_column(String(80))
    rule_pack_version: Mapped[str] = mapped_column(String(40))
    generator_version: Mapped[str] = mapped_column(String(40))
    content_hash: Mapped[str] = mapped_column(String(64))
    public_hash: Mapped[str | None] = mapped_column(String(64))
    late_cut_off: Mapped[bool] = mapped_column(Boolean)
    note: Mapped[str] = mapped_column(Text)
    document: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    scheduled: Mapped[bool] = mapped_column(Boolean)
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    first_released_by: Mapped[str | None] = mapped_column(String(36))
    first_released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_office: Mapped[str | None] = mapped_column(String(80))
    released_by: Mapped[str | None] = mapped_column(String(36))
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    office: Mapped[str | None] = mapped_column(String(80))
    revision: Mapped[int] = mapped_column(Integer)
    seal_subject: Mapped[str] = mapped_column(String(240), server_default="", default="")
    seal_certificate: Mapped[str] = mapped_column(String(64), server_default="", default="")
    seal_missing: Mapped[str] = mapped_column(String(400), server_default="", default="")


class ReportFileRow(Base):
    """One rendering; per status it never changes (a trigger sees to it). Its bytes lie in pieces;
    `content` holds them for reports from before there were pieces, else it is empty.
    `findings` is a JSON list of sentences: what the renderer could not draw as given.
    """

    __tablename__ = "report_file"

    report_id: Mapped[str] = mapped_column(ForeignKey("report.report_id"), primary_key=True)
    status: Mapped[str] = mapped_column(String(20), primary_key=True)
    part: Mapped[str] = mapped_column(String(10), primary_key=True)
    format: Mapped[str] = mapped_column(String(10), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    findings: Mapped[str] = mapped_column(Text, server_default="[]")


class ReportPieceRow(Base):
    """A piece of stored bytes: of a rendering, or (status `stored`) of the document itself.

    Long files never pass through memory or a statement whole; a trigger refuses every change.
    """

    __tablename__ = "report_piece"

    report_id: Mapped[str] = mapped_column(ForeignKey("report.report_id"), primary_key=True)
    status: Mapped[str] = mapped_column(String(20), primary_key=True)
    part: Mapped[str] = mapped_column(String(10), primary_key=True)
    format: Mapped[str] = mapped_column(String(10), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class RunRow(Base):
    """One thing a scheduled run drafted: unique per day, grant, type and period."""

    __tablename__ = "scheduled_run"

    as_of: Mapped[date] = mapped_column(Date, primary_key=True)
    grant_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    type: Mapped[str] = mapped_column(String(40), primary_key=True)
    period: Mapped[str] = mapped_column(String(10), primary_key=True)
    run_id: Mapped[str] = mapped_column(String(36))
    report_id: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
