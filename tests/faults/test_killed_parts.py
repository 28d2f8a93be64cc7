"""kill -9 of any part while four clients write: nothing acknowledged is lost, doubled or reordered.

One deployment for all tests: each leaves it whole again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import date

import psycopg
import pytest

from contracts.topics import EVENTS
from tests.answer import Answer
from tests.components.topology import Topology
from tests.driver import OFFICER
from tests.faults.load import Load, check_after
from tests.faults.remote import RemoteHouse, until

GRANTS = ("KFW-A", "KFW-B")


@pytest.fixture(scope="module")
def house(topology: Topology) -> Iterator[RemoteHouse]:
    """Two running grants with more money than the clients can spend."""
    found = RemoteHouse(topology)
    found.through_proxy = True
    for grant_id in GRANTS:
        found.award(grant_id, "B", date(2026, 1, 1), date(2027, 12, 31)).expect(201)
        found.plan(grant_id, {"Beratung": 90_000_000}).expect(201)
    yield found
    found.close()


def test_a_killed_web_process_costs_no_write(house: RemoteHouse, topology: Topology) -> None:
    with Load(house, GRANTS) as load:
        for name in ("budget-web-1", "budget-web-2"):
            topology.kill(name)
            load.wait_for(8)
            topology.restart(name)
    check_after(load)


def test_a_killed_relay_loses_and_doubles_nothing(house: RemoteHouse, topology: Topology) -> None:
    with Load(house, GRANTS) as load:
        for pause in (0.05, 0.15, 0.4):
            topology.kill("budget-pump")
            load.wait_for(4)
            topology.restart("budget-pump")
            # it needs a moment to begin: then it dies at another point of its round
            until(lambda: house.metric("outbox_pending", "budget") == 0)
            time.sleep(pause)
    check_after(load)


def test_a_killed_listener_counts_everything_once(house: RemoteHouse, topology: Topology) -> None:
    with Load(house, GRANTS) as load:
        for name in ("audit-pump", "reporting-pump"):
            topology.kill(name)
            load.wait_for(4)
            topology.restart(name)
        load.wait_for(4)
    check_after(load)


def test_a_killed_database_answers_try_again_and_keeps_every_commit(
    house: RemoteHouse, topology: Topology
) -> None:
    with Load(house, GRANTS) as load:
        topology.kill("postgres")
        assert house.get("/healthz").status == 200  # the process itself lives
        refused = enter(house, "k-away")
        assert (refused.status, refused.headers.get("Retry-After")) == (503, "2")
        assert refused.body["violations"][0]["code"] == "database_unavailable"
        assert readiness(house, topology.web_url("budget", 1)) == (
            503,
            ["budget: database unavailable"],
        )
        topology.restart("postgres")
        load.wait_for(8)
    first, again = enter(house, "k-away").expect(201), enter(house, "k-away").expect(201)
    assert first.body == again.body and again.headers["Idempotency-Replayed"] == "true"
    load.acknowledged.append((GRANTS[0], first.body["expenditure_id"]))
    check_after(load)


def enter(house: RemoteHouse, key: str, grant_id: str = GRANTS[0]) -> Answer:
    """One entry over 1.00 EUR; the same key always means the same body."""
    body = house.expenditure_body(
        gross_cents=100, voucher_number=key, invoice_number=key, payment_reference=key
    )
    path = f"/grants/{grant_id}/expenditures"
    return house.budget(OFFICER, "POST", path, body, headers={"Idempotency-Key": key})


def readiness(house: RemoteHouse, address: str) -> tuple[int, list[str]]:
    """What `/readyz` of one process says."""
    answer = house.look(f"{address}/readyz")
    return answer.status, answer.body["problems"]


def test_a_killed_broker_leader_loses_and_doubles_nothing(
    house: RemoteHouse, topology: Topology
) -> None:
    leader = topology.kafka.leader(EVENTS)
    with Load(house, GRANTS) as load:
        topology.kafka.kill(leader)
        load.wait_for(12)  # writes never wait for the stream
        house.settle()
        topology.kafka.restart(leader)
        load.wait_for(4)
    check_after(load)


def test_without_brokers_writes_go_on_the_outbox_waits_and_readyz_says_so(
    house: RemoteHouse, topology: Topology
) -> None:
    numbers = list(topology.kafka.nodes)
    with Load(house, GRANTS) as load:
        for number in numbers:
            topology.kafka.kill(number)
        load.wait_for(12)
        address = topology.web_url("budget", 1)
        until(lambda: readiness(house, address)[0] == 503)
        assert any("stream" in one for one in readiness(house, address)[1])
        assert house.metric("outbox_pending", "budget") >= 12
    for number in numbers:
        topology.kafka.nodes[number].launch()
    for number in numbers:
        topology.kafka.nodes[number].wait_ready()
    check_after(load)
    until(lambda: readiness(house, address)[0] == 200)


def test_a_second_request_under_a_running_key_is_told_to_wait(
    house: RemoteHouse, topology: Topology
) -> None:
    found: list[Answer] = []
    with topology.postgres.connect("budget") as connection, connection.transaction():
        hold(connection, GRANTS[0])
        first = threading.Thread(target=lambda: found.append(enter(house, "k-flight")))
        first.start()
        until(lambda: waiting(topology) == 1)
        second = enter(house, "k-flight").expect(409)
        assert second.body["violations"][0]["code"] == "request_in_flight"
    first.join(30)
    again = enter(house, "k-flight").expect(201)
    assert (found[0].status, found[0].body) == (201, again.body)
    assert again.headers["Idempotency-Replayed"] == "true"


def hold(connection: psycopg.Connection[tuple[object, ...]], grant_id: str) -> None:
    """Locks the row of a grant as another person's transaction would."""
    connection.execute('SELECT 1 FROM "grant" WHERE grant_id = %s FOR UPDATE', (grant_id,))


def waiting(topology: Topology) -> int:
    """How many sessions of budget wait for a lock."""
    with topology.postgres.connect("budget") as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE wait_event_type = 'Lock' AND datname = 'budget'"
        ).fetchone()
    assert row is not None
    return int(row[0])
