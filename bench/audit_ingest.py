"""Audit ingest in batches against bare COPY of the same rows, hashed in Python.

    python -m bench.audit_ingest [rows]

Both sides get the canonical bytes ready made (making them is the publisher's work) and commit 1,000
rows at a time on PostgreSQL with fsync on. The floor hashes the bytes and copies the same columns,
derived beforehand, into a table with a primary key and nothing else. Ours also reads each envelope,
looks for repetitions, grows the tree, stores tiles and six more indexes, and moves the consumer's
position. Target: at least 0.3. For comparison a barer floor without the derived columns.
"""

from __future__ import annotations

import gc
import sys
import time

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


def floor(url: str, bodies: list[bytes], columns: int) -> float:
    """Rows a second of bare COPY of the first `columns` columns."""
    rest = [(number, "ok", *derive(body)) for number, body in enumerate(bodies)]
    with psycopg.connect(url) as connection:
        connection.execute("DROP TABLE IF EXISTS bare")
        described = ", ".join(map(" ".join, zip(COLUMNS[1:columns], TYPES[1:columns], strict=True)))
        connection.execute(f"CREATE TABLE bare (sequence bigint PRIMARY KEY, {described})")
        connection.commit()
        began = time.perf_counter()
        for first in range(0, len(bodies), BATCH):
            with (
                connection.cursor() as cursor,
                cursor.copy("COPY bare FROM STDIN (FORMAT BINARY)") as copy,
            ):
                copy.set_types(TYPES[:columns])
                for number, body in enumerate(bodies[first : first + BATCH], first):
                    copy.write_row((number, body, leaf_hash(body), *rest[number])[:columns])
            connection.commit()
        return len(bodies) / (time.perf_counter() - began)


def ours(sessions: Sessions, bodies: list[bytes]) -> float:
    """Rows a second through the handler."""
    with sessions.write() as session:
        POSITIONS.create(session, "log", "funding.events")
    receiver = Receiver()
    began = time.perf_counter()
    for first in range(0, len(bodies), BATCH):
        batch = bodies[first : first + BATCH]
        records = [Received(offset, "KFW-A", made) for offset, made in enumerate(batch, first)]
        with sessions.write() as session:
            POSITIONS.next_offset(session, "log", lock=True)
            receiver.receive(session, records)
            POSITIONS.advance(session, "log", first + len(batch))
    return len(bodies) / (time.perf_counter() - began)


def main() -> None:
    """Prints both rates and their ratio."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    bodies = [body(number) for number in range(rows)]
    gc.freeze()  # the prepared bytes are no part of what is measured
    with postgres_sessions() as (sessions, url):
        same, barer = floor(url, bodies, len(COLUMNS)), floor(url, bodies, 3)
        append = ours(sessions, bodies)
    print(f"audit ingest, {rows} rows of {len(bodies[1])} bytes, {BATCH} a commit, PostgreSQL")
    print(f"  floor (bare COPY, same columns)       {same:>9,.0f} rows/s")
    print(f"  barer (sequence, bytes, hash only)    {barer:>9,.0f} rows/s")
    print(f"  ours                                  {append:>9,.0f} rows/s")
    print(f"  ratio {append / same:.2f} (target 0.30); to the barer one {append / barer:.2f}")


if __name__ == "__main__":
    main()
