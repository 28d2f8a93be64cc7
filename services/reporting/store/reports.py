"""Versions of reports and their stored bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Select, func, insert, select, text, tuple_, update
from sqlalchemy.orm import Session, aliased

from services.reporting.store import pieces
from services.reporting.store.models import ReportFileRow, ReportRow
from services.reporting.store.pieces import FileKey
from shared.errors import NotFound, Violation

__all__ = ["ReportRow", "StoredFile"]


@dataclass(frozen=True)
class StoredFile:
    """One rendering: `part` is `full` or `public`, `format` the suffix, SHA-256 in hex.

    `findings`: what it could not show as given, as sentences.
    """

    part: str
    format: str
    sha256: str
    findings: tuple[str, ...] = ()


def lock_series(session: Session, grant_id: str, type_: str, period: str) -> None:
    """One at a time per grant, type and period until the end of the transaction.

    SQLite writes one at a time anyhow.
    """
    if session.get_bind().dialect.name == "postgresql":
        name = f"report/{grant_id}/{type_}/{period}".encode()
        key = int.from_bytes(hashlib.sha256(name).digest()[:8], "big", signed=True)
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


def next_version(session: Session, grant_id: str, type_: str, period: str) -> int:
    """The number the next version gets."""
    statement = select(func.max(ReportRow.version)).where(
        ReportRow.grant_id == grant_id, ReportRow.type == type_, ReportRow.period == period
    )
    return (session.scalar(statement) or 0) + 1


def add(session: Session, report: ReportRow) -> None:
    """Stores a new version."""
    session.add(report)
    session.flush()


def add_file(
    session: Session, key: FileKey, path: Path, findings: tuple[str, ...] = ()
) -> StoredFile:
    """Stores the bytes of a rendering, once for ever."""
    digest = pieces.add(session, key, path)
    session.execute(
        insert(ReportFileRow).values(
            report_id=key.report_id,
            status=key.status,
            part=key.part,
            format=key.format,
            sha256=digest,
            content=b"",
            findings=json.dumps(findings),
        )
    )
    return StoredFile(key.part, key.format, digest, findings)


def get(session: Session, report_id: str, *, lock: bool = False) -> ReportRow:
    """One version. Raises NotFound."""
    statement = select(ReportRow).where(ReportRow.report_id == report_id)
    found = session.scalar(statement.with_for_update() if lock else statement)
    if found is None:
        raise unknown()
    return found


def unknown() -> NotFound:
    """There is no such report."""
    return NotFound([Violation("report_unknown", "API", "Diesen Bericht gibt es nicht.")])


def files(session: Session, report_id: str, status: str) -> list[StoredFile]:
    """What is stored of a version in a status, without the bytes."""
    table = ReportFileRow
    rows = session.execute(
        select(table.part, table.format, table.sha256, table.findings)
        .where(table.report_id == report_id, table.status == status)
        .order_by(table.part, table.format)
    )
    return [
        StoredFile(part, format_, sha256, tuple(json.loads(findings)))
        for part, format_, sha256, findings in rows
    ]


def content(session: Session, report_id: str, status: str, part: str, format_: str) -> bytes | None:
    """The stored bytes in one piece, None if there is no such rendering; for small ones."""
    return b"".join(pieces.read(session, FileKey(report_id, status, part, format_))) or None


def is_there(session: Session, report_id: str) -> bool:
    """Whether a version of that id is stored."""
    found = session.scalar(select(ReportRow.report_id).where(ReportRow.report_id == report_id))
    return found is not None


def newer_released(session: Session, report: ReportRow) -> ReportRow | None:
    """A later version of the same report that was released."""
    return session.scalar(
        _series(report)
        .where(ReportRow.version > report.version, ReportRow.released_at.is_not(None))
        .limit(1)
    )


def supersede_older(session: Session, report: ReportRow) -> None:
    """Marks all earlier versions as superseded; their bytes stay what they are."""
    session.execute(
        update(ReportRow)
        .where(
            ReportRow.grant_id == report.grant_id,
            ReportRow.type == report.type,
            ReportRow.period == report.period,
            ReportRow.version < report.version,
        )
        .values(status="superseded", revision=ReportRow.revision + 1)
    )


Series = tuple[str, str, str]
"""Grant, type and period: all versions of one report."""


def last_released(
    session: Session, series: Series, *, by: datetime | None = None, below: int | None = None
) -> ReportRow | None:
    """The newest version of a report that was released by an instant (None: so far), of those
    below a number (None: of all)."""
    released = _of(series).where(ReportRow.released_at.is_not(None))
    if by is not None:
        released = released.where(ReportRow.released_at <= by)
    if below is not None:
        released = released.where(ReportRow.version < below)
    return session.scalar(released.order_by(ReportRow.version.desc()).limit(1))


def drafted_below(session: Session, series: Series, position: int) -> ReportRow | None:
    """The newest version whose cut-off lies at or before a position of the log."""
    earlier = _of(series).where(ReportRow.cut_off_position <= position)
    return session.scalar(earlier.order_by(ReportRow.version.desc()).limit(1))


def newest_public(session: Session, limit: int) -> list[ReportRow]:
    """The newest released version of every report that has a public part, latest release first."""
    newer = aliased(ReportRow)
    later = select(newer.report_id).where(
        newer.grant_id == ReportRow.grant_id,
        newer.type == ReportRow.type,
        newer.period == ReportRow.period,
        newer.version > ReportRow.version,
        newer.released_at.is_not(None),
    )
    statement = (
        select(ReportRow)
        .where(
            ReportRow.released_at.is_not(None),
            ReportRow.public_hash.is_not(None),
            ~later.exists(),
        )
        .order_by(ReportRow.released_at.desc(), ReportRow.report_id)
    )
    return list(session.scalars(statement.limit(limit)))


def of_series(session: Session, report: ReportRow) -> list[ReportRow]:
    """All versions of the same report, oldest first."""
    return list(session.scalars(_series(report).order_by(ReportRow.version)))


def oldest_period_by_hand(session: Session, type_: str) -> str | None:
    """The first period of this type of report that a person drafted one for, of any grant."""
    return session.scalar(
        select(func.min(ReportRow.period)).where(
            ReportRow.type == type_, ReportRow.scheduled.is_(False)
        )
    )


def listed(
    session: Session,
    grant_id: str,
    *,
    released_only: bool,
    before: tuple[str, str, int] | None,
    limit: int,
    type_: str | None = None,
    status: str | None = None,
) -> Iterator[ReportRow]:
    """Reports of a grant, latest period first, then by type, newest version first.

    `before` is the sort key (period, type, version) of the last row shown.
    """
    key = tuple_(ReportRow.period, ReportRow.type, ReportRow.version)
    statement = select(ReportRow).where(ReportRow.grant_id == grant_id)
    if released_only:
        statement = statement.where(ReportRow.released_at.is_not(None))
    if type_:
        statement = statement.where(ReportRow.type == type_)
    if status:
        statement = statement.where(ReportRow.status == status)
    if before is not None:
        statement = statement.where(key < tuple_(*before))
    ordered = statement.order_by(
        ReportRow.period.desc(), ReportRow.type.desc(), ReportRow.version.desc()
    )
    return iter(session.scalars(ordered.limit(limit)))


def _series(report: ReportRow) -> Select[ReportRow]:
    return _of((report.grant_id, report.type, report.period))


def _of(series: Series) -> Select[ReportRow]:
    grant_id, type_, period = series
    return select(ReportRow).where(
        ReportRow.grant_id == grant_id, ReportRow.type == type_, ReportRow.period == period
    )
