"""The stream: append-only topics of one partition with offsets. Two transports, one interface.

Which one is plugged in is decided in `make_transport` and nowhere else.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from contracts.topics import ALL, KEYS
from shared.errors import Unavailable
from shared.settings import Settings


@dataclass(frozen=True)
class Message:
    """What is published: `key` orders nothing (one partition) but compacts `KEYS`."""

    key: str
    value: bytes | None


@dataclass(frozen=True)
class Received:
    """What is read. Offsets ascend; compaction may leave gaps."""

    offset: int
    key: str
    value: bytes | None


class Reader(Protocol):
    """Reads one topic from any offset."""

    def read(self, offset: int, limit: int, timeout_s: float) -> list[Received]:
        """Up to `limit` messages with offset >= `offset`; waits up to `timeout_s` for the first."""

    def close(self) -> None:
        """Gives the connection back."""


class Transport(Protocol):
    """A durable stream. Raises Unavailable while it cannot be reached."""

    def publish(self, topic: str, messages: Sequence[Message]) -> int:
        """Appends in order; returns how many from the front are known to be stored durably.
        Fewer than all means doubt about the rest: send them again."""

    def reader(self, topic: str) -> Reader:
        """A reader of its own; not shared between threads."""

    def end_offset(self, topic: str) -> int:
        """The offset the next message will get (or a larger one after compaction)."""

    def close(self) -> None:
        """Gives everything back."""


def make_transport(settings: Settings) -> Transport:
    """Kafka where brokers are named, else the in-process stream of one machine."""
    if settings.kafka.bootstrap_servers:
        from shared.transport_kafka import KafkaTransport

        return KafkaTransport(settings.kafka)
    return LocalTransport(settings.data_dir / "stream.db", durable=settings.durable)


_TABLE = """
CREATE TABLE IF NOT EXISTS message (
    topic TEXT NOT NULL, "offset" INTEGER NOT NULL, key TEXT NOT NULL, value BLOB,
    PRIMARY KEY (topic, "offset")
) WITHOUT ROWID
"""
_NEXT = "SELECT next FROM topic_end WHERE topic = ?"


class LocalTransport:
    """A durable append-only SQLite log on one machine.

    What it does not promise: replication, more than one machine, and retention limits. Order,
    durability (fsync per publish), re-reading from any offset and compaction of `KEYS` are as
    with Kafka. Several processes on one machine may share the file.
    """

    def __init__(self, path: Path, *, durable: bool = True) -> None:
        """Not `durable`: as in `shared.database.Sessions`."""
        self._path = path
        self._synchronous = "FULL" if durable else "NORMAL"
        path.parent.mkdir(parents=True, exist_ok=True)
        self._published = threading.Condition()
        with self._connection() as connection:
            connection.execute(_TABLE)
            connection.execute(
                "CREATE TABLE IF NOT EXISTS topic_end (topic TEXT PRIMARY KEY, next INTEGER)"
            )
            connection.executemany(
                "INSERT OR IGNORE INTO topic_end VALUES (?, 0)", [(topic,) for topic in ALL]
            )

    def publish(self, topic: str, messages: Sequence[Message]) -> int:
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            (first,) = connection.execute(_NEXT, (topic,)).fetchone()
            if topic == KEYS:
                connection.executemany(
                    "DELETE FROM message WHERE topic = ? AND key = ?",
                    [(topic, one.key) for one in messages],
                )
            connection.executemany(
                "INSERT INTO message VALUES (?, ?, ?, ?)",
                [(topic, first + n, one.key, one.value) for n, one in enumerate(messages)],
            )
            connection.execute(
                "UPDATE topic_end SET next = ? WHERE topic = ?", (first + len(messages), topic)
            )
            connection.execute("COMMIT")
        with self._published:
            self._published.notify_all()
        return len(messages)

    def reader(self, topic: str) -> Reader:
        return _LocalReader(self, topic)

    def end_offset(self, topic: str) -> int:
        with self._connection() as connection:
            (end,) = connection.execute(_NEXT, (topic,)).fetchone()
        return int(end)

    def select(self, topic: str, offset: int, limit: int) -> list[Received]:
        """The stored messages of a topic from `offset` on."""
        with self._connection() as connection:
            rows = connection.execute(
                'SELECT "offset", key, value FROM message WHERE topic = ? AND "offset" >= ? '
                'ORDER BY "offset" LIMIT ?',
                (topic, offset, limit),
            ).fetchall()
        return [Received(*row) for row in rows]

    def wait(self, timeout_s: float) -> None:
        """Until something is published in this process, or the time is over."""
        with self._published:
            self._published.wait(timeout_s)

    def close(self) -> None:
        with self._published:
            self._published.notify_all()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(
                sqlite3.connect(self._path, timeout=30, isolation_level=None)
            ) as connection:
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute(f"PRAGMA synchronous={self._synchronous}")
                yield connection
        except sqlite3.OperationalError as error:
            raise Unavailable(
                "Der Ereignisstrom ist gerade nicht erreichbar.", code="stream_unavailable"
            ) from error


_POLL_S = 0.1
"""Another process may publish without waking this one."""


class _LocalReader:
    def __init__(self, transport: LocalTransport, topic: str) -> None:
        self._transport = transport
        self._topic = topic

    def read(self, offset: int, limit: int, timeout_s: float) -> list[Received]:
        deadline = time.monotonic() + timeout_s
        while True:
            found = self._transport.select(self._topic, offset, limit)
            left = deadline - time.monotonic()
            if found or left <= 0:
                return found
            self._transport.wait(min(left, _POLL_S))

    def close(self) -> None:
        pass
