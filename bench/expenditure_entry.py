"""Expenditure entry over HTTP with 8 clients, each writing to a grant of its own.

Floor: a bare Flask handler that inserts one row and one outbox row into the same PostgreSQL. Both
under gunicorn gthread with 2 × 4 threads, taking turns; fsync on. Ours also checks rights, all
rules and duplicates, seals the texts, computes and stores the assessment, and checks the event
against its schema. Target: at least 0.4 of the floor.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count

from bench.figure import Figure, rate
from bench.load import Load, request_bytes, run_load
from bench.seed import OFFICER, Speaker, award, tokens, vouchers
from bench.servers import folder, gunicorn, house_environment, postgres
from bench.wsgi import BARE_TABLES
from tests.components.postgres import PostgresServer

CLIENTS = 8
GRANTS = [f"Z-{number}" for number in range(CLIENTS)]


@contextmanager
def both() -> Iterator[tuple[int, int, str]]:
    """Ports of ours and of the floor, and the officer's token."""
    with folder() as directory, postgres() as server:
        environment = house_environment(server, directory, "budget", BENCH_SERVICES="budget")
        held = tokens(environment, directory)
        bare = {**environment, "BARE_DATABASE": _bare_database(server)}
        with (
            gunicorn("house", directory, environment) as ours,
            gunicorn("bare_entry", directory, bare) as floor,
        ):
            speaker = Speaker(ours, held)
            for grant_id in GRANTS:
                award(speaker, grant_id)
            yield ours, floor, held[OFFICER]


def _bare_database(server: PostgresServer) -> str:
    name = server.create_database()
    with server.connect(name) as connection:
        for statement in BARE_TABLES:
            connection.execute(statement)
    return server.url(name).replace("+psycopg", "")


def measure(*, quick: bool = False) -> list[Figure]:
    """Requests per second of both, five rounds."""
    rounds, each = (2, 20) if quick else (5, 100)
    ours: list[Load] = []
    floors: list[Load] = []
    with both() as (port, bare_port, token):
        numbers = count(1)
        for turn in range(-1, rounds):  # the first turn only warms up
            started = next(numbers) * 1_000_000
            floor = run_load(bare_port, _bare_requests(bare_port, each * 3, started), 201)
            found = run_load(port, _requests(port, each, started, token), 201)
            if turn >= 0:
                floors.append(floor)
                ours.append(found)
    ratios = [one.per_second / floor.per_second for one, floor in zip(ours, floors, strict=True)]
    return [
        Figure(
            claim="expenditure entry, 8 clients, 8 grants",
            ours=_words(ours),
            floor=_words(floors),
            unit="× floor",
            runs=tuple(ratios),
            at_least=0.4,
        )
    ]


def _words(loads: Sequence[Load]) -> str:
    middle = sorted(loads, key=lambda load: load.per_second)[len(loads) // 2]
    p50, p99 = (middle.percentile(percent) * 1000 for percent in (50, 99))
    return f"{rate(middle.per_second, 'requests')} (p50 {p50:.1f} ms, p99 {p99:.1f} ms)"


def _requests(port: int, each: int, first: int, token: str) -> list[list[bytes]]:
    return [
        [
            request_bytes(
                "POST",
                f"/budget/api/v1/grants/{grant_id}/expenditures",
                port=port,
                token=token,
                body=json.dumps(body).encode(),
            )
            for body in vouchers(first + number * each, each)
        ]
        for number, grant_id in enumerate(GRANTS)
    ]


def _bare_requests(port: int, each: int, first: int) -> list[list[bytes]]:
    return [
        [
            request_bytes("POST", "/rows", port=port, body=json.dumps(body).encode())
            for body in ({"grant_id": grant_id} | one for one in vouchers(first, each))
        ]
        for grant_id in GRANTS
    ]
