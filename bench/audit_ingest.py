"""Audit ingest in batches against bare COPY of the same rows, hashed in Python.

    python -m bench.audit_ingest [rows]

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
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import psycopg

from bench.audit_material import body, postgres_sessions
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


def making(rows: int) -> Iterator[list[bytes]]:
    """Batches of canonical bytes, made on the way."""
    for first in range(0, rows, BATCH):
        yield [body(number) for number in range(first, min(first + BATCH, rows))]


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


def main() -> None:
    """Prints rates and ratios."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    bodies = [body(number) for number in range(rows, 2 * rows)]
    rest = [(number, "ok", *derive(made)) for number, made in enumerate(bodies)]
    gc.freeze()  # the prepared material is no part of what is measured
    with postgres_sessions() as (sessions, url):
        made_floor = rate(lambda: floor(url, hashed(making(rows)), 3))
        made_ours = rate(lambda: ours(sessions, making(rows)))
        ready_floor = rate(lambda: floor(url, with_columns(bodies, rest), len(COLUMNS)))
        ready_ours = rate(lambda: ours(sessions, ready(bodies)))
    print(f"audit ingest, {rows} rows of {len(bodies[0])} bytes, {BATCH} a commit, PostgreSQL")
    print("                               floor rows/s   ours rows/s   ratio")
    for name, bare, log, target in (
        ("made, hashed, copied", made_floor, made_ours, "(target 0.30)"),
        ("ready bytes, all columns", ready_floor, ready_ours, ""),
    ):
        print(f"  {name:<26}{bare:>14,.0f}{log:>14,.0f}{log / bare:>8.2f} {target}")


if __name__ == "__main__":
    main()
