"""Stored checkpoints and the frozen identity of the log."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, select
from sqlalchemy.orm import Session

from services.audit.domain.checkpoint import Checkpoint
from services.audit.store.models import CHECKPOINT, LOG_IDENTITY

_READ_AHEAD = 1000


@dataclass(frozen=True)
class StoredCheckpoint:
    """One signed head of the log; `note` is the whole signed note."""

    tree_size: int
    next_offset: int
    note: str
    made_at: datetime


@dataclass(frozen=True)
class LogIdentity:
    """Name and public key under which the log signs, frozen at the first start."""

    origin: str
    verifier_key: str


def add(session: Session, head: Checkpoint, note: str, made_at: datetime) -> None:
    """Store a new checkpoint."""
    session.execute(
        insert(CHECKPOINT).values(
            tree_size=head.tree_size, next_offset=head.next_offset, note=note, made_at=made_at
        )
    )


def latest(session: Session) -> StoredCheckpoint | None:
    """The newest checkpoint."""
    return _one(session, select(CHECKPOINT).order_by(CHECKPOINT.c.tree_size.desc()).limit(1))


def at_size(session: Session, tree_size: int) -> StoredCheckpoint | None:
    """The checkpoint of exactly this tree size."""
    return _one(session, select(CHECKPOINT).where(CHECKPOINT.c.tree_size == tree_size))


def covering(session: Session, sequence: int) -> StoredCheckpoint | None:
    """The oldest checkpoint that contains an entry."""
    larger = select(CHECKPOINT).where(CHECKPOINT.c.tree_size > sequence)
    return _one(session, larger.order_by(CHECKPOINT.c.tree_size).limit(1))


def page(session: Session, *, below: int | None, limit: int) -> list[StoredCheckpoint]:
    """Checkpoints from the newest down, smaller than `below`."""
    statement = select(CHECKPOINT).order_by(CHECKPOINT.c.tree_size.desc()).limit(limit)
    if below is not None:
        statement = statement.where(CHECKPOINT.c.tree_size < below)
    return [StoredCheckpoint(*row) for row in session.execute(statement)]


def ascending(session: Session) -> Iterator[tuple[int, int, str]]:
    """Size, next offset and note of all checkpoints from the smallest up, in constant memory."""
    after = -1
    while True:
        statement = (
            select(CHECKPOINT.c.tree_size, CHECKPOINT.c.next_offset, CHECKPOINT.c.note)
            .where(CHECKPOINT.c.tree_size > after)
            .order_by(CHECKPOINT.c.tree_size)
            .limit(_READ_AHEAD)
        )
        rows = session.execute(statement).all()
        yield from ((row.tree_size, row.next_offset, row.note) for row in rows)
        if len(rows) < _READ_AHEAD:
            return
        after = rows[-1].tree_size


def identity(session: Session) -> LogIdentity | None:
    """Under which name and key this log signs; None before the first start."""
    row = session.execute(select(LOG_IDENTITY.c.origin, LOG_IDENTITY.c.verifier_key)).first()
    return LogIdentity(*row) if row else None


def freeze(session: Session, found: LogIdentity, at: datetime) -> None:
    """Fix name and key for ever: the table takes one row, and triggers keep it."""
    session.execute(
        insert(LOG_IDENTITY).values(
            id=1, origin=found.origin, verifier_key=found.verifier_key, created_at=at
        )
    )


def _one(session: Session, statement: Select[Any]) -> StoredCheckpoint | None:
    row = session.execute(statement).first()
    return StoredCheckpoint(*row) if row else None
