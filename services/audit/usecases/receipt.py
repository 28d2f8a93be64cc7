"""Receiving messages of the stream into the log: store first, interpret later.

The leaves are the distinct (id, bytes) pairs in topic order. Nothing is skipped and nothing stops
this: what cannot be read is kept and marked, an id that comes again with other bytes is kept and
marked as a conflict.
"""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from services.audit.domain.entry import CONFLICT, OK, UNREADABLE, Derived, derive
from services.audit.domain.merkle import leaf_hash
from services.audit.domain.tree import FinishedTile
from services.audit.domain.verification import StoredEntry
from services.audit.store import log
from shared.transport import Received


def receive(session: Session, records: Sequence[Received]) -> int:
    """Append what is new among these messages; answers how many entries that were.

    Runs in the transaction that also moves the consumer's position, so a crash repeats the whole
    batch and a repeated batch adds nothing.
    """
    bodies = [record.value or b"" for record in records]
    hashes = [leaf_hash(body) for body in bodies]
    derived = [derive(body) for body in bodies]
    known = log.hashes_by_event(session, {one.event_id for one in derived if one.event_id})
    tree = log.load_tree(session)
    rows: list[StoredEntry] = []
    tiles: list[FinishedTile] = []
    for record, body, entry_hash, columns in zip(records, bodies, hashes, derived, strict=True):
        mark = _mark(session, known, entry_hash, columns)
        if mark is None:
            continue
        rows.append(StoredEntry(tree.size, body, entry_hash, record.offset, mark, columns))
        tiles += tree.append(entry_hash)
    log.append(session, rows, tiles)
    return len(rows)


def _mark(
    session: Session, known: dict[str, set[bytes]], entry_hash: bytes, columns: Derived
) -> str | None:
    """The mark of a new entry; None if the very same bytes are already an entry.

    `known` remembers what this batch adds, so a repetition within it is seen too.
    """
    if columns.event_id is None:
        # Unreadable bytes have no id to be told apart by; the same bytes are the same entry.
        same = known.setdefault("", set())
        if entry_hash in same or log.has_unreadable(session, entry_hash):
            return None
        same.add(entry_hash)
        return UNREADABLE
    same = known.setdefault(columns.event_id, set())
    if entry_hash in same:
        return None
    mark = CONFLICT if same else OK
    same.add(entry_hash)
    return mark
