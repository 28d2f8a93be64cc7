"""Consumers keep their position beside their effect, in one transaction.

A batch that fails is rolled back whole and read again: nothing is skipped, nothing counted twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    func,
    insert,
    literal,
    select,
)
from sqlalchemy.orm import Session

from shared.clock import Clock
from shared.database import Sessions, UtcDateTime
from shared.transport import Received, Transport

Handle = Callable[[Session, Sequence[Received]], None]


class HandlingFailed(Exception):
    """A handler cannot go on at `offset`; raised by handlers to name the message."""

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(f"offset {offset}: {reason}")
        self.offset = offset
        self.reason = reason


class Positions:
    """Table of consumer positions; also tells which consumer stands still, since when and why."""

    def __init__(self, metadata: MetaData) -> None:
        self.table = Table(
            "consumer_position",
            metadata,
            Column("consumer", String(80), primary_key=True),
            Column("topic", String(80), nullable=False),
            Column("next_offset", BigInteger, nullable=False),
            Column("failing_since", UtcDateTime),
            Column("failing_offset", BigInteger),
            Column("attempts", Integer, nullable=False, server_default="0"),
            Column("last_error", Text),
        )

    def next_offset(self, session: Session, consumer: str, *, lock: bool = False) -> int | None:
        """The next offset to read, None before the first start; `lock` until the end of the
        transaction."""
        statement = select(self.table.c.next_offset).where(self.table.c.consumer == consumer)
        return session.scalar(statement.with_for_update() if lock else statement)

    def create(self, session: Session, consumer: str, topic: str) -> None:
        """Starts a consumer at offset 0."""
        session.execute(insert(self.table).values(consumer=consumer, topic=topic, next_offset=0))

    def advance(self, session: Session, consumer: str, next_offset: int) -> None:
        """Moves the position in the transaction of the effect; a failing mark ends."""
        session.execute(
            self.table.update()
            .where(self.table.c.consumer == consumer)
            .values(
                next_offset=next_offset,
                failing_since=None,
                failing_offset=None,
                attempts=0,
                last_error=None,
            )
        )

    def mark_failing(
        self, session: Session, consumer: str, at: datetime, offset: int | None, error: str
    ) -> None:
        """Remembers since when the consumer stands still."""
        table = self.table
        session.execute(
            table.update()
            .where(table.c.consumer == consumer)
            .values(
                failing_since=func.coalesce(table.c.failing_since, literal(at, UtcDateTime())),
                failing_offset=offset,
                attempts=table.c.attempts + 1,
                last_error=error[:2000],
            )
        )


class Consumer:
    """Reads `topic` from the stored position and hands batches to `handle`."""

    def __init__(
        self,
        name: str,
        topic: str,
        handle: Handle,
        *,
        sessions: Sessions,
        positions: Positions,
        transport: Transport,
        clock: Clock,
        batch: int = 500,
    ) -> None:
        self.name = name
        self._topic = topic
        self._handle = handle
        self._sessions = sessions
        self._positions = positions
        self._reader = transport.reader(topic)
        self._clock = clock
        self._batch = batch

    def run_once(self, timeout_s: float = 0.0) -> int:
        """Handles one batch; returns its size. Raises what the handler raised, after marking."""
        position = self._position()
        records = self._reader.read(position, self._batch, timeout_s)
        if not records:
            return 0
        try:
            return self._apply(position, records)
        except Exception as error:
            offset = error.offset if isinstance(error, HandlingFailed) else records[0].offset
            self._mark_failing(offset, error)
            raise

    def _position(self) -> int:
        with self._sessions.read() as session:
            found = self._positions.next_offset(session, self.name)
        if found is not None:
            return found
        with self._sessions.write() as session:
            if self._positions.next_offset(session, self.name) is None:
                self._positions.create(session, self.name, self._topic)
        return 0

    def _apply(self, position: int, records: Sequence[Received]) -> int:
        with self._sessions.write() as session:
            if self._positions.next_offset(session, self.name, lock=True) != position:
                return 0  # another pump was quicker; the batch is dropped and read anew
            self._handle(session, records)
            self._positions.advance(session, self.name, records[-1].offset + 1)
        return len(records)

    def _mark_failing(self, offset: int, error: Exception) -> None:
        with self._sessions.write() as session:
            self._positions.mark_failing(
                session, self.name, self._clock.now(), offset, f"{type(error).__name__}: {error}"
            )

    def close(self) -> None:
        """Gives the reader back."""
        self._reader.close()
