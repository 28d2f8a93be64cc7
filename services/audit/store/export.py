"""Packages that wait to be fetched, in pieces: a log of a million entries is some gigabytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import and_, delete, exists, insert, or_, select, update
from sqlalchemy.orm import Session

from services.audit.store.models import EXPORT_FILE, EXPORT_PIECE
from services.audit.store.tables import JOBS
from shared.database import Sessions
from shared.long_work import KEPT

AGAIN: Final = timedelta(days=1)
"""How long a fetched package stays: a download that broke can be repeated."""


@dataclass(frozen=True)
class ExportFile:
    """A finished package. `attempt` is the one of its work that made it; `size` in bytes."""

    work_id: str
    attempt: int
    sha256: str
    size: int
    entries: int
    made_at: datetime
    fetched_at: datetime | None = None


def put_piece(session: Session, work_id: str, attempt: int, number: int, body: bytes) -> None:
    """Writes one piece; nobody sees it before `keep`."""
    values = {"work_id": work_id, "attempt": attempt, "number": number, "body": body}
    session.execute(insert(EXPORT_PIECE).values(values))


def keep(session: Session, made: ExportFile) -> None:
    """Makes a package of the pieces of its attempt."""
    session.execute(insert(EXPORT_FILE).values(asdict(made)))


def file_of(session: Session, work_id: str) -> ExportFile | None:
    """The package some work made; None before its end and after it was cleared away."""
    row = session.execute(select(EXPORT_FILE).where(EXPORT_FILE.c.work_id == work_id)).first()
    return ExportFile(**row._mapping) if row else None


def note_fetched(session: Session, work_id: str, now: datetime) -> None:
    """The package was handed out to its last byte."""
    file = EXPORT_FILE
    first = and_(file.c.work_id == work_id, file.c.fetched_at.is_(None))
    session.execute(update(file).where(first).values(fetched_at=now))


def pieces(sessions: Sessions, file: ExportFile) -> Iterator[bytes]:
    """The bytes in order, each piece in a short transaction of its own."""
    piece = EXPORT_PIECE.c
    statement = select(piece.body).where(
        piece.work_id == file.work_id, piece.attempt == file.attempt
    )
    number = 0
    while True:
        with sessions.read() as session:
            body: bytes | None = session.scalar(statement.where(piece.number == number))
        if body is None:
            return
        yield body
        number += 1


def clear_away(session: Session, now: datetime) -> None:
    """Removes what was fetched or kept long enough, and pieces of attempts that died."""
    file, piece, work = EXPORT_FILE.c, EXPORT_PIECE.c, JOBS.table.c
    over = or_(file.fetched_at < now - AGAIN, file.made_at < now - KEPT)
    session.execute(delete(EXPORT_FILE).where(over))
    is_kept = exists().where(file.work_id == piece.work_id, file.attempt == piece.attempt)
    is_made = exists().where(
        work.work_id == piece.work_id, work.state == "running", work.attempts == piece.attempt
    )
    session.execute(delete(EXPORT_PIECE).where(~is_kept, ~is_made))
