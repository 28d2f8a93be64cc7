"""Audit ingest in batches against bare COPY of the same rows, hashed in Python.

    python -m bench audit_ingest

1,000 rows a commit on PostgreSQL. The floor makes each event, canonicalises it (sorted compact
JSON), hashes it and copies sequence, bytes and hash into a table with a primary key and nothing
else; ours is given the same work and beyond that reads each envelope, looks for repetitions, grows
the tree, stores tiles, derived columns and six more indexes, and moves the consumer's position.
Target: at least 0.3.

The second pair leaves the making out on both sides and lets the floor copy all columns, derived
beforehand: what the log itself costs over copying.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Iterator
from statistics import median
from typing import Any

import psycopg

from bench.audit_material import body, postgres_sessions
from bench.figure import Figure, table
from bench.figure import rate as in_words
from services.audit.domain.entry import derive
from services.audit.domain.merkle import leaf_hash
from services.audit.store.models import ENTRY
from services.audit.store.tables import POSITIONS
from services.audit.usecases.receipt import Receiver
from shared.database import Sessions
from shared.transport import Received

BATCH = 1000


COLUMNS = [column.name for column in ENTRY.c]
TYPES = ["int8", "bytea", "bytea", "int8", *["text"] * (len(COLUMNS) - 4)]
Row = tuple[Any, ...]


def floor(url: str, batches: Iterable[list[Row]], width: int) -> int:
    """Copies batches of rows of `width` columns; answers how many."""
    copied = 0
    with psycopg.connect(url) as connection:
        connection.execute("DROP TABLE IF EXISTS bare")
        described = ", ".join(map(" ".join, zip(COLUMNS[1:width], TYPES[1:width], strict=True)))
        connection.execute(f"CREATE TABLE bare (sequence bigint PRIMARY KEY, {described})")
        connection.commit()
        for batch in batches:
            with (
                connection.cursor() as cursor,
                cursor.copy("COPY bare FROM STDIN (FORMAT BINARY)") as copy,
            ):
                copy.set_types(TYPES[:width])
                for row in batch:
                    copy.write_row(row)
            connection.commit()
            copied += len(batch)
    return copied


def making(rows: int, start: int = 0) -> Iterator[list[bytes]]:
    """Batches of canonical bytes, made on the way."""
    for first in range(start, start + rows, BATCH):
        yield [body(number) for number in range(first, min(first + BATCH, start + rows))]


def ready(bodies: list[bytes]) -> Iterator[list[bytes]]:
    """Batches of bytes made before."""
    for first in range(0, len(bodies), BATCH):
        yield bodies[first : first + BATCH]


def hashed(batches: Iterable[list[bytes]]) -> Iterator[list[Row]]:
    """Rows of sequence, bytes and hash."""
    for turn, batch in enumerate(batches):
        yield [(turn * BATCH + n, made, leaf_hash(made)) for n, made in enumerate(batch)]


def with_columns(bodies: list[bytes], rest: list[Row]) -> Iterator[list[Row]]:
    """Rows of all columns, those beside the hash from `rest`."""
    for batch in hashed(ready(bodies)):
        yield [(*row, *rest[row[0]]) for row in batch]


def ours(sessions: Sessions, batches: Iterable[list[bytes]]) -> int:
    """Takes batches into the log as the pump does; answers how many messages."""
    receiver = Receiver()
    with sessions.write() as session:
        offset = first = POSITIONS.next_offset(session, "log") or 0
        if first == 0:
            POSITIONS.create(session, "log", "funding.events")
    for batch in batches:
        records = [Received(offset + number, "KFW-A", made) for number, made in enumerate(batch)]
        with sessions.write() as session:
            POSITIONS.next_offset(session, "log", lock=True)
            receiver.receive(session, records)
            offset += len(records)
            POSITIONS.advance(session, "log", offset)
    return offset - first


def rate(run: Callable[[], int]) -> float:
    """Rows a second."""
    began = time.perf_counter()
    return run() / (time.perf_counter() - began)


def measure(*, quick: bool = False) -> list[Figure]:
    """Both pairs, floor and ours taking turns."""
    rows, rounds = (5_000, 1) if quick else (50_000, 3)
    bodies = [body(number) for number in range(rows * rounds, rows * (rounds + 1))]
    rest = [(number, "ok", *derive(made)) for number, made in enumerate(bodies)]
    gc.freeze()  # the prepared material is no part of what is measured
    made: list[tuple[float, float]] = []
    with postgres_sessions() as (sessions, url):
        for turn in range(rounds):
            made.append(
                (
                    rate(lambda: floor(url, hashed(making(rows)), 3)),
                    rate(lambda first=turn * rows: ours(sessions, making(rows, first))),
                )
            )
        columns = rate(lambda: floor(url, with_columns(bodies, rest), len(COLUMNS)))
        prepared = [(columns, rate(lambda: ours(sessions, ready(bodies))))]
    gc.unfreeze()
    size = f"{len(bodies[0])} bytes"
    return [
        _figure(f"audit ingest, {size}, made and hashed", "bare COPY", made, at_least=0.3),
        _figure(f"audit ingest, {size}, ready made", "bare COPY, all columns", prepared),
    ]


def _figure(
    claim: str, words: str, pairs: list[tuple[float, float]], at_least: float | None = None
) -> Figure:
    bare, log = (median(side) for side in zip(*pairs, strict=True))
    return Figure(
        claim=claim,
        ours=in_words(log, "rows"),
        floor=f"{in_words(bare, 'rows')} ({words})",
        unit="× floor",
        runs=tuple(two / one for one, two in pairs),
        at_least=at_least,
    )


if __name__ == "__main__":
    print(table(measure()))
