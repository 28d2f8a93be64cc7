"""Audit queries on a large log: every filter, on the first, a middle and the last page.

    python -m bench audit_query

Each measurement is one page of 50 in a warm PostgreSQL, first as the API reads it from the store,
then over HTTP by one client (gunicorn 2 × 4), beside a bare Flask handler that selects and answers
50 rows by key without rights, filters and payloads. The first page notes the query in the trail.
Target: p95 below 50 ms at any page with 1,000,000 entries.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from bench.audit_material import ACTORS, START, TYPES, envelope
from bench.audit_verify import fill
from bench.figure import Figure, table
from bench.load import request_bytes, run_load
from bench.servers import folder, gunicorn, house_environment, postgres
from contracts.events.snapshots import AccessSnapshot, HeldRole, TokenRecord
from contracts.roles import Role
from services.audit.domain.trail import TrailFilter
from services.audit.store import trail
from services.audit.store.tables import DIRECTORY
from services.audit.usecases.indexing import index_behind
from shared.access import hash_token
from shared.clock import format_instant
from shared.database import Sessions
from shared.web.paging import encode_cursor

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


def indexed(sessions: Sessions) -> None:
    """Fills the search index and the statistics, which autovacuum does in life."""
    moved = 1
    while moved:
        with sessions.write() as session:
            moved = index_behind(session)
    with sessions.write() as session:
        session.execute(text("ANALYZE"))


def measure(*, quick: bool = False) -> list[Figure]:
    """Every filter on three pages past the web server, then pages over HTTP."""
    entries = 20_000 if quick else 1_000_000
    with folder() as directory, postgres() as server:
        environment = house_environment(server, directory, "audit", BENCH_SERVICES="audit")
        sessions = Sessions(server.service_url("owner").replace("{service}", "audit"))
        fill(sessions, entries)
        indexed(sessions)
        figures = [_all_filters(sessions, entries)]
        token = _auditor(sessions)
        bare = server.url("audit").replace("+psycopg", "")
        with (
            gunicorn("house", directory, environment) as ours,
            gunicorn("bare_page", directory, {**environment, "BARE_DATABASE": bare}) as floor,
        ):
            last = entries // 50 - 1
            for name, page in (("first", 0), ("thousandth", 999), ("last", last)):
                if page <= last:
                    figures.append(_page(name, page, entries, ours, floor, token))
        sessions.close()
    return figures


def _all_filters(sessions: Sessions, entries: int) -> Figure:
    found = {
        f"{name}, {place}": p95(sessions, wanted, at)
        for name, wanted in filters(entries).items()
        for place, at in (("first", 0), ("middle", entries // 2), ("last", entries - 200))
    }
    found["history"] = history_p95(sessions, entries)
    slowest = max(found, key=lambda name: found[name])
    return Figure(
        claim=f"audit query, {entries:,} entries, p95 of the slowest of {len(found)}",
        ours=f"slowest: {slowest}; fastest {min(found.values()):.1f} ms",
        floor="",
        unit="ms",
        runs=(found[slowest],),
        at_most=50,
    )


def _auditor(sessions: Sessions) -> str:
    token = "bench-token"
    ends = format_instant(datetime.now(UTC) + timedelta(days=1))
    access = AccessSnapshot(
        user_id=ACTORS[0],
        locked=False,
        session_revision=1,
        roles=(HeldRole(Role.AUDITOR, None),),
        tokens=(TokenRecord(hash_token(token), ends),),
    )
    with sessions.write() as session:
        DIRECTORY.apply(session, access)
    return token


def _page(name: str, page: int, entries: int, ours: int, floor: int, token: str) -> Figure:
    """One page of 50, asked 200 times by one client."""
    last_seen = page * 50 - 1
    cursor = f"?cursor={encode_cursor(last_seen)}" if page else ""
    asked = request_bytes("GET", f"/audit/api/v1/entries{cursor}", port=ours, token=token)
    bare = request_bytes("GET", f"/page?after={last_seen}", port=floor)
    for port, one in ((ours, asked), (floor, bare)):
        run_load(port, [[one] * 20], 200)
    found, least = run_load(ours, [[asked] * 200], 200), run_load(floor, [[bare] * 200], 200)
    mine, theirs = (load.percentile(95) * 1000 for load in (found, least))
    return Figure(
        claim=f"audit query over HTTP, {entries:,} entries, {name} page, p95",
        ours=f"p50 {found.percentile(50) * 1000:.1f} ms; {mine / theirs:.1f} × floor",
        floor=f"p95 {theirs:.1f} ms (bare handler)",
        unit="ms",
        runs=(mine,),
        at_most=50,
    )


if __name__ == "__main__":
    print(table(measure()))
