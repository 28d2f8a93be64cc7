"""Carries the outbox into the stream, in order, at least once. One relay per service.

Rows are chosen by `sent_at IS NULL`, never by "id greater than the last": ids are given before
they are committed, so a later commit may carry a smaller id.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.clock import Clock
from shared.database import Sessions
from shared.outbox import Outbox
from shared.transport import Message, Transport

BATCH = 500
_LOCK_CLASS = 0x464E  # "FN": keeps our advisory locks apart from others in the same database


class Relay:
    """`run_once()` publishes what is unsent and marks the acknowledged prefix."""

    name = "relay"

    def __init__(
        self,
        sessions: Sessions,
        outbox: Outbox,
        transport: Transport,
        clock: Clock,
        lock_file: Path,
    ) -> None:
        self._sessions = sessions
        self._outbox = outbox
        self._transport = transport
        self._clock = clock
        self._lock_file = lock_file

    def run_once(self) -> int:
        """Number of rows published and marked; 0 when none is left or another relay works.

        Raises Unavailable when the stream or the database is away; nothing is lost then.
        """
        if self._sessions.is_sqlite:
            with _file_lock(self._lock_file) as held:
                return self._carry_sqlite() if held else 0
        with self._sessions.write() as session:
            return self._carry_postgres(session)

    def _carry_sqlite(self) -> int:
        # No write transaction waits for the broker: read, publish, then mark.
        with self._sessions.read() as session:
            rows = self._unsent(session)
        done = self._publish(rows)
        if done:
            with self._sessions.write() as session:
                self._outbox.mark_sent(session, done, self._clock.now())
        return len(done)

    def _carry_postgres(self, session: Session) -> int:
        held = session.scalar(select(func.pg_try_advisory_xact_lock(_LOCK_CLASS, 1)))
        if not held:
            return 0
        done = self._publish(self._unsent(session))
        if done:
            self._outbox.mark_sent(session, done, self._clock.now())
        return len(done)

    def _unsent(self, session: Session) -> list[tuple[int, str, Message]]:
        table = self._outbox.table
        rows = session.execute(
            select(table.c.id, table.c.topic, table.c.key, table.c.value)
            .where(table.c.sent_at.is_(None))
            .order_by(table.c.id)
            .limit(BATCH)
        )
        return [(row.id, row.topic, Message(row.key, row.value)) for row in rows]

    def _publish(self, rows: list[tuple[int, str, Message]]) -> list[int]:
        done: list[int] = []
        for topic, group in groupby(rows, key=lambda row: row[1]):
            run = list(group)
            stored = self._transport.publish(topic, [message for _, _, message in run])
            done += [identity for identity, _, _ in run[:stored]]
            if stored < len(run):
                break
        return done


@contextmanager
def _file_lock(path: Path) -> Iterator[bool]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
