"""Verification of the audit log against a bare loop that does the same from the same database.

    python -m bench audit_verify

The bare loop reads all rows by a server-side cursor, hashes each body, compares the hash column,
parses the envelope and compares the derived columns, grows a Merkle tree and compares the root at
the end. Ours also checks sequence, offsets, tiles, every checkpoint and repeated ids.
Target: at least 0.7.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from statistics import median

import psycopg

from bench.audit_material import body, postgres_sessions
from bench.figure import Figure, rate, table
from services.audit.domain.entry import derive
from services.audit.domain.merkle import Frontier, leaf_hash
from services.audit.domain.note import Signer
from services.audit.store.tables import POSITIONS
from services.audit.usecases.checkpoint import make_checkpoint
from services.audit.usecases.receipt import Receiver
from services.audit.usecases.verification import verify_log
from shared.database import Sessions
from shared.transport import Received

SIGNER = Signer("bench.example/log", bytes(32))
BATCH = 1000


def fill(sessions: Sessions, rows: int, after: int = 0) -> bytes:
    """Fills the log up to `rows` entries, of which it has `after`, with a checkpoint every batch;
    answers the root."""
    receiver, root = Receiver(), b""
    if not after:
        with sessions.write() as session:
            POSITIONS.create(session, "log", "funding.events")
    for first in range(after, rows, BATCH):
        records = [Received(n, "K", body(n)) for n in range(first, min(first + BATCH, rows))]
        with sessions.write() as session:
            receiver.receive(session, records)
            POSITIONS.advance(session, "log", first + len(records))
        with sessions.write() as session:
            head = make_checkpoint(session, SIGNER, datetime(2026, 1, 1, tzinfo=UTC))
            root = head.root if head else root
    return root


def floor(url: str, root: bytes) -> float:
    """Seconds of the bare loop."""
    began = time.perf_counter()
    frontier = Frontier()
    with psycopg.connect(url) as connection, connection.cursor(name="bare") as cursor:
        cursor.itersize = 2000
        cursor.execute(
            "SELECT entry_hash, body, event_id, time, type, actor, outcome, subject, grant_id, "
            "related FROM entry ORDER BY sequence"
        )
        for row in cursor:
            leaf = leaf_hash(row[1])
            if leaf != row[0] or derive(row[1]) != row[2:]:
                raise SystemExit("the bare loop found a difference")
            frontier.append(leaf)
    if frontier.root() != root:
        raise SystemExit("the bare loop found another root")
    return time.perf_counter() - began


def ours(sessions: Sessions) -> float:
    """Seconds of the verification."""
    began = time.perf_counter()
    with sessions.read() as session:
        verdict = verify_log(session, SIGNER.verifier())
    if not verdict.ok:
        raise SystemExit(f"not as written: {verdict.faults}")
    return time.perf_counter() - began


def measure(*, quick: bool = False) -> list[Figure]:
    """Floor and ours in turn."""
    rows, rounds = (5_000, 1) if quick else (200_000, 3)
    with postgres_sessions() as (sessions, url):
        root = fill(sessions, rows)
        pairs = [(floor(url, root), ours(sessions)) for _ in range(rounds)]
    bare, verify = (median(side) for side in zip(*pairs, strict=True))
    return [
        Figure(
            claim=f"audit verify, {rows:,} entries",
            ours=rate(rows / verify, "entries"),
            floor=f"{rate(rows / bare, 'entries')} (bare loop)",
            unit="× floor",
            runs=tuple(one / two for one, two in pairs),
            at_least=0.7,
        )
    ]


if __name__ == "__main__":
    print(table(measure()))
