"""The log itself: reading its head, appending to it. There is no way to change what is in it."""

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from services.audit.domain.stored import StoredEntry
from services.audit.domain.tree import FinishedTile, Tree
from services.audit.store.bulk import insert_rows
from services.audit.store.models import ENTRY, MARKED, TILE

_BY_EVENTS = "SELECT event_id, entry_hash FROM entry WHERE event_id "
_BY_EVENTS_POSTGRES = text(_BY_EVENTS + "= ANY(:ids)")
_BY_EVENTS_SQLITE = text(_BY_EVENTS + "IN (SELECT value FROM json_each(:ids))")


class StoredHashes:
    """The hashes proofs and the frontier are made of: leaf hashes and roots of finished tiles."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def read(self, level: int, first: int, count: int) -> list[bytes]:
        """Hashes number first … first+count-1 of the perfect subtrees of 256**level leaves."""
        last = first + count - 1
        if level == 0:
            statement = (
                select(ENTRY.c.entry_hash)
                .where(ENTRY.c.sequence.between(first, last))
                .order_by(ENTRY.c.sequence)
            )
        else:
            statement = (
                select(TILE.c.root)
                .where(TILE.c.level == level - 1, TILE.c.number.between(first, last))
                .order_by(TILE.c.number)
            )
        return list(self._session.scalars(statement))


def size(session: Session) -> int:
    """How many entries the log has."""
    last = session.scalar(select(func.max(ENTRY.c.sequence)))
    return 0 if last is None else last + 1


def load_tree(session: Session, kept: Tree | None = None) -> Tree:
    """The tree over all entries, ready to grow; `kept` itself if it is of the present head.

    Same size and same last leaf mean the same tree, since nothing in the log ever changes.
    """
    head = session.execute(
        select(ENTRY.c.sequence, ENTRY.c.entry_hash).order_by(ENTRY.c.sequence.desc()).limit(1)
    ).first()
    now = (head.sequence + 1, head.entry_hash) if head else (0, None)
    if kept is not None and (kept.size, kept.last_leaf) == now:
        return kept
    return Tree.load(StoredHashes(session), now[0])


def hashes_by_event(session: Session, event_ids: Iterable[str]) -> dict[str, set[bytes]]:
    """For each of these event ids that has entries, their hashes."""
    found: dict[str, set[bytes]] = {}
    # One parameter for all ids: hundreds of placeholders cost more than the search itself.
    if session.get_bind().dialect.name == "postgresql":
        statement, ids = _BY_EVENTS_POSTGRES, list(event_ids)
    else:
        statement, ids = _BY_EVENTS_SQLITE, json.dumps(list(event_ids))  # type: ignore[assignment]
    for event_id, entry_hash in session.execute(statement, {"ids": ids}):
        found.setdefault(event_id, set()).add(entry_hash)
    return found


def has_unreadable(session: Session, entry_hash: bytes) -> bool:
    """Whether these bytes are already kept as an unreadable entry."""
    statement = select(ENTRY.c.sequence).where(text(MARKED), ENTRY.c.entry_hash == entry_hash)
    return session.scalar(statement.limit(1)) is not None


def append(session: Session, rows: Iterable[StoredEntry]) -> None:
    """Store entries in the caller's transaction.

    They are taken one by one: PostgreSQL stores the one while the next is being made.
    """
    insert_rows(session, ENTRY, rows)


def append_tiles(session: Session, tiles: Sequence[FinishedTile]) -> None:
    """Store finished tiles in the caller's transaction."""
    insert_rows(session, TILE, [(one.level, one.number, one.hashes, one.root) for one in tiles])


def time_of(session: Session, sequence: int) -> str | None:
    """The event time of the newest readable entry up to this one."""
    return session.scalar(
        select(ENTRY.c.time)
        .where(ENTRY.c.sequence <= sequence, ENTRY.c.time.is_not(None))
        .order_by(ENTRY.c.sequence.desc())
        .limit(1)
    )
