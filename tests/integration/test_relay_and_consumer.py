"""Outbox to stream to consumer: nothing lost, nothing twice, nothing skipped. Both databases."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, insert, select
from sqlalchemy.orm import Session

from contracts.envelope import decode
from contracts.events.budget import UserLoggedIn
from contracts.topics import EVENTS
from shared.clock import FixedClock
from shared.consumer import Consumer, HandlingFailed, Positions
from shared.database import Sessions
from shared.errors import Unavailable
from shared.occasion import Occasion
from shared.outbox import BrokenPromise, Outbox
from shared.relay import Relay
from shared.transport import LocalTransport, Message, Received

METADATA = MetaData()
OUTBOX = Outbox(METADATA, "/test")
POSITIONS = Positions(METADATA)
EFFECT = Table("effect", METADATA, Column("n", Integer, primary_key=True), Column("id", String(36)))
CLOCK = FixedClock(datetime(2026, 1, 1, tzinfo=UTC))
BY = Occasion("U-1", CLOCK.now())


@pytest.fixture(params=["sqlite", "postgresql"])
def sessions(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sessions]:
    url = (
        f"sqlite:///{tmp_path}/service.db"
        if request.param == "sqlite"
        else request.getfixturevalue("postgres_url")
    )
    found = Sessions(url)
    METADATA.create_all(found.engine)
    yield found
    found.close()


@pytest.fixture
def stream(tmp_path: Path) -> LocalTransport:
    return LocalTransport(tmp_path / "stream.db")


@pytest.fixture
def relay(sessions: Sessions, stream: LocalTransport, tmp_path: Path) -> Relay:
    return Relay(sessions, OUTBOX, stream, CLOCK, tmp_path / "relay.lock")


def write_event(sessions: Sessions, user_id: str) -> str:
    with sessions.write() as session:
        return OUTBOX.add(session, UserLoggedIn(user_id), subject=f"user/{user_id}", by=BY)


def keep(session: Session, records: Sequence[Received]) -> None:
    for record in records:
        session.execute(insert(EFFECT).values(id=decode(record.value or b"").id))


def kept(sessions: Sessions) -> list[str]:
    with sessions.read() as session:
        return list(session.scalars(select(EFFECT.c.id).order_by(EFFECT.c.n)))


def consumer(sessions: Sessions, stream: LocalTransport, handle: object = keep) -> Consumer:
    return Consumer(
        "test",
        EVENTS,
        handle,  # type: ignore[arg-type]
        sessions=sessions,
        positions=POSITIONS,
        transport=stream,
        clock=CLOCK,
    )


class Faulty(LocalTransport):
    """Stores only the first `good` messages of a batch, or answers nothing at all."""

    good: int | None = 0

    def publish(self, topic: str, messages: Sequence[Message]) -> int:
        if self.good is None:
            raise Unavailable("weg")
        return super().publish(topic, messages[: self.good])


def test_order_survives_and_nothing_is_sent_twice(
    sessions: Sessions, stream: LocalTransport, relay: Relay
) -> None:
    sent = [write_event(sessions, f"user-{n}") for n in range(20)]
    assert relay.run_once() == 20
    assert relay.run_once() == 0
    reader = consumer(sessions, stream)
    assert reader.run_once() == 20
    assert kept(sessions) == sent


def test_a_rolled_back_effect_leaves_no_event(sessions: Sessions, relay: Relay) -> None:
    with pytest.raises(RuntimeError), sessions.write() as session:
        OUTBOX.add(session, UserLoggedIn("u"), subject="user/u", by=BY)
        raise RuntimeError("afterwards")
    assert relay.run_once() == 0


def test_only_the_acknowledged_prefix_is_marked(sessions: Sessions, tmp_path: Path) -> None:
    sent = [write_event(sessions, f"user-{n}") for n in range(5)]
    stream = Faulty(tmp_path / "faulty.db")
    relay = Relay(sessions, OUTBOX, stream, CLOCK, tmp_path / "relay.lock")
    stream.good = 2
    assert relay.run_once() == 2
    stream.good = None
    with pytest.raises(Unavailable):
        relay.run_once()
    stream.good = 100
    assert relay.run_once() == 3
    found = [decode(one.value or b"").id for one in stream.reader(EVENTS).read(0, 99, 0)]
    assert found == sent


def test_an_event_of_the_wrong_shape_is_a_defect_of_ours(sessions: Sessions) -> None:
    with pytest.raises(BrokenPromise, match="user_id"), sessions.write() as session:
        OUTBOX.add(session, UserLoggedIn(5), subject="user/5", by=BY)  # type: ignore[arg-type]


def test_a_failing_handler_stops_says_so_and_goes_on_after_the_mend(
    sessions: Sessions, stream: LocalTransport, relay: Relay
) -> None:
    sent = [write_event(sessions, f"user-{n}") for n in range(3)]
    relay.run_once()

    def stumble(session: Session, records: Sequence[Received]) -> None:
        keep(session, records[:1])
        raise HandlingFailed(records[1].offset, "unreadable")

    broken = consumer(sessions, stream, stumble)
    for _ in range(2):
        with pytest.raises(HandlingFailed):
            broken.run_once()
    assert kept(sessions) == []  # the effect of the first went back with the batch
    with sessions.read() as session:
        row = session.execute(select(POSITIONS.table)).one()
    assert (row.next_offset, row.failing_offset, row.attempts) == (0, 1, 2)
    assert row.failing_since == CLOCK.now()
    assert consumer(sessions, stream).run_once() == 3
    assert kept(sessions) == sent
    with sessions.read() as session:
        assert session.execute(select(POSITIONS.table)).one().failing_since is None


def test_two_pumps_at_once_apply_every_event_once(
    sessions: Sessions, stream: LocalTransport, relay: Relay
) -> None:
    sent = [write_event(sessions, f"user-{n}") for n in range(40)]
    relay.run_once()
    consumer(sessions, stream, lambda session, records: None)._position()

    def pump() -> None:
        mine = Consumer(
            "test",
            EVENTS,
            keep,
            sessions=sessions,
            positions=POSITIONS,
            transport=stream,
            clock=CLOCK,
            batch=3,
        )
        while len(kept(sessions)) < len(sent):
            mine.run_once()

    threads = [threading.Thread(target=pump) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert kept(sessions) == sent


def test_two_relays_at_once_keep_the_order(
    sessions: Sessions, stream: LocalTransport, tmp_path: Path
) -> None:
    sent = [write_event(sessions, f"user-{n}") for n in range(60)]
    relays = [Relay(sessions, OUTBOX, stream, CLOCK, tmp_path / "relay.lock") for _ in range(3)]
    threads = [threading.Thread(target=relay.run_once) for relay in relays]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    found = [decode(one.value or b"").id for one in stream.reader(EVENTS).read(0, 999, 0)]
    assert found == sent
