"""An event reporting cannot read stops it, shows, and nothing is skipped after the mend."""

from __future__ import annotations

import pytest

from contracts.envelope import Envelope, encode
from contracts.events import budget
from services.reporting import handlers
from services.reporting.app import SERVICE
from services.reporting.store import facts
from services.reporting.usecases.cut_off import known_up_to
from shared.consumer import HandlingFailed
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.story import tell_everything
from tests.integration.reporting.stream import GRANT
from tests.integration.reporting.web import app_of


def broken() -> bytes:
    return encode(
        Envelope(
            id="e0000000-0000-4000-8000-000000000000",
            source="/budget",
            type=budget.IncomeRecorded.TYPE,
            subject="income/x",
            time="2026-04-01T00:00:00.000Z",
            actor="x",
            outcome="ok",
            data={"amount_cents": "viel"},
            grant_id=GRANT,
        )
    )


def test_it_stops_shows_and_goes_on(told: Reporting, monkeypatch: pytest.MonkeyPatch) -> None:
    with told.ports.sessions.read() as session:
        stopped_at = known_up_to(session)
    told.stream.put(broken())
    tell_everything(told.stream, vouchers=8)
    workers = {one.name: one for one in SERVICE.workers(told.ports)}
    consumer = workers["reporting-facts"]
    for _ in range(2):
        with pytest.raises(HandlingFailed) as failed:
            consumer.run_once()
        assert failed.value.offset == stopped_at
    client = app_of(told).test_client()
    ready = client.get("/readyz")
    assert ready.status_code == 503
    assert f"reporting-facts stands at offset {stopped_at}" in ready.text
    assert 'consumer_failing{consumer="reporting-facts",service="reporting"} 1.0' in (
        client.get("/metrics").text
    )
    assert workers["reporting-users"].run_once() > 0  # a lock is never delayed by this

    monkeypatch.setitem(handlers.KEEP, budget.IncomeRecorded.TYPE, None)
    while consumer.run_once():
        pass
    assert client.get("/readyz").status_code == 200
    with told.ports.sessions.read() as session:
        assert known_up_to(session) == told.transport.end_offset("funding.events")
        assert facts.grants(session) == [GRANT]


def test_events_it_does_not_subscribe_to_are_passed_over(told: Reporting) -> None:
    told.stream.tell(budget.UserLoggedIn("u"), "user/u", grant_id=None)
    told.settle()


def test_the_same_event_twice_is_kept_once(told: Reporting) -> None:
    record = told.transport.select("funding.events", 20, 1)[0]
    told.stream.put(record.value or b"")
    told.settle()
    with told.ports.sessions.write() as session:
        assert not facts.claim(session, _id(record.value or b""), 0, b"")


def _id(body: bytes) -> str:
    from contracts.envelope import decode

    return decode(body).id
