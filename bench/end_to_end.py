"""From the commit of an expenditure to its being visible in the audit query, through Kafka.

Budget web and pump, audit web and pump, PostgreSQL with fsync on, three brokers (replication 3,
acks=all): all processes of their own. The clock starts when the 201 has been read and stops when
the entry is in an answer of `/audit/api/v1/entries`, asked in a loop. Floor: produce one message
of the same size to the same brokers, consume it in another thread, insert and commit it in the
same PostgreSQL. Target: p95 below 250 ms.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import psycopg

from bench.figure import Figure
from bench.load import Connection, percentile, request_bytes
from bench.seed import AUDITOR, OFFICER, Speaker, award, tokens, vouchers
from bench.servers import folder, gunicorn, house_environment, postgres
from bench.wsgi import BARE_TABLES
from shared.settings import KafkaSettings
from shared.transport import Message
from shared.transport_kafka import KafkaTransport
from shared.web.paging import encode_cursor
from tests.components.availability import ROOT
from tests.components.kafka import KafkaCluster
from tests.components.postgres import PostgresServer
from tests.components.processes import Process

GRANT = "Z-0"
PAUSE_S = 0.05
PATIENCE_S = 60.0
FLOOR_TOPIC = "funding.checkpoints"  # present in the cluster, read by nobody here


def measure(*, quick: bool = False) -> list[Figure]:
    """One expenditure after the other, then as many bare messages."""
    count = 10 if quick else 200
    with folder() as directory, postgres() as server, KafkaCluster(brokers=3) as kafka:
        kafka.create_topics()
        brokers = {"KAFKA_BOOTSTRAP_SERVERS": kafka.bootstrap_servers}
        environment = house_environment(server, directory, "budget", "audit", **brokers)
        held = tokens(environment, directory)
        with _services(directory, environment) as (budget, audit):
            award(Speaker(budget, held), GRANT)
            watch = _Watch(audit, held[AUDITOR])
            watch.wait_for_all()
            found = [_one(budget, held[OFFICER], watch, body) for body in vouchers(1, count + 10)][
                10:
            ]
        floor = _floor(server, kafka.bootstrap_servers, count + 10)[10:]
    return [
        _figure("p50", 50, found, floor, at_most=None),
        _figure("p95", 95, found, floor, at_most=250),
    ]


def _figure(
    name: str, percent: int, found: list[float], floor: list[float], at_most: float | None
) -> Figure:
    ours, bare = (percentile(side, percent) * 1000 for side in (found, floor))
    return Figure(
        claim=f"commit to visible in the audit query, {name} of {len(found)}",
        ours=f"min {min(found) * 1000:.0f}, max {max(found) * 1000:.0f} ms",
        floor=f"{bare:.0f} ms (produce, consume, commit); ours {ours / bare:.1f} × floor",
        unit="ms",
        runs=(ours,),
        at_most=at_most,
    )


@contextmanager
def _services(directory: Path, environment: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """Ports of budget and audit; both pumps run."""
    with ExitStack() as stack:
        for name in ("budget", "audit"):
            pump = Process(
                f"{name} pump",
                [sys.executable, "-m", "services", name, "pump"],
                log=directory / f"{name}-pump.log",
                ready=lambda: True,  # it serves nothing that could be asked
                env=environment,
                cwd=ROOT,
            )
            pump.start()
            stack.callback(pump.stop)
        ports = [
            stack.enter_context(
                gunicorn("house", directory / name, {**environment, "BENCH_SERVICES": name})
            )
            for name in ("budget", "audit")
        ]
        yield ports[0], ports[1]


class _Watch:
    """Reads the log onwards; later pages of a query leave no entry of their own."""

    def __init__(self, port: int, token: str) -> None:
        self._port, self._token = port, token
        self._connection = Connection(port)
        self._last = -1

    def wait_for_all(self) -> None:
        """Until the token is known to audit and nothing new has come for two seconds."""
        deadline, quiet = time.monotonic() + PATIENCE_S, time.monotonic()
        while time.monotonic() - quiet < 2:
            if time.monotonic() > deadline:
                raise TimeoutError("the log does not come to rest")
            try:
                if self._more():
                    quiet = time.monotonic()
            except AssertionError:  # 401: the user has not arrived yet
                quiet = time.monotonic()
            time.sleep(0.1)

    def wait_for(self, subject: str) -> None:
        """Until an entry about this subject is there."""
        deadline = time.monotonic() + PATIENCE_S
        while subject not in self._more():
            if time.monotonic() > deadline:
                raise TimeoutError(f"{subject} never arrived")

    def _more(self) -> list[str]:
        path = f"/audit/api/v1/entries?limit=500&cursor={encode_cursor(self._last)}"
        request = request_bytes("GET", path, port=self._port, token=self._token)
        items = json.loads(self._connection.ask(request, 200))["items"]
        if items:
            self._last = items[-1]["sequence"]
        return [one["subject"] for one in items]


def _one(port: int, token: str, watch: _Watch, body: Mapping[str, object]) -> float:
    """Seconds from the answer to the entry."""
    path = f"/budget/api/v1/grants/{GRANT}/expenditures"
    data = json.dumps(body).encode()
    with closing(Connection(port)) as connection:
        request = request_bytes("POST", path, port=port, token=token, body=data)
        answer = json.loads(connection.ask(request, 201))
    began = time.perf_counter()
    watch.wait_for(f"expenditure/{answer['expenditure_id']}")
    taken = time.perf_counter() - began
    time.sleep(PAUSE_S)
    return taken


def _floor(server: PostgresServer, brokers: str, count: int) -> list[float]:
    """Seconds from sending a message to its commit, each."""
    transport = KafkaTransport(KafkaSettings(brokers))
    stored = threading.Semaphore(0)
    name = server.create_database()
    with server.connect(name) as connection:
        for statement in BARE_TABLES:
            connection.execute(statement)
    url = server.url(name).replace("+psycopg", "")
    first = transport.end_offset(FLOOR_TOPIC)
    consumer = threading.Thread(
        target=_consume, args=(transport, url, first, count, stored), daemon=True
    )
    consumer.start()
    taken = []
    try:
        for number in range(count):
            began = time.perf_counter()
            transport.publish(FLOOR_TOPIC, [Message(str(number), b"x" * 3000)])
            if not stored.acquire(timeout=PATIENCE_S):
                raise TimeoutError("the floor lost a message")
            taken.append(time.perf_counter() - began)
            time.sleep(PAUSE_S)
    finally:
        transport.close()
    return taken


def _consume(
    transport: KafkaTransport, url: str, first: int, count: int, stored: threading.Semaphore
) -> None:
    reader = transport.reader(FLOOR_TOPIC)
    with psycopg.connect(url) as connection, closing(reader):
        while count > 0:
            for record in reader.read(first, 500, 1.0):
                connection.execute(
                    "INSERT INTO bare_outbox (topic, key, value) VALUES ('t', %s, %s)",
                    (record.key, record.value),
                )
                connection.commit()
                stored.release()
                first, count = record.offset + 1, count - 1
