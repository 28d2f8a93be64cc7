"""Realistic events for the audit benchmarks, and a PostgreSQL database to put them into."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import services.audit.migrations
from contracts.envelope import Envelope
from shared.clock import format_instant
from shared.database import Sessions
from shared.migrations import migrate
from tests.components.postgres import DURABLE, PostgresServer

START = datetime(2026, 1, 1, tzinfo=UTC)
LOCATION = Path(services.audit.migrations.__file__).parent
TYPES = [f"funding.budget.expenditure.{verb}.v1" for verb in ("recorded", "certified", "paid")]
ACTORS = [str(uuid.UUID(int=7000 + number)) for number in range(40)]


def envelope(number: int) -> Envelope:
    """Event `number`: about 600 bytes, as in the anchors this is compared with."""
    subject = str(uuid.UUID(int=(number // 5) * 0x9E3779B97F4A7C15 % 2**122))
    return Envelope(
        id=str(uuid.UUID(int=number * 0xD1342543DE82EF95 % 2**122)),
        source="/budget",
        type=TYPES[number % len(TYPES)],
        subject=f"expenditure/{subject}",
        time=format_instant(START + timedelta(seconds=20 * number)),
        actor=ACTORS[number * 7 % len(ACTORS)],
        outcome="refused" if number % 97 == 0 else "ok",
        grant_id="KFW-A" if number % 3 else "KFW-B",
        data={
            "voucher_number": f"RE-2026-{number:07d}",
            "budget_line": f"Linie {number % 23}",
            "gross_cents": number * 131 % 10_000_000,
            "payment_date": (START + timedelta(days=number % 365)).date().isoformat(),
            "related": [f"measure/M-{number % 60}"],
            "status": "claimable",
            "findings": [{"code": "payment_after_period", "rule": "ELG-13"}],
        },
    )


def body(number: int) -> bytes:
    """The canonical bytes of event `number`.

    For plain ASCII and integers, sorted compact JSON is RFC 8785; the library that also does the
    rest takes twenty times as long, and making events is no part of any of these measurements.
    """
    made = envelope(number)
    document = {
        "specversion": "1.0",
        "datacontenttype": "application/json",
        "grantid": made.grant_id,
        **{name: getattr(made, name) for name in _NAMES},
    }
    return json.dumps(document, sort_keys=True, separators=(",", ":")).encode()


_NAMES = ("id", "source", "type", "subject", "time", "actor", "outcome", "data")


@contextmanager
def postgres_sessions() -> Iterator[tuple[Sessions, str]]:
    """A migrated audit database on a server of our own."""
    server = PostgresServer(DURABLE)
    try:
        server.start()
        url = server.url(server.create_database())
        migrate(url, LOCATION)
        sessions = Sessions(url)
        yield sessions, url.replace("postgresql+psycopg://", "postgresql://")
        sessions.close()
    finally:
        server.stop()
