"""What verification reads, and its stored results."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import func, insert, select, text, update
from sqlalchemy.orm import Session, aliased

from services.audit.domain.merkle import HASH_BYTES, TILE_WIDTH, leaf_hash
from services.audit.domain.stored import StoredEntry, StoredTile
from services.audit.store.models import ENTRY, MARKED, TILE, VERIFICATION

_READ_AHEAD = 2000


def rows(session: Session, first: int = 0) -> Iterator[StoredEntry]:
    """All entries from a sequence on in order, in constant memory, within one snapshot.

    Also what no sequence of ours can be (below zero) comes out, in front. The driver's own rows
    are read: building others costs a third of what hashing costs.
    """
    connection = session.connection()
    driver = connection.connection.driver_connection
    assert driver is not None
    columns = ", ".join(StoredEntry._fields)
    start = f"WHERE sequence >= {int(first)} " if first else ""
    query = f"SELECT {columns} FROM entry {start}ORDER BY sequence"
    if connection.dialect.name == "postgresql":
        cursor = driver.cursor(name=f"entries_{uuid4().hex}", binary=True)
    else:
        cursor = driver.cursor()
    with closing(cursor):
        cursor.execute(query)
        while found := cursor.fetchmany(_READ_AHEAD):
            yield from map(StoredEntry._make, found)


class StoredTiles:
    """The stored tiles and the evidence that is looked up once something is wrong."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def tile(self, level: int, number: int) -> StoredTile | None:
        """A finished tile, or None if there is no such row."""
        statement = select(TILE.c.hashes, TILE.c.root).where(
            TILE.c.level == level, TILE.c.number == number
        )
        row = self._session.execute(statement).first()
        return StoredTile(*row) if row else None

    def count(self, level: int) -> int:
        """One more than the highest tile number of a level; 0 if it has none."""
        last = self._session.scalar(select(func.max(TILE.c.number)).where(TILE.c.level == level))
        return 0 if last is None else last + 1

    def observed(self, sequence: int) -> bytes | None:
        """Leaf hash of the bytes that stand at a sequence now."""
        body = self._session.scalar(select(ENTRY.c.body).where(ENTRY.c.sequence == sequence))
        return leaf_hash(body) if isinstance(body, bytes) else None

    def recorded(self, sequence: int) -> bytes | None:
        """Leaf hash that was recorded for a sequence, by the tile or else the column."""
        tile = self.tile(0, sequence // TILE_WIDTH)
        if tile is not None:
            at = sequence % TILE_WIDTH * HASH_BYTES
            return tile.hashes[at : at + HASH_BYTES]
        column = select(ENTRY.c.entry_hash).where(ENTRY.c.sequence == sequence)
        return self._session.scalar(column)

    def locate(self, leaf: bytes, after: int) -> int | None:
        """The first sequence after `after` whose bytes now have this leaf hash."""
        return next(
            (
                row.sequence
                for row in rows(self._session, after + 1)
                if isinstance(row.body, bytes) and leaf_hash(row.body) == leaf
            ),
            None,
        )


def unmarked_conflict(session: Session) -> int | None:
    """The first entry whose event id an earlier one has, though it is not marked so."""
    later, earlier = aliased(ENTRY), aliased(ENTRY)
    repeated = (
        select(ENTRY.c.event_id)
        .where(ENTRY.c.event_id.is_not(None))
        .group_by(ENTRY.c.event_id)
        .having(func.count() > 1)
    )
    first: int | None = session.scalar(
        select(func.min(later.c.sequence)).where(
            later.c.event_id.in_(repeated),
            later.c.mark == "ok",
            select(earlier.c.sequence)
            .where(earlier.c.event_id == later.c.event_id, earlier.c.sequence < later.c.sequence)
            .exists(),
        )
    )
    return first


def marked(session: Session, limit: int) -> list[tuple[int, str]]:
    """The first entries that are marked as conflict or unreadable."""
    statement = select(ENTRY.c.sequence, ENTRY.c.mark).where(text(MARKED))
    found = session.execute(statement.order_by(ENTRY.c.sequence).limit(limit))
    return [(row.sequence, row.mark) for row in found]


@dataclass(frozen=True)
class VerificationRun:
    """One verification: `status` is `running`, `done` or `failed`; `result` the answer if done."""

    verification_id: str
    requested_at: datetime
    requested_by: str
    status: str
    ok: bool | None
    checked: int
    total: int | None
    result: dict[str, Any] | None


def add_run(session: Session, run_id: str, at: datetime, by: str, total: int) -> None:
    """Note that a verification begins."""
    session.execute(
        insert(VERIFICATION).values(
            verification_id=run_id, requested_at=at, requested_by=by, status="running", total=total
        )
    )


def update_run(session: Session, run_id: str, **values: Any) -> None:
    """Progress or end of a verification; `result` is stored as JSON."""
    if "result" in values:
        values["result"] = json.dumps(values["result"])
    same = VERIFICATION.c.verification_id == run_id
    session.execute(update(VERIFICATION).where(same).values(**values))


def latest_runs(session: Session, limit: int) -> list[VerificationRun]:
    """The newest verifications, newest first."""
    order = (VERIFICATION.c.requested_at.desc(), VERIFICATION.c.verification_id)
    found = session.execute(select(VERIFICATION).order_by(*order).limit(limit))
    return [
        VerificationRun(
            row.verification_id,
            row.requested_at,
            row.requested_by,
            row.status,
            row.ok,
            row.checked,
            row.total,
            json.loads(row.result) if row.result else None,
        )
        for row in found
    ]
