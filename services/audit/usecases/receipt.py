"""Receiving messages of the stream into the log: store first, interpret later.

The leaves are the distinct (id, bytes) pairs in topic order. Nothing is skipped and nothing stops
this: what cannot be read is kept and marked, an id that comes again with other bytes is kept and
marked as a conflict.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from services.audit.domain.entry import CONFLICT, OK, UNREADABLE, Derived, derive
from services.audit.domain.merkle import leaf_hash
from services.audit.domain.stored import StoredEntry
from services.audit.domain.tree import FinishedTile, Tree
from services.audit.store import log
from shared.transport import Received


class Receiver:
    """Takes batches of messages into the log; keeps the tree between two batches."""

    def __init__(self) -> None:
        self._tree: Tree | None = None

    def receive(self, session: Session, records: Sequence[Received]) -> None:
        """Append what is new among these messages.

        Runs in the transaction that also moves the consumer's position, so a crash repeats the
        whole batch and a repeated batch adds nothing.
        """
        tree = self._tree = log.load_tree(session, self._tree)
        derived = [derive(record.value or b"") for record in records]
        known = _known(session, records, derived)
        tiles: list[FinishedTile] = []
        log.append(session, _new_rows(records, derived, known, tree, tiles))
        log.append_tiles(session, tiles)


def _new_rows(
    records: Sequence[Received],
    derived: Sequence[Derived],
    known: dict[str, set[bytes]],
    tree: Tree,
    tiles: list[FinishedTile],
) -> Iterator[StoredEntry]:
    """The entries to add, made one by one; finished tiles are put into `tiles`."""
    for record, columns in zip(records, derived, strict=True):
        body = record.value or b""
        entry_hash = leaf_hash(body)
        mark = _mark(known, entry_hash, columns)
        if mark is not None:
            yield StoredEntry(tree.size, body, entry_hash, record.offset, mark, *columns)
            if finished := tree.append(entry_hash):
                tiles += finished


NO_ID = ""
"""Stands for the id of what cannot be read; an event's id is never empty."""


def _known(
    session: Session, records: Sequence[Received], derived: Sequence[Derived]
) -> dict[str, set[bytes]]:
    """The hashes already in the log, by event id, as far as this batch needs them.

    Unreadable bytes have no id to be told apart by; the same bytes are the same entry.
    """
    known = log.hashes_by_event(session, {one.event_id for one in derived if one.event_id})
    unreadable = {
        leaf_hash(record.value or b"")
        for record, columns in zip(records, derived, strict=True)
        if not columns.readable
    }
    known[NO_ID] = {one for one in unreadable if log.has_unreadable(session, one)}
    return known


def _mark(known: dict[str, set[bytes]], entry_hash: bytes, columns: Derived) -> str | None:
    """The mark of a new entry; None if the very same bytes are already an entry.

    `known` remembers what this batch adds, so a repetition within it is seen too.
    """
    same = known.setdefault(columns.event_id or NO_ID, set())
    if entry_hash in same:
        return None
    repeated = bool(same)
    same.add(entry_hash)
    if not columns.readable:
        return UNREADABLE
    return CONFLICT if repeated else OK
