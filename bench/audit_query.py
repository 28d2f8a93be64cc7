"""Audit queries on a large log: every filter, on the first, a middle and the last page.

    python -m bench.audit_query [entries]

Each measurement is one page of 50 as the API reads it, all in a warm PostgreSQL; the slowest 5 %
of the repetitions are what p95 says. Target: p95 below 50 ms at any page with 1,000,000 entries.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace

from sqlalchemy import text

from bench.audit_material import ACTORS, START, TYPES, envelope, postgres_sessions
from bench.audit_verify import fill
from services.audit.domain.trail import TrailFilter
from services.audit.store import trail
from services.audit.usecases.indexing import index_behind
from shared.clock import format_instant
from shared.database import Sessions

REPETITIONS = 20
PAGE = 51


def filters(entries: int) -> dict[str, TrailFilter]:
    """What an auditor may ask."""
    middle = envelope(entries // 2)
    return {
        "none": TrailFilter(),
        "grant": TrailFilter(grant_id="KFW-B"),
        "type": TrailFilter(type=TYPES[1]),
        "actor": TrailFilter(actor=ACTORS[3]),
        "subject": TrailFilter(subject=middle.subject),
        "refused": TrailFilter(outcome="refused"),
        "ok": TrailFilter(outcome="ok"),
        "last day": TrailFilter(since=envelope(entries - 4000).time),
        "first day": TrailFilter(until=format_instant(START.replace(day=2))),
        "one day": TrailFilter(since=middle.time, until=envelope(entries // 2 + 4320).time),
        "type and actor": TrailFilter(type=TYPES[2], actor=ACTORS[5]),
        "q voucher": TrailFilter(q=f"RE-2026-{entries // 2:07d}"),
        "q common": TrailFilter(q="claimable"),
        "q prefix": TrailFilter(q="2026-0"),
        "q two words": TrailFilter(q="linie payment_after"),
        "q and actor": TrailFilter(q="elg-13", actor=ACTORS[9]),
        "q nothing": TrailFilter(q="gibtesnicht"),
        "own grants": TrailFilter(grants=frozenset({"KFW-A", "KFW-B"})),
    }


def p95(sessions: Sessions, wanted: TrailFilter, beyond: int) -> float:
    """Milliseconds within which 95 % of the repetitions came back."""
    taken = []
    for turn in range(REPETITIONS):
        asked = replace(wanted, from_sequence=beyond + turn)
        began = time.perf_counter()
        with sessions.read() as session:
            trail.page(session, asked, limit=PAGE)
        taken.append((time.perf_counter() - began) * 1000)
    return sorted(taken)[int(0.95 * REPETITIONS) - 1]


def history_p95(sessions: Sessions, entries: int) -> float:
    """The same for the history of one thing, each time another."""
    taken = []
    for turn in range(REPETITIONS):
        began = time.perf_counter()
        with sessions.read() as session:
            trail.history(session, envelope(turn * entries // REPETITIONS).subject, limit=PAGE)
        taken.append((time.perf_counter() - began) * 1000)
    return sorted(taken)[int(0.95 * REPETITIONS) - 1]


def main() -> None:
    """Prints one line per filter."""
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with postgres_sessions() as (sessions, _url):
        fill(sessions, entries)
        began = time.perf_counter()
        moved = 1
        while moved:
            with sessions.write() as session:
                moved = index_behind(session)
        print(f"search index: {entries / (time.perf_counter() - began):,.0f} entries/s")
        with sessions.write() as session:
            session.execute(text("ANALYZE"))  # autovacuum does so in life, a minute after a load
        print(f"audit query on {entries} entries, p95 in ms (target 50)")
        print(f"  {'filter':<16}{'first':>8}{'middle':>8}{'last':>8}")
        for name, wanted in filters(entries).items():
            row = [p95(sessions, wanted, at) for at in (0, entries // 2, entries - 200)]
            print(f"  {name:<16}" + "".join(f"{one:>8.1f}" for one in row))
        print(f"  {'history':<16}{history_p95(sessions, entries):>8.1f}")


if __name__ == "__main__":
    main()
