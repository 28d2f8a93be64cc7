"""Signing the head of the log."""

import json
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from contracts.checkpoint import CheckpointMessage
from contracts.schema import to_payload
from contracts.topics import CHECKPOINTS
from services.audit.domain.checkpoint import Checkpoint
from services.audit.domain.note import Signer
from services.audit.store import checkpoint as store
from services.audit.store import log
from services.audit.store.tables import OUTBOX, POSITIONS
from shared.clock import format_instant

LOG_CONSUMER = "log"
"""Name of the consumer whose position says how far the log has read the stream."""


def position(session: Session) -> int:
    """The next stream offset the log has not read."""
    return POSITIONS.next_offset(session, LOG_CONSUMER) or 0


def is_due(
    session: Session, at: datetime, *, end_offset: int, every: int, interval: timedelta
) -> bool:
    """Whether a checkpoint is to be made: the tree has grown, and either by `every` entries or
    the log has caught up with `end_offset` and the last checkpoint is `interval` old."""
    last = store.latest(session)
    grown = log.size(session) - (last.tree_size if last else 0)
    if grown == 0:
        return False
    if grown >= every:
        return True
    rested = last is None or abs(at - last.made_at) >= interval
    return rested and position(session) >= end_offset


def make_checkpoint(session: Session, signer: Signer, at: datetime) -> Checkpoint | None:
    """Sign the head, store it and publish it, in one transaction; None if nothing has grown.

    Position, entries and checkpoint are of one state: the position moves with its entries.
    """
    next_offset = position(session)
    frontier = log.load_tree(session).frontier
    last = store.latest(session)
    if frontier.size == (last.tree_size if last else 0):
        return None
    head = Checkpoint(signer.name, frontier.size, frontier.root(), next_offset)
    note = head.sign(signer)
    store.add(session, head, note, at)
    message = CheckpointMessage(
        tree_size=head.tree_size,
        root=head.root.hex(),
        next_offset=next_offset,
        note=note,
        at=format_instant(at),
        last_time=log.time_of(session, head.tree_size - 1),
    )
    body = json.dumps(to_payload(message), ensure_ascii=False, sort_keys=True).encode()
    OUTBOX.add_message(session, CHECKPOINTS, signer.name, body)
    return head
