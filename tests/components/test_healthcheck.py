"""What the container engine is told about a pump, from a database with our plumbing tables."""

from __future__ import annotations

import threading
import time

import psycopg
import pytest
from sqlalchemy import MetaData, create_engine

from deploy import healthcheck
from shared.consumer import Positions
from shared.outbox import Outbox

WAITING = "INSERT INTO outbox (topic, key, value) VALUES ('events', 'k', 'v')"
SENT = "UPDATE outbox SET sent_at = now()"
STANDING = (
    "INSERT INTO consumer_position (consumer, topic, next_offset, failing_since)"
    " VALUES ('facts', 'events', 3, now())"
)


@pytest.fixture
def url(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(healthcheck, "PATIENCE_S", 0.5)
    metadata = MetaData()
    Outbox(metadata, "/budget")
    Positions(metadata)
    engine = create_engine(postgres_url)
    metadata.create_all(engine)
    engine.dispose()
    return postgres_url


def run(url: str, statement: str) -> None:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(statement)


def test_a_pump_with_nothing_to_do_is_well(url: str) -> None:
    assert healthcheck.pump_is_well(url)


def test_an_event_that_stays_is_not_well(url: str) -> None:
    run(url, WAITING)
    assert not healthcheck.pump_is_well(url)


def test_an_event_that_leaves_in_time_is_well(url: str) -> None:
    run(url, WAITING)

    def relay() -> None:
        time.sleep(0.1)
        run(url, SENT)

    thread = threading.Thread(target=relay)
    thread.start()
    assert healthcheck.pump_is_well(url)
    thread.join()


def test_a_consumer_that_stands_still_is_not_well(url: str) -> None:
    run(url, STANDING)
    assert not healthcheck.pump_is_well(url)
