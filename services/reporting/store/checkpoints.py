"""Checkpoints of the audit log, as far as they came."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from contracts.checkpoint import CheckpointMessage
from services.reporting.store.models import CheckpointRow


def add(session: Session, message: CheckpointMessage) -> None:
    """Keeps a checkpoint once."""
    if session.get(CheckpointRow, message.tree_size) is None:
        session.add(
            CheckpointRow(
                tree_size=message.tree_size,
                root=message.root,
                next_offset=message.next_offset,
                note=message.note,
                at=message.at,
                last_time=message.last_time,
            )
        )
        session.flush()


def newest_within(session: Session, next_offset: int) -> CheckpointRow | None:
    """The newest checkpoint that covers nothing reporting has not read yet."""
    return session.scalar(
        select(CheckpointRow)
        .where(CheckpointRow.next_offset <= next_offset)
        .order_by(CheckpointRow.next_offset.desc(), CheckpointRow.tree_size.desc())
        .limit(1)
    )


def newest_below(session: Session, tree_size: int) -> CheckpointRow | None:
    """The newest checkpoint of a log of at most so many entries."""
    return session.scalar(
        select(CheckpointRow)
        .where(CheckpointRow.tree_size <= tree_size)
        .order_by(CheckpointRow.tree_size.desc())
        .limit(1)
    )


def note_of(session: Session, tree_size: int) -> str:
    """The signed note of a checkpoint a report rests on."""
    return session.scalars(
        select(CheckpointRow.note).where(CheckpointRow.tree_size == tree_size)
    ).one()
